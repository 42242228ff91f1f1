"""Turns a choice of curation into the catalog entry that its template renders."""

from content import catalog
from content.curation import Pick, Reason
from content.evidence import first_name
from content.markdown import Markdown
from content.names import called
from content.questions import Question
from outreach.models.book import Contact, Teammate
from outreach.models.library import Item


def share(pick: Pick, item: Item, contact: Contact | None, csm: Teammate | None, note: str = "") -> catalog.Share:
    return catalog.Share(
        lead=pick.lead,
        why=pick.reason.why,
        gain=pick.reason.gain,
        title=item.title,
        csm=signature(csm),
        contact=first_name(contact),
        link=item.link,
        preview=item.preview,
        context=item.context,
        body=_body(item),
        included=item.included,
        offer=item.offer,
        note=note,
        language=item.language,
    )


def personal(item: Item, contact: Contact | None, csm: Teammate | None, note: str = "") -> catalog.PersonalShare:
    return catalog.PersonalShare(
        title=item.title,
        csm=signature(csm),
        contact=first_name(contact),
        link=item.link,
        preview=item.preview,
        context=item.context,
        body=_body(item),
        note=note,
        language=item.language,
    )


def segment_share(
    item: Item, reason: Reason, contact: Contact | None, csm: Teammate | None, note: str = ""
) -> catalog.SegmentShare:
    return catalog.SegmentShare(
        reason=reason.why,
        gain=reason.gain,
        title=item.title,
        csm=signature(csm),
        contact=first_name(contact),
        link=item.link,
        preview=item.preview,
        context=item.context,
        body=_body(item),
        included=item.included,
        offer=item.offer,
        note=note,
        language=item.language,
    )


def silence_question(
    asked: Question, contact: Contact | None, csm: Teammate | None, language: str
) -> catalog.CheckInSilence:
    return catalog.CheckInSilence(
        lead=asked.lead,
        question=asked.question,
        csm=signature(csm),
        contact=first_name(contact),
        language=language,
    )


def stage_question(
    asked: Question, before: str, contact: Contact | None, csm: Teammate | None, language: str
) -> catalog.CheckInStage:
    return catalog.CheckInStage(
        now=asked.fact.text,
        before=before,
        question=asked.question,
        csm=signature(csm),
        contact=first_name(contact),
        language=language,
    )


def signal_question(contact: Contact | None, csm: Teammate | None, language: str) -> catalog.CheckInSignal:
    return catalog.CheckInSignal(csm=signature(csm), contact=first_name(contact), language=language)


def _body(item: Item) -> Markdown:
    """Link, do not dump: an item's own text is sent only where there is no link to read it behind."""
    return Markdown("" if item.link else item.body)


def signature(csm: Teammate | None) -> str:
    """The name a message is signed with; an account without a CSM hears from the team."""
    return called(csm.name) if csm else "your team"
