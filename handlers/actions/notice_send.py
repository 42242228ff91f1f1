"""`Send` and `Send to all now`: what was looked over goes to whom it was shown for, and to nobody else."""

from content.pages.lines import joined, when_for_both
from content.pages.outcome import outcome_page
from content.pages.preview import Aside
from handlers import records
from handlers.arguments import value
from handlers.notices import sending
from handlers.notices.addressing import Round, address, fingerprint
from handlers.notices.finding import unsaid
from handlers.notices.previewing import preview
from handlers.notices.sending import Sent
from handlers.records import undo_button
from handlers.replies import shown
from handlers.work import Reply, Work
from outreach.errors import BadInput
from outreach.messages import Button

_TITLES = {"first": "Told", "update": "Updated", "closing": "Closed, and told"}


async def send(work: Work) -> Reply:
    """To those for whom it is night, at the beginning of their next working day."""
    return await _send(work, wait_for_morning=True)


async def send_now(work: Work) -> Reply:
    return await _send(work, wait_for_morning=False)


async def _send(work: Work, *, wait_for_morning: bool) -> Reply:
    notice, word = await unsaid(work)
    if word.next_word_at is not None and word.next_word_at <= work.now:
        raise BadInput(
            "Nothing was sent: the moment promised for the next word is past. Press Edit and promise another."
        )
    found = await address(work, notice, word)
    if value(work, "seen") != fingerprint(notice, word, found):
        return await preview(work, notice, word, is_looked_over=True)
    if not found.going and word.kind != "closing":
        raise BadInput("Nothing was sent: it would reach nobody as things are.")
    sent = await sending.send(work, notice, word, found, wait_for_morning=wait_for_morning)
    deed = await records.note(work, f"notice.{word.kind}", undo=records.reversal("notice", word.id))
    see = Button("See who", "notice.open", {"notice": str(notice.id)})
    lines = [_line(work, one) for one in sent]
    page = outcome_page(_TITLES[word.kind], lines, _left_out(found), (undo_button(deed), see))
    return shown(page, instead=True)


def _line(work: Work, one: Sent) -> str:
    at = one.touch.due_at or work.now
    moment = when_for_both(at, one.to.account.timezone, work.staff.timezone) if at > work.now else ""
    return joined(one.to.account.name, f"#{one.to.channel.name}", moment)


def _left_out(found: Round) -> list[Aside]:
    return [Aside(one.account.name, one.because) for one in found.left_out]
