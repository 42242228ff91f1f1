"""`requests [NAME, mine or all]`: everything open, with its age, its date and its next step."""

from handlers.arguments import account, arguments
from handlers.replies import shown
from handlers.requests.showing import list_of
from handlers.work import Reply, Work
from outreach.errors import BadInput

_WORDS = ("mine", "all")


async def requests(work: Work) -> Reply:
    """Mine, unless told otherwise."""
    given = arguments(work)
    if not given or given.casefold() in _WORDS:
        return shown(await list_of(work, given.casefold() or "mine"))
    found, rest = await account(work, given, "requests Acme")
    if rest:
        raise BadInput(f"“{rest}” behind {found.name} is not understood. To note one, type: request {found.name} …")
    return shown(await list_of(work, str(found.id)))
