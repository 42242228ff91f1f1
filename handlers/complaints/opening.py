"""Opens complaints: from what was noticed, and from what a colleague heard; and says that one is or is none."""

import logging
from collections.abc import Sequence

from content.phrases import spoken_date
from handlers.complaints.alerting import sound
from handlers.complaints.reading import News, who_said
from handlers.hearing import Heard
from handlers.telling import looking_after
from handlers.work import Work
from outreach.desk.complaints import LONGEST, NO_COMPLAINT, NONE_AFTER_ALL, TAKEN_BACK, Stage, stage_of
from outreach.desk.verdicts import verdict_of
from outreach.ledger import complaint_holds
from outreach.models.book import Account, Channel
from outreach.models.desk import Complaint
from outreach.models.ledger import Touch
from outreach.models.listening import Judged, Noticed
from outreach.store import accounts, channels, complaints, texts, touches
from outreach.worktime import zones
from scheduler.errands.complaints import arrange_lapse

log = logging.getLogger(__name__)


async def alert(work: Work, heard: Heard, noticed: Noticed, also: Sequence[Noticed] = ()) -> bool:
    """A finding that is sure: nothing cheerful reaches the account from now on, and its CSM hears of it, with what was
    `also` noticed. Until somebody confirms it, it lapses by itself. What goes on about one that is open joins it.

    Returns whether somebody hears of it now.
    """
    if heard.channel.is_mixed or heard.touch.id is None:
        return False
    known = await complaints.of_touch(work.session, heard.touch.id)
    if known is not None and known.closed_because != TAKEN_BACK:
        return False
    if await complaints.in_conversation(work.session, heard.touch) or await _has_just_come_back(work, heard):
        log.info("complaint.joined account=%s touch=%s", heard.account.id, heard.touch.id)
        return False
    # Of an edited message the touch still has its old words.
    words = heard.event.text.strip() if work.house.keep_inbound else ""
    complaint = await _of_message(work, heard.touch, heard.channel, noticed, words)
    await hold_until_lapse(work, complaint, heard.account)
    log.info("complaint.opened complaint=%s account=%s kind=%s", complaint.id, heard.account.id, noticed.kind)
    await sound(work, complaint, heard.account, News(tuple(also)))
    return True


async def confirm(work: Work, noticed: Noticed) -> Complaint | None:
    """A colleague says that this finding is a complaint: it stays open until somebody closes it. None where the
    message is no longer on record, or stands in no channel of theirs."""
    assert noticed.id is not None
    complaint = await complaints.of_finding(work.session, noticed.id)
    if complaint is None or complaint.closed_because in NONE_AFTER_ALL:
        complaint = await _from_finding(work, noticed)
    if complaint is not None:
        await confirm_complaint(work, complaint)
    return complaint


async def dismiss(work: Work, about: Noticed | Complaint) -> Complaint | None:
    """A colleague says that it is none: whatever it held back goes on at once. None where nothing was opened."""
    complaint = about if isinstance(about, Complaint) else await complaints.of_finding(work.session, about.id or 0)
    if complaint is None or complaint.closed_at is not None:
        return complaint
    await complaint_holds.end(
        work.session,
        complaint,
        NO_COMPLAINT,
        now=work.now,
        keep_for=work.house.planning.keep_for,
        by=work.staff.name,
        by_id=work.staff.id,
    )
    await judge(work, complaint, Judged.WRONG)
    return complaint


async def open_by_hand(work: Work, account: Account, words: str, channel: Channel | None) -> Complaint:
    """What reached a colleague another way: confirmed by their word, which is kept while it is open."""
    assert account.id is not None
    complaint = await complaints.add(
        work.session,
        Complaint(
            account_id=account.id,
            channel_id=channel.id if channel else None,
            text_id=await texts.keep(work.session, words[:LONGEST], None),
            owner_id=await _owner_id(work, account),
            opened_at=work.now,
        ),
    )
    await confirm_complaint(work, complaint)
    await sound(work, complaint, account)
    return complaint


async def confirm_complaint(work: Work, complaint: Complaint) -> None:
    """Said twice it is said once."""
    if stage_of(complaint) is not Stage.UNCONFIRMED:
        return
    complaint.confirmed_at, complaint.confirmed_by_id = work.now, work.staff.id
    because = await reason(work, complaint)
    await complaint_holds.hold_back(
        work.session, complaint, because=because, until=None, by=work.staff.name, now=work.now
    )
    await judge(work, complaint, Judged.RIGHT)


async def hold_until_lapse(work: Work, complaint: Complaint, account: Account) -> None:
    about = work.event.key
    until = await arrange_lapse(work.session, complaint, account, work.house.desk, work.now, about=about)
    because = f"{await reason(work, complaint)}; nobody has confirmed it yet"
    by = "what they said" if work.who.teammate is None else work.staff.name
    await complaint_holds.hold_back(work.session, complaint, because=because, until=until, by=by, now=work.now)


async def reason(work: Work, complaint: Complaint) -> str:
    """Why nothing cheerful goes: who said it, when. Their words expire sooner than this does."""
    account = await accounts.by_id(work.session, complaint.account_id)
    zone = zones.zone(account.timezone)
    on, today = zones.local_date(complaint.opened_at, zone), zones.local_date(work.now, zone)
    contact = await who_said(work, complaint)
    return f"{contact.name if contact else 'theirs'}, {spoken_date(on, today)}"


async def judge(work: Work, complaint: Complaint, judged: Judged) -> None:
    """Of the finding behind it, unless somebody has judged that already."""
    noticed = await complaints.finding(work.session, complaint)
    if noticed is not None and noticed.judged == Judged.OPEN:
        noticed.judged, noticed.judged_by_id, noticed.judged_at = judged, work.staff.id, work.now
        work.session.add(noticed)


async def _has_just_come_back(work: Work, heard: Heard) -> bool:
    """Whether these words are the very ones that say that an older one is not right."""
    is_no = verdict_of(heard.event.text) is False
    return is_no and any(one.is_right is False for one in await complaints.open_of(work.session, heard.account.id or 0))


async def _from_finding(work: Work, noticed: Noticed) -> Complaint | None:
    touch = await touches.by_id(work.session, noticed.touch_id)
    if touch is None or touch.channel_id is None:
        return None
    if standing := await complaints.in_conversation(work.session, touch):
        return standing
    account = await accounts.by_id(work.session, noticed.account_id)
    channel = await channels.by_id(work.session, touch.channel_id)
    words = await texts.body_of(work.session, touch.text_id) or ""
    complaint = await _of_message(work, touch, channel, noticed, words)
    await confirm_complaint(work, complaint)
    await sound(work, complaint, account)
    return complaint


async def _of_message(work: Work, touch: Touch, channel: Channel, noticed: Noticed, words: str) -> Complaint:
    account = await accounts.by_id(work.session, touch.account_id)
    return await complaints.add(
        work.session,
        Complaint(
            account_id=touch.account_id,
            channel_id=channel.id,
            contact_id=touch.contact_id,
            touch_id=touch.id,
            thread=None if channel.kind == channels.DIRECT else touch.thread or touch.external_ref,
            noticed_id=noticed.id,
            kind=noticed.kind,
            text_id=await texts.keep(work.session, words, None) if words else None,
            owner_id=await _owner_id(work, account),
            opened_at=work.now,
        ),
    )


async def _owner_id(work: Work, account: Account) -> int | None:
    person = await looking_after(work, account)
    return person.id if person else None
