"""Who is told of what is said in customers' channels, in this order."""

from handlers import complaints
from handlers.clocks import waiting
from handlers.hearing import AnswerListener, Listener, ReactionListener, TakenBack
from handlers.listening import noting
from handlers.replying import drafting
from handlers.requests import hearing as requests

# A customer's message. The first that says it is dealt with ends the round.
LISTENERS: tuple[Listener, ...] = (
    requests.hear_choice,
    requests.hear_asking,
    complaints.hear_verdict,
    complaints.follow_edit,
    noting.note_findings,
    waiting.start,
)
# A colleague's message there.
ANSWER_LISTENERS: tuple[AnswerListener, ...] = (waiting.answered,)
# A reaction to a message on record, taken back ones included.
REACTION_LISTENERS: tuple[ReactionListener, ...] = (waiting.acknowledge,)
# Somebody deleted their message.
TAKEN_BACK: tuple[TakenBack, ...] = (
    noting.take_back,
    waiting.take_back,
    complaints.withdraw,
    requests.forget,
    drafting.take_back,
)
