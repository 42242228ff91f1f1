"""Whether something goes wrong for whoever wrote a message."""

from handlers.work import Work
from outreach.models.ledger import Touch
from outreach.models.listening import Judged
from outreach.store import noticed, texts

_UPSET = ("contempt", "complaint", "churn")
_NOT = (Judged.WRONG, Judged.TAKEN_BACK)


async def is_trouble(work: Work, inbound: Touch) -> bool:
    """As it was noticed and judged, which outlasts their words; where nothing is on record, as it reads now."""
    assert inbound.id is not None
    on_record = await noticed.of_touch(work.session, inbound.id)
    if on_record:
        return any(kind in _UPSET and one.judged not in _NOT for kind, one in on_record.items())
    words = await texts.body_of(work.session, inbound.text_id) or ""
    return any(one.kind in _UPSET for one in work.house.detector.notice(words))
