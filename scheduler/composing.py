"""What would be said to an account whose turn is due, to whom, and what it rests on; or why nothing would."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from content import drafting, questions
from content.catalog import CatalogEntry
from content.curation import Candidate, Known, Nothing, Pick, curate, source
from content.evidence import Evidence, candidate_of
from content.phrases import SPOKEN_STAGES, spoken_date
from content.rhythm_files import Rhythm
from outreach.ledger.reasons import Code
from outreach.models.book import Account, Channel, Contact, FactKind, Teammate
from outreach.models.ledger import Decision, Turn
from outreach.models.library import Item
from outreach.worktime import zones
from scheduler.triggers import Story, two_way_on


@dataclass(frozen=True)
class Case:
    """One due turn with everything it concerns: `standing` is its open decision, if any."""

    turn: Turn
    rhythm: Rhythm
    account: Account
    csm: Teammate | None
    channel: Channel | None
    story: Story
    standing: Decision | None
    now: datetime

    @property
    def turn_id(self) -> int:
        assert self.turn.id is not None
        return self.turn.id

    @property
    def today(self) -> date:
        return zones.local_date(self.now, zones.zone(self.account.timezone))

    @property
    def planning_zone(self) -> str:
        return self.csm.timezone if self.csm else self.account.timezone

    @property
    def last_two_way_on(self) -> date:
        return two_way_on(self.account, self.story.spoke_at, self.story.said_on)


@dataclass(frozen=True)
class Library:
    """What may be shared, once as rows by id and once as curation sees them: that takes a while for each item."""

    items: Mapping[int, Item]
    candidates: tuple[Candidate, ...]


def library_of(rows: Iterable[Item]) -> Library:
    approved = {item.id: item for item in rows if item.state == "approved" and item.id is not None}
    return Library(approved, tuple(candidate_of(item) for item in approved.values()))


@dataclass(frozen=True)
class Content:
    """What would be said, to whom, and what it rests on."""

    entry: CatalogEntry
    contact: Contact | None
    why: str
    fact: Known
    item_id: int | None = None


def compose(case: Case, evidence: Evidence, library: Library) -> Content | Nothing:
    match case.rhythm.trigger:
        case "cadence":
            return _share(case, evidence, library)
        case "silence":
            return _silence(case, evidence)
        case "stage":
            return _stage(case, evidence)
        case "signal":
            return _signal(case, evidence)


def _share(case: Case, evidence: Evidence, library: Library) -> Content | Nothing:
    chosen = curate(evidence.subject, library.candidates, evidence.known, evidence.shares, case.today)
    if isinstance(chosen, Nothing):
        return chosen
    item, contact = library.items[chosen.item.id], evidence.addressee(chosen.fact)
    return Content(drafting.share(chosen, item, contact, case.csm), contact, why_of(chosen), chosen.fact, item.id)


def why_of(pick: Pick) -> str:
    """For whoever reviews: the fact in its own words, and where it comes from."""
    return f"“{pick.fact.text}” ({pick.source})"


def _silence(case: Case, evidence: Evidence) -> Content | Nothing:
    asked = evidence.question(case.today)
    if asked is None:
        return Nothing(Code.NOTHING_WORTH_SHARING, (("facts of theirs that a question could start from", 0),))
    contact = evidence.addressee(asked.fact)
    entry = drafting.silence_question(asked, contact, case.csm, evidence.language_for(contact))
    since = spoken_date(case.last_two_way_on, case.today)
    why = f"nobody has spoken with them since {since}; “{asked.fact.text}” ({source(asked.fact, case.today)})"
    return Content(entry, contact, why, asked.fact)


def _stage(case: Case, evidence: Evidence) -> Content | Nothing:
    entered = [fact for fact in evidence.known if fact.kind == FactKind.STAGE and fact.text == case.account.stage]
    if not entered or case.account.stage not in SPOKEN_STAGES:
        return Nothing(Code.NOTHING_WORTH_SHARING, (("facts that say when they entered the stage", 0),))
    contact = evidence.addressee(None)
    language = evidence.language_for(contact)
    asked = questions.about_stage(max(entered, key=lambda fact: fact.said_on), language)
    before = case.story.stages[-2].value or ""
    said = before if before in SPOKEN_STAGES else ""
    entry = drafting.stage_question(asked, said, contact, case.csm, language)
    return Content(entry, contact, f"they moved from {before} to {case.account.stage}", asked.fact)


def _signal(case: Case, evidence: Evidence) -> Content | Nothing:
    """Less is going on than usual: they are asked, and not told what we can see."""
    reported = [fact for fact in evidence.known if fact.kind == FactKind.NOTE and fact.source == "signal"]
    if not reported:
        return Nothing(Code.NOTHING_WORTH_SHARING, (("facts that another system reports", 0),))
    fact = max(reported, key=lambda one: (one.said_on, one.id))
    contact = evidence.addressee(None)
    entry = drafting.signal_question(contact, case.csm, evidence.language_for(contact))
    return Content(entry, contact, f"“{fact.text}” ({source(fact, case.today)})", fact)
