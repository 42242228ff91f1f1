"""What a colleague signed and sent never arrived: whoever signed it hears of it, and nothing is thought to be told."""

from collections.abc import Mapping

from outreach.desk.requests import Verb
from outreach.ledger import keys
from outreach.ledger.reasons import in_words
from outreach.messages import Button, Message, buttons, paragraph
from outreach.models.ledger import Touch, TouchState
from outreach.store import accounts, requests, teammates, touches
from scheduler import requests as life
from scheduler import telling
from scheduler.errands.duty import Duty, Outcome
from scheduler.telling import News

# What a saying about a request claims, as its key names it.
_CLAIMS: Mapping[str, Verb] = {"offer": "offer", "honour": "honour", "decline": "decline"}


async def missed(duty: Duty) -> Outcome:
    touch = await touches.by_id(duty.session, duty.subject_id)
    if touch is None or touch.state != TouchState.MISSED:
        return "not needed"
    await _untell(duty, touch)
    author = await teammates.by_id(duty.session, touch.author_id) if touch.author_id else None
    if author is None or author.left_on is not None:
        return "nobody to tell"
    account = await accounts.by_id(duty.session, touch.account_id)
    because = in_words(touch.ended_because or "channel_gone")
    message = Message(
        (
            paragraph(
                f"Your words to {account.name} did not arrive: {because}. Tell them another way, or draft them anew."
            ),
            buttons(Button("Open", "account.open", {"account": str(account.id)})),
        )
    )
    key = keys.news("missed", str(touch.id), author.id or 0)
    await telling.tell(duty.session, duty.planning, author, News(key, message, is_urgent=True), duty.now)
    return "told"


async def _untell(duty: Duty, touch: Touch) -> None:
    about = keys.read_request(touch.key)
    verb = _CLAIMS.get(about[1]) if about else None
    request = await requests.find(duty.session, about[0]) if about and verb else None
    if request is not None and verb is not None:
        await life.untell(duty.session, request, verb, duty.now)
