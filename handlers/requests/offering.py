"""Puts two or three ways before a customer, each with its terms, as a draft in a colleague's name."""

from collections.abc import Sequence

from content import services
from content.catalog import OptionsOffered
from content.drafting import signature
from content.sayings.requests import OneOption
from content.services import Service
from content.standing import labels
from handlers.requests.case import Case
from handlers.requests.choosing import terms_of, titles
from handlers.requests.sent import OFFER, follow
from handlers.requests.speaking import draft, spot_of
from handlers.work import Work
from outreach.messages import Button
from outreach.models.desk import Option
from outreach.models.ledger import Touch
from outreach.store import requests

# One to be written: its gaps stop the sending until they are filled in.
OWN = "own"


def fitting(work: Work, case: Case) -> Sequence[Service]:
    """Every service, what fits their words and what they have a right to first."""
    account = case.account
    everything = work.house.planning.services
    return services.fitting(everything, case.text, account.topics, account.segment, account.stage)


def option_of(work: Work, case: Case, slug: str) -> Option | None:
    """A service with this customer's own terms; `own` is one to be written. None for one that is not there."""
    if slug == OWN:
        return Option(request_id=0, number=0, title="[title]", price="[price]", lead="[when]", offered_at=work.now)
    service = next((one for one in work.house.planning.services if one.slug == slug), None)
    if service is None:
        return None
    told = services.terms(service, case.account.segment, case.account.stage, case.language)
    return Option(
        request_id=0,
        number=0,
        service=slug,
        title=told.title,
        price=told.price,
        lead=told.lead_time,
        conditions=told.conditions,
        partner=told.partner,
        offered_at=work.now,
    )


async def offer(work: Work, case: Case, options: Sequence[Option]) -> Touch | None:
    """A new round. None where they can only be told in person: then it counts as offered."""
    await requests.offer(work.session, case.request_id, options)
    return await redraft(work, case)


async def redraft(work: Work, case: Case) -> Touch | None:
    options = await requests.options_of(work.session, case.request_id)
    if await spot_of(work, case) is None:
        await follow(work, case.request, OFFER)
        return None
    entry = OptionsOffered(
        csm=signature(work.staff),
        options=tuple(_one(work, case, option) for option in options),
        text=case.text,
        contact=case.called,
        language=case.language,
    )
    return await draft(work, case, entry, OFFER, _buttons(case, options))


def _one(work: Work, case: Case, option: Option) -> OneOption:
    """What a service does is said as long as it is still called that."""
    service = next((one for one in work.house.planning.services if one.slug == option.service), None)
    told = services.terms(service, case.account.segment, case.account.stage, case.language) if service else None
    what = told.what if told is not None and told.title == option.title else ""
    return OneOption(title=option.title, what=what, terms=terms_of(option, case.language))


def _buttons(case: Case, options: Sequence[Option]) -> Sequence[Button]:
    *named, nothing = labels(titles(options), case.language)
    request = str(case.request_id)
    chooses = [
        Button(label, "request.choose", {"request": request, "option": str(option.id)})
        for label, option in zip(named, options, strict=True)
    ]
    return [*chooses, Button(nothing, "request.none", {"request": request, "round": str(options[0].round)})]
