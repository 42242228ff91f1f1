"""`account NAME`: everything a colleague needs to know about one account before they write to it."""

from content.pages.account import AccountPage, FactLine, Place, Profile, account_page
from handlers.arguments import number, only_account
from handlers.explaining import explanation, said_by
from handlers.open_matters import sections_of
from handlers.replies import shown
from handlers.work import Reply, Work
from outreach.messages import Message
from outreach.models.book import Account, Channel, Fact, FactKind
from outreach.store import accounts, channels, contacts, facts
from outreach.worktime import zones


async def account(work: Work) -> Reply:
    return shown(await page_of(work, await only_account(work, "account Acme")))


async def open_account(work: Work) -> Reply:
    """The same page, behind a button."""
    return shown(await look(work))


async def look(work: Work) -> Message:
    return await page_of(work, await accounts.by_id(work.session, number(work, "account")))


async def page_of(work: Work, found: Account) -> Message:
    assert found.id is not None
    known = await facts.of_account(work.session, found.id)
    return account_page(
        AccountPage(
            told=await explanation(work.session, found, work.now, work.house, work.staff.timezone),
            profile=await _profile(work, found),
            facts=tuple([await _fact(work, fact) for fact in sorted(known, key=_goals_first)]),
            sections=await sections_of(work, found),
            command=work.house.command,
        )
    )


def _goals_first(fact: Fact) -> bool:
    return fact.kind != FactKind.GOAL


async def _profile(work: Work, found: Account) -> Profile:
    assert found.id is not None
    return Profile(
        segment=found.segment,
        stage=found.stage or "no stage",
        arr=found.arr,
        renewal_on=found.renewal_on,
        today=zones.local_date(work.now, zones.zone(found.timezone)),
        language=found.language,
        topics=tuple(found.topics),
        relationship=found.relationship,
        people=tuple(one.name for one in await contacts.of_account(work.session, found.id)),
        places=tuple(Place(one.name, _note(one)) for one in await channels.of_account(work.session, found.id)),
    )


def _note(channel: Channel) -> str:
    if channel.gone_at is not None:
        return channel.gone_because or "gone"
    if channel.kind == channels.TEAM:
        return "not shared with them: nothing goes there"
    if channel.is_mixed:
        return "two customers sit there: nothing goes there"
    return "they asked us not to read it" if channel.not_to_be_read else ""


async def _fact(work: Work, fact: Fact) -> FactLine:
    assert fact.id is not None
    return FactLine(fact.id, fact.kind, await said_by(work.session, fact))
