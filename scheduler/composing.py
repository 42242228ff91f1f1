"""What would be said to an account whose turn is due, to whom, and what it rests on; or why nothing would."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from content import drafting, questions
from content.catalog import CatalogEntry
from content.curation import Known, Nothing, Pick, curate, source
from content.evidence import Evidence, candidate_of, gather
from content.phrases import SPOKEN_STAGES, spoken_date
from content.rhythm_files import Rhythm
from outreach.database import Session
from outreach.ledger.reasons import Code
from outreach.models.book import Account, Contact, FactKind, Teammate
from outreach.models.ledger import Turn
from outreach.models.library import Item
from outreach.store import accounts
from outreach.worktime import zones
from scheduler.triggers import last_two_way_on


@dataclass(frozen=True)
class Case:
    """One due turn with everybody it concerns."""

    turn: Turn
    rhythm: Rhythm
    account: Account
    csm: Teammate | None
    now: datetime

    @property
    def today(self) -> date:
        return zones.local_date(self.now, zones.zone(self.account.timezone))

    @property
    def planning_zone(self) -> str:
        return self.csm.timezone if self.csm else self.account.timezone


@dataclass(frozen=True)
class Content:
    """What would be said, to whom, and what it rests on."""

    entry: CatalogEntry
    contact: Contact | None
    why: str
    fact: Known
    item_id: int | None = None


async def compose(session: Session, case: Case, library: Sequence[Item]) -> Content | Nothing:
    evidence = await gather(session, case.account)
    match case.rhythm.trigger:
        case "cadence":
            return _share(case, evidence, library)
        case "silence":
            return await _silence(session, case, evidence)
        case "stage":
            return await _stage(session, case, evidence)


def _share(case: Case, evidence: Evidence, library: Sequence[Item]) -> Content | Nothing:
    chosen = curate(
        evidence.subject, (candidate_of(item) for item in library), evidence.known, evidence.shares, case.today
    )
    if isinstance(chosen, Nothing):
        return chosen
    item = next(item for item in library if item.id == chosen.item.id)
    contact = evidence.addressee(chosen.fact)
    return Content(drafting.share(chosen, item, contact, case.csm), contact, why_of(chosen), chosen.fact, item.id)


def why_of(pick: Pick) -> str:
    """For whoever reviews: the fact in its own words, and where it comes from."""
    return f"“{pick.fact.text}” ({pick.source})"


async def _silence(session: Session, case: Case, evidence: Evidence) -> Content | Nothing:
    asked = questions.ask(evidence.known, evidence.check_ins, case.today, case.account.language)
    if asked is None:
        return Nothing(Code.NOTHING_WORTH_SHARING, (("facts of theirs that a question could start from", 0),))
    contact = evidence.addressee(asked.fact)
    entry = drafting.silence_question(asked, contact, case.csm, case.account.language)
    since = spoken_date(await last_two_way_on(session, case.account), case.today)
    why = f"nobody has spoken with them since {since}; “{asked.fact.text}” ({source(asked.fact, case.today)})"
    return Content(entry, contact, why, asked.fact)


async def _stage(session: Session, case: Case, evidence: Evidence) -> Content | Nothing:
    assert case.account.id is not None
    entered = [fact for fact in evidence.known if fact.kind == FactKind.STAGE and fact.text == case.account.stage]
    if not entered or case.account.stage not in SPOKEN_STAGES:
        return Nothing(Code.NOTHING_WORTH_SHARING, (("facts that say when they entered the stage", 0),))
    history = await accounts.history(session, case.account.id, "stage")
    contact = evidence.addressee(None)
    asked = questions.about_stage(max(entered, key=lambda fact: fact.said_on), case.account.language)
    before = history[-2].value or ""
    said = before if before in SPOKEN_STAGES else ""
    entry = drafting.stage_question(asked, said, contact, case.csm, case.account.language)
    return Content(entry, contact, f"they moved from {before} to {case.account.stage}", asked.fact)
