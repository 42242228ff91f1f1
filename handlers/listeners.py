"""Who is told of what is said in customers' channels, in this order."""

from handlers.hearing import AnswerListener, Listener, ReactionListener, TakenBack

# A customer's message. The first that says it is dealt with ends the round.
LISTENERS: tuple[Listener, ...] = ()
# A colleague's message there.
ANSWER_LISTENERS: tuple[AnswerListener, ...] = ()
# A reaction to a message on record, taken back ones included.
REACTION_LISTENERS: tuple[ReactionListener, ...] = ()
# Somebody deleted their message.
TAKEN_BACK: tuple[TakenBack, ...] = ()
