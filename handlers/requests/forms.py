"""What colleagues fill in about requests, and what they wrote."""

from collections.abc import Mapping, Sequence
from datetime import date

from handlers.arguments import value
from handlers.dates import last_day
from handlers.work import Work
from outreach.errors import BadInput
from outreach.messages import Form, Input, text
from outreach.models.book import Account, Contact, Teammate
from outreach.store import contacts, teammates

# What a form's field, and a choice, hold on every platform.
LONGEST = 1_000
_MOST = 99
_NOBODY = "0"
_YES_NO = (("no", "No"), ("yes", "Yes, keep it out of the channel"))
_MOST_MINUTES = 10_000


async def opening_form(work: Work, account: Account, words: str, values: Mapping[str, str]) -> Form:
    """`values` name the message it comes from (`touch`), else the `account`."""
    assert account.id is not None
    owner = account.csm_id or work.staff.id
    people = () if "touch" in values else await _people(work, account)
    return Form(
        title="Open a request",
        action="request.open",
        inputs=(
            Input(
                "text", "What they want", "lines", words[:LONGEST], hint="Say it so that they find themselves in it."
            ),
            *people,
            Input("due", "Done by", value="", optional=True, hint="Friday, 3 Dec … Empty: you name a date later."),
            await owner_input(work, owner),
            Input("for_whom", "For somebody else", value="", optional=True, hint="their colleague Tom"),
            Input("private", "A surprise, or private", "choice", "no", _YES_NO),
        ),
        submit="Open",
        values=values,
        intro=text(f"{account.name} is told who has it and by when, unless it is private or for somebody else."),
    )


async def _people(work: Work, account: Account) -> Sequence[Input]:
    assert account.id is not None
    known = await contacts.of_account(work.session, account.id)
    options = ((_NOBODY, "Nobody in particular"), *((str(one.id), one.name) for one in known[:_MOST]))
    return (Input("contact", "Who asked", "choice", _NOBODY, options),)


async def owner_input(work: Work, owner_id: int | None, label: str = "Who has it", name: str = "owner") -> Input:
    """Of a big team the first hundred, whoever has it among them."""
    everybody = sorted(await teammates.all_teammates(work.session), key=lambda one: (one.id != owner_id, one.name))
    return Input(
        name, label, "choice", str(owner_id or ""), tuple((str(one.id), one.name) for one in everybody[:_MOST])
    )


def words_given(work: Work, name: str = "text") -> str:
    """Raises BadInput for none, and for too many."""
    given = " ".join(value(work, name).split())
    if not given:
        raise BadInput("Nothing was saved: say in a few words what it is.", field=name)
    if len(given) > LONGEST:
        raise BadInput(f"That has {len(given):,} characters and {LONGEST:,} are the most: shorten it.", field=name)
    return given


def due_given(work: Work, today: date) -> date | None:
    """Raises BadInput for what is no day to come."""
    given = value(work, "due")
    try:
        return last_day(given, today) if given else None
    except BadInput as problem:
        raise BadInput(str(problem), field="due") from None


async def owner_given(work: Work, name: str = "owner") -> Teammate:
    given = value(work, name)
    if not given.isdecimal():
        raise BadInput("Nothing was saved: choose a colleague.", field=name)
    found = await teammates.by_id(work.session, int(given))
    if found.left_on is not None:
        raise BadInput(f"{found.name} has left: choose somebody else.", field=name)
    return found


async def contact_given(work: Work, account: Account) -> Contact | None:
    given = value(work, "contact")
    if not given.isdecimal() or given == _NOBODY:
        return None
    found = await contacts.by_id(work.session, int(given))
    return found if found is not None and found.account_id == account.id else None


def is_private(work: Work) -> bool:
    return value(work, "private") == "yes"


def privacy_input(*, is_on: bool) -> Input:
    return Input("private", "A surprise, or private", "choice", "yes" if is_on else "no", _YES_NO)


def minutes_input() -> Input:
    return Input("minutes", "Minutes it took", value="", optional=True, hint="For your team alone: 45")


def minutes_given(work: Work) -> int | None:
    given = value(work, "minutes")
    if not given:
        return None
    if not given.isdecimal() or int(given) > _MOST_MINUTES:
        raise BadInput(f"“{given}” is no number of minutes; write a whole number, such as 45.", field="minutes")
    return int(given)
