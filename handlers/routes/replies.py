"""Rows of ROUTES: drafts of answers, the five marks, approved answers, goodwill."""

from handlers.actions import (
    answer_edit,
    answer_generalise,
    answer_keep,
    answer_retire,
    goodwill_decide,
    goodwill_give,
    reply_edit,
    reply_open,
    reply_override,
    reply_put_away,
    reply_send,
    reply_show,
    reply_use,
)
from handlers.commands import answers, goodwill
from handlers.routing import Route, command
from handlers.work import MANAGER, STAFF, Usage

ROWS: tuple[Route, ...] = (
    command(
        "answers",
        answers.list_answers,
        Usage("answers [WORDS]", "Approved answers: look them up, change them", ("answers", "answers audit trail")),
    ),
    command(
        "goodwill",
        goodwill.goodwill_by_command,
        Usage(
            "goodwill [NAME AMOUNT WHAT]",
            "Make something right without asking, as far as your month goes",
            ("goodwill", "goodwill Acme 200 a month of the archive module"),
        ),
    ),
    Route("action", "reply.open", reply_open.open_reply, STAFF),
    Route("action", "reply.show", reply_show.show_reply, STAFF, look=reply_show.look),
    Route("action", "reply.send", reply_send.send_reply, STAFF),
    Route("action", "reply.override", reply_override.ask, STAFF),
    Route("form", "reply.override", reply_override.override, STAFF),
    Route("action", "reply.edit", reply_edit.ask, STAFF),
    Route("form", "reply.edit", reply_edit.save, STAFF),
    Route("action", "reply.use", reply_use.use, STAFF),
    Route("action", "reply.put_away", reply_put_away.put_away, STAFF),
    Route("action", "answers.open", answers.open_answers, STAFF, look=answers.look),
    Route("action", "answer.keep", answer_keep.ask, STAFF),
    Route("form", "answer.keep", answer_keep.keep, STAFF),
    Route("action", "answer.edit", answer_edit.ask, STAFF),
    Route("form", "answer.edit", answer_edit.save, STAFF),
    Route("action", "answer.generalise", answer_generalise.ask, STAFF),
    Route("form", "answer.generalise", answer_generalise.generalise, STAFF),
    Route("action", "answer.retire", answer_retire.retire, STAFF),
    Route("action", "goodwill.open", goodwill.open_goodwill, STAFF, look=goodwill.look),
    Route("action", "goodwill.give", goodwill_give.ask, STAFF),
    Route("form", "goodwill.give", goodwill_give.give, STAFF),
    Route("action", "goodwill.grant", goodwill_decide.grant, MANAGER),
    Route("action", "goodwill.refuse", goodwill_decide.ask_why_not, MANAGER),
    Route("form", "goodwill.refuse", goodwill_decide.refuse, MANAGER),
    Route("action", "goodwill.ask", goodwill_decide.ask_question, MANAGER),
    Route("form", "goodwill.ask", goodwill_decide.question, MANAGER),
)
