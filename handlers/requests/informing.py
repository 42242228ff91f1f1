"""Tells whoever has a request what happened to it."""

from collections.abc import Sequence

from handlers import telling
from handlers.replies import strong
from handlers.requests.case import Case
from handlers.work import Work
from outreach.ledger import keys
from outreach.messages import Button, Message, buttons, say


async def inform(
    work: Work, case: Case, kind: str, *words: str, about: str = "", controls: Sequence[Button] = ()
) -> None:
    """Once per kind and what it is `about`; not urgent, and never to whoever did it themselves."""
    owners = [case.owner] if case.owner is not None else await telling.concerned(work, case.account)
    message = say(strong(case.account.name), *words) + Message((buttons(*controls, open_button(case)),))
    for teammate in owners:
        if work.who.teammate is not None and work.who.teammate.id == teammate.id:
            continue
        assert teammate.id is not None
        key = keys.news(f"request.{kind}", f"{case.request_id}:{about}", teammate.id)
        await telling.tell(work, teammate, message, key)


def open_button(case: Case) -> Button:
    return Button("Open", "request.show", {"request": str(case.request_id)})


def quoted(case: Case) -> str:
    return f"“{case.text}”" if case.text else "what they asked for"
