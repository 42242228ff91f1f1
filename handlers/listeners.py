"""Who is told of what is said in customers' channels, in this order."""

from handlers import complaints
from handlers.clocks import waiting
from handlers.hearing import AnswerListener, Listener, ReactionListener, Reworded, TakenBack
from handlers.listening import noting
from handlers.promises import noticing as promises
from handlers.replying import drafting
from handlers.requests import hearing as requests
from handlers.terms import hearing as terms

# A customer's message. The first that says it is dealt with ends the round.
LISTENERS: tuple[Listener, ...] = (
    requests.hear_choice,
    requests.hear_asking,
    complaints.hear_verdict,
    complaints.follow_edit,
    terms.hear_reception,
    terms.hear_preference,
    noting.note_findings,
    waiting.start,
)
# A colleague's message there.
ANSWER_LISTENERS: tuple[AnswerListener, ...] = (promises.notice, waiting.answered)
# A reaction to a message on record, taken back ones included.
REACTION_LISTENERS: tuple[ReactionListener, ...] = (waiting.acknowledge, terms.receive)
# Somebody deleted their message.
TAKEN_BACK: tuple[TakenBack, ...] = (
    noting.take_back,
    waiting.take_back,
    complaints.withdraw,
    requests.forget,
    drafting.take_back,
    promises.take_back,
)
# A colleague edited theirs.
REWORDED: tuple[Reworded, ...] = (promises.follow_edit,)
