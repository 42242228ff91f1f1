"""Puts what was noticed in a customer's message on record, and keeps it true to words that change or go."""

from collections.abc import Collection, Sequence

from content.pages.noticed import KINDS
from handlers import complaints
from handlers.hearing import Heard
from handlers.listening.alerting import alert
from handlers.terms.hearing import is_heeded
from handlers.wishes import Wish
from handlers.work import Work
from outreach.listening.noticing import Finding
from outreach.models.ledger import Touch
from outreach.models.listening import Judged, Noticed
from outreach.store import noticed
from outreach.store.complaints import of_touch
from scheduler.errands import findings


async def note_findings(heard: Heard) -> bool:
    """Never the end of the round. What is sure enough interrupts somebody, once; the rest waits for the afternoon."""
    assert heard.touch.id is not None
    told = [one for one in _worth_noting(heard) if one.kind != "preference" or not await is_heeded(heard)]
    known = await noticed.of_touch(heard.work.session, heard.touch.id)
    news = [row for one in told if (row := await _note(heard, one, known.get(one.kind))) is not None]
    gone = known.keys() - {one.kind for one in told}
    await noticed.end_open(heard.work.session, heard.touch.id, Judged.TAKEN_BACK, gone)
    if any(one.kind in noticed.WORTH_A_LOOK for one in news):
        work = heard.work
        await findings.arrange(work.session, work.house.desk, heard.account, heard.touch.id, work.now)
        await _interrupt(heard, [one for one in news if one.is_sure])
    return False


async def _interrupt(heard: Heard, sure: Sequence[Noticed]) -> None:
    """Whoever hears of a complaint reads there as well that a person is wanted, and that they may be leaving."""
    upset = next((one for one in sure if one.kind in noticed.UPSET), None)
    leaving = [one for one in sure if one.kind == "churn"]
    if upset is not None and await complaints.alert(heard.work, heard, upset, leaving):
        return
    is_told = upset is not None and await of_touch(heard.work.session, upset.touch_id) is not None
    await alert(heard, leaving if is_told else sure)


async def take_back(work: Work, touch: Touch) -> None:
    """They deleted it: nobody is asked about words that are gone."""
    assert touch.id is not None
    await noticed.end_open(work.session, touch.id, Judged.TAKEN_BACK)


def _worth_noting(heard: Heard) -> Sequence[Finding]:
    """What they want of the bot itself has been heeded already. Who feels badly treated complains as well, and who
    asks to buy asks for something: each is one thing to judge."""
    heeded = _heeded(heard.wish)
    found = [one for one in heard.findings if one.kind not in heeded]
    lighter = [one for kinds in (noticed.UPSET, noticed.WISHES) for one in _lighter(found, kinds)]
    return [one for one in found if one not in lighter]


def _lighter(found: Sequence[Finding], kinds: Collection[str]) -> Sequence[Finding]:
    """All of these kinds but the weightiest: a sure one before any other."""
    return sorted((one for one in found if one.kind in kinds), key=lambda one: not one.is_sure)[1:]


def _heeded(wish: Wish | None) -> Collection[str]:
    """The kinds of findings that are the wish once more."""
    if wish is None:
        return ()
    if wish.is_all:
        return KINDS
    # Who asks whether anyone is there has been told, and so has whoever is.
    return ("preference", "person", "question") if wish.kind == "anyone" else ("preference",)


async def _note(heard: Heard, finding: Finding, known: Noticed | None) -> Noticed | None:
    """The row where it is news: of a kind that was not there, or not sure, before. What a person judged stays so."""
    assert heard.touch.id is not None
    assert heard.account.id is not None
    is_news = known is None or known.judged == Judged.TAKEN_BACK or (finding.is_sure and not known.is_sure)
    row = known or Noticed(
        touch_id=heard.touch.id,
        account_id=heard.account.id,
        kind=finding.kind,
        begins=0,
        ends=0,
        score=0,
        because="",
        noticed_at=heard.work.now,
    )
    # Words are kept without the space around them.
    shift = len(heard.event.text) - len(heard.event.text.lstrip())
    row.begins, row.ends = max(finding.start - shift, 0), max(finding.end - shift, 0)
    row.score, row.is_sure, row.because = finding.score, finding.is_sure, finding.because
    if row.judged == Judged.TAKEN_BACK:
        row.judged = Judged.OPEN
    await noticed.put(heard.work.session, row)
    return row if is_news and row.judged == Judged.OPEN else None
