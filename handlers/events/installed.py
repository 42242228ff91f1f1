"""Somebody added us: a teammate's direct conversation is where their mornings will come."""

from content.names import called
from content.pages.welcome import Welcome, newcomer_page, welcome_page
from handlers.places import remember_direct
from handlers.work import Reply, Work
from outreach.store import accounts, channels


async def welcome(work: Work) -> Reply:
    await remember_direct(work)
    return Reply(
        welcome_page(
            Welcome(
                name=called(work.staff.name),
                product=work.house.product,
                command=work.house.command,
                linked=await channels.count_linked(work.session),
                accounts=await accounts.count(work.session),
            )
        )
    )


async def welcome_newcomer(work: Work) -> Reply | None:
    """Of our own company, as the platform vouches, but no teammate yet. Anybody else is told nothing."""
    if not work.event.actor.is_home or not work.event.place.is_between_us:
        return None
    return Reply(newcomer_page(work.house.product, work.house.command), is_for_newcomers=True)
