"""Doctor's walk through the customers' channels on Teams: do we know how to get there, and who reads there?"""

import asyncio

from bot.clocks import StandingClock
from bot.findings import Finding, failed, fine, some_of, warned
from bot.probing import Case
from bot.settings import Settings
from bot.teams.activity import PLATFORM, Json, rows
from bot.teams.addresses import is_allowed, read_address
from bot.teams.calls import Calls
from bot.teams.connection import allows_loopback
from bot.teams.logins import Login
from bot.teams.people import Member
from bot.teams.tokens import Tokens
from outreach.errors import DeliveryProblem
from outreach.models.book import Channel
from outreach.store import channels

CHANNELS = "Teams channels"
# A roster may be asked 14 times a second; doctor does not need to know of a thousand today.
_MOST, _AT_ONCE = 50, 5


async def examine_channels(case: Case, login: Login) -> list[Finding]:
    """With a token in hand; in anonymous mode it is never shown."""
    if not case.has_book:
        return []
    async with case.database.reading() as session:
        linked = await channels.of_customers(session, PLATFORM)
    if not linked:
        cure = "Add the app to a customer's team and type `@Concierge link NAME` in their channel."
        return [warned(CHANNELS, "no channel on Teams is linked to a customer yet", cure)]
    # Of what is gone the book has told already.
    ours = [each for each in linked if each.gone_at is None]
    tokens = Tokens(case.settings, ask=lambda _: login)
    calls = Calls(case.session, tokens, StandingClock(case.read_real()), loopback=allows_loopback(case.settings))
    patience = asyncio.Semaphore(_AT_ONCE)

    async def look(channel: Channel) -> Finding | None:
        async with patience:
            return await _look(calls, channel, case.settings)

    asked = ours[:_MOST]
    try:
        troubles = [found for found in await asyncio.gather(*(look(each) for each in asked)) if found is not None]
    finally:
        await tokens.close()
    unasked = len(ours) - len(asked)
    more = (
        [warned(CHANNELS, f"not all were looked at: {unasked} more", "The others are much like these.")]
        if unasked
        else []
    )
    shared = [each for each in asked if each.kind != channels.TEAM]
    if troubles or not shared:
        return [*troubles, *more]
    named = some_of([f"#{each.name}" for each in shared])
    return [fine(CHANNELS, f"Concierge is in {named}, and customers read there"), *more]


async def _look(calls: Calls, channel: Channel, settings: Settings) -> Finding | None:
    """None where everything is as it should be."""
    where, again = f"#{channel.name}", "Write something to @Concierge there: each message says how it is reached."
    if channel.workspace.casefold() != (settings.teams_tenant_id or "").casefold():
        cure = "Link the account to a channel of the tenant TEAMS_TENANT_ID, or correct that."
        return failed(CHANNELS, f"{where} belongs to another tenant ({channel.workspace})", cure)
    if not channel.reference:
        return failed(CHANNELS, f"nobody knows yet how {where} is reached (no service URL)", again)
    if not is_allowed(read_address(channel.reference).service_url, loopback=allows_loopback(settings)):
        return failed(CHANNELS, f"the service URL kept for {where} is not Microsoft's", again)
    try:
        page = await calls.page_of_members(channels.place_of(channel), None)
    except DeliveryProblem as problem:
        words, _, cure = str(problem).partition(": ")
        return failed(CHANNELS, f"{where}: {words}", f"{cure[:1].upper()}{cure[1:]}" or "Try again in a minute.")
    if channel.kind != channels.TEAM and _is_ours_alone(page, settings.teams_tenant_id or ""):
        cure = "Share the channel with the customer's team or invite them, or link the account to where they are."
        return warned(CHANNELS, f"nobody of another company is in {where}", cure)
    return None


def _is_ours_alone(page: Json, tenant_id: str) -> bool:
    """A roster of more than a page is not read to its end."""
    members = [Member.read(each) for each in rows(page, "members")]
    return not page.get("continuationToken") and all(member.is_home(tenant_id) for member in members)
