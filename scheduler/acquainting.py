"""Finds our direct conversation with every teammate: mornings and digests reach those who never typed a command."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Mapping
from datetime import timedelta

from outreach.database import Database, Session
from outreach.errors import DeliveryProblem, RateLimited
from outreach.models.book import Teammate
from outreach.ports import Messenger, Reached
from outreach.store import channels, identities, teammates

log = logging.getLogger(__name__)

_REACHED_WITHIN = timedelta(seconds=10)

# Our installations on one platform, by its name: the workspaces in which colleagues may be found.
Workspaces = Callable[[str], Awaitable[Collection[str]]]


async def acquaint(database: Database, messengers: Mapping[str, Messenger], workspaces: Workspaces) -> int:
    """Asks each platform that is on about everybody whom none of them lets us write to; returns how many were found.

    Asked outside transactions, one person at a time; what goes wrong is logged, and asked again next time.
    """
    async with database.reading() as session:
        missing = await teammates.without_direct(session, messengers.keys())
    if not missing:
        return 0
    found: set[int] = set()
    for platform, messenger in messengers.items():
        for workspace in await _asked(workspaces, platform):
            left = [one for one in missing if one.id not in found]
            found |= await _look(database, messenger, workspace, left)
    return len(found)


async def _asked(workspaces: Workspaces, platform: str) -> Collection[str]:
    try:
        return await workspaces(platform)
    except Exception:
        log.exception("teammates.unasked platform=%s", platform)
        return ()


async def _look(database: Database, messenger: Messenger, workspace: str, missing: Collection[Teammate]) -> set[int]:
    found: set[int] = set()
    for teammate in missing:
        assert teammate.id is not None
        try:
            async with asyncio.timeout(_REACHED_WITHIN.total_seconds()):
                reached = await messenger.reach(workspace, teammate.email)
        except RateLimited:
            # Whoever is left is asked next time: hurrying would only be told to wait again.
            log.info("teammates.later platform=%s workspace=%s", messenger.platform, workspace)
            return found
        except (DeliveryProblem, TimeoutError) as problem:
            kind = type(problem).__name__
            log.warning("teammate.unreached teammate=%s platform=%s problem=%s", teammate.id, messenger.platform, kind)
            continue
        except Exception:
            log.exception("teammate.unreached teammate=%s platform=%s", teammate.id, messenger.platform)
            continue
        if reached is not None and await _keep(database, teammate.id, reached):
            found.add(teammate.id)
    return found


async def _keep(database: Database, teammate_id: int, reached: Reached) -> bool:
    """Who they are there, and where we can write to them. False for what belongs to somebody else, or to a guest."""
    actor = reached.actor
    async with database.writing() as session:
        if not actor.is_home or not await _is_free(session, teammate_id, reached):
            log.warning("teammate.not_theirs teammate=%s platform=%s", teammate_id, actor.platform)
            return False
        identity = await identities.ensure(session, actor.platform, actor.workspace, actor.external_id, actor.name)
        await identities.bind_teammate(session, identity, teammate_id)
        direct = await channels.ensure(session, reached.place, teammate_id=teammate_id)
        direct.teammate_id, direct.gone_at, direct.gone_because = teammate_id, None, None
        session.add(direct)
    log.info("teammate.reached teammate=%s platform=%s", teammate_id, actor.platform)
    return True


async def _is_free(session: Session, teammate_id: int, reached: Reached) -> bool:
    """Nobody else is known by that name there, and no customer or other colleague has that conversation with us."""
    actor = reached.actor
    known = await identities.by_user(session, actor.platform, actor.workspace, actor.external_id)
    direct = await channels.by_place(session, reached.place)
    theirs = (None, teammate_id)
    is_somebody_else = known is not None and (known.teammate_id not in theirs or known.contact_id is not None)
    is_taken = direct is not None and (direct.teammate_id not in theirs or direct.account_id is not None)
    return not is_somebody_else and not is_taken and reached.place.kind == channels.DIRECT
