"""What somebody of ours reads first, and again on their page until everything is set up."""

from content.names import called
from content.pages.welcome import Welcome, newcomer_page, welcome_page
from handlers.work import House, Reply, Work
from outreach.messages import Message
from outreach.store import accounts, channels


async def steps(work: Work) -> Message:
    return welcome_page(await _welcome(work))


async def steps_left(work: Work) -> Message | None:
    """None once a channel is linked and the book has somebody in it."""
    welcome = await _welcome(work)
    return None if welcome.linked and welcome.accounts else welcome_page(welcome)


async def newcomer(work: Work) -> Reply | None:
    """Of our own company, as the platform vouches, but no teammate yet. Anybody else is told nothing."""
    if not work.event.actor.is_home or not work.event.place.is_between_us:
        return None
    return how_to_join(work.house)


def how_to_join(house: House) -> Reply:
    """Holds no fact of ours; still only for somebody of our company, and where nobody else reads it."""
    return Reply(newcomer_page(house.product, house.command), is_for_newcomers=True)


async def _welcome(work: Work) -> Welcome:
    return Welcome(
        name=called(work.staff.name),
        product=work.house.product,
        command=work.house.command,
        linked=await channels.count_linked(work.session),
        accounts=await accounts.count(work.session),
    )
