"""Customers' channels to which nothing goes any more, as the book knows it: asks nobody, and needs no network."""

from collections.abc import Iterator, Mapping

from bot.findings import Finding, failed, fine, warned
from outreach.database import Database
from outreach.models.book import Account, Channel
from outreach.store import accounts, channels

_NAMES = {"slack": "Slack", "teams": "Teams"}
_LINK = {"slack": "{command} link", "teams": "@Concierge link"}
# By why the channel is gone, as the book has it; what was deleted does not come back.
_BACK: Mapping[str, Mapping[str, str]] = {
    "slack": {"archived": "Unarchive {where}", "no longer open to us": "Type `/invite @Concierge` in {where}"},
    "teams": {
        "archived": "Restore {where}",
        "no longer open to us": "Add the app to its team again (“Manage team”, “Apps”), and to {where} if it is a "
        "shared or private channel (“Manage channel”, “Apps”)",
    },
}


async def check_channels(database: Database, command: str) -> list[Finding]:
    """Only of a database that is there and migrated. An account that has another channel is still reached: its lost
    one is named, and is no failure. Churned accounts get nothing anywhere."""
    async with database.reading() as session:
        customers = {each.id: each for each in await accounts.all_accounts(session)}
        rows = await channels.of_customers(session, *_NAMES)
    open_in: dict[int | None, Channel] = {each.account_id: each for each in reversed(rows) if _takes_messages(each)}
    linked = [(each, customers[each.account_id]) for each in rows if each.account_id in customers]
    return [
        finding
        for channel, account in linked
        for finding in _judged(channel, account, open_in.get(account.id), _Words(channel, account, command))
    ]


def _takes_messages(channel: Channel) -> bool:
    return channels.is_open(channel) and not channel.is_mixed and not channel.not_to_be_read


class _Words:
    """How a channel's people link it, on their platform."""

    def __init__(self, channel: Channel, account: Account, command: str) -> None:
        self._channel = channel
        self.link = f"{_LINK[channel.platform].format(command=command)} {account.name}"

    @property
    def regain(self) -> str:
        back = _BACK[self._channel.platform].get(self._channel.gone_because or "")
        other = f"ype `{self.link}` in another channel of theirs."
        return f"{back.format(where=f'#{self._channel.name}')}; or t{other}" if back else f"T{other}"


def _judged(channel: Channel, account: Account, other: Channel | None, words: _Words) -> Iterator[Finding]:
    check, where = f"{_NAMES[channel.platform]} channels", f"#{channel.name}"
    if channel.gone_at is not None:
        gone = f"{where} is {channel.gone_because or 'gone'}, since {channel.gone_at:%d %b %Y}"
        if other is not None:
            yield fine(check, f"{gone}: what is meant for {account.name} goes to #{other.name}")
        else:
            yield failed(check, f"{gone}: nothing reaches {account.name}", words.regain)
    elif channel.kind == channels.TEAM:
        cure = f"Share it with them; or type `{words.link}` in the channel where they are."
        yield warned(check, f"{where} is our company's alone: nothing for {account.name} goes there", cure)
    elif channel.is_mixed:
        cure = f"Type `{words.link}` in it if it is theirs alone; else in another channel of theirs."
        yield warned(check, f"{where} is not {account.name}'s alone: nothing goes there", cure)
    elif channel.not_to_be_read:
        yield fine(check, f"{where} is closed to us, as {account.name} wished: nothing unasked goes there")
