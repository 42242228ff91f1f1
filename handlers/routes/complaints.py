"""Rows of ROUTES: complaints, from the alert to the question whether it is right now."""

from handlers.actions import (
    complaint_answer,
    complaint_assign,
    complaint_close,
    complaint_confirm,
    complaint_dismiss,
    complaint_open,
    complaint_resume,
)
from handlers.commands import complaint
from handlers.routing import Route, command
from handlers.work import ANYBODY, STAFF, Usage

ROWS: tuple[Route, ...] = (
    command(
        "complaint",
        complaint.complaint,
        Usage(
            "complaint [NAME TEXT]",
            "What is open, or put one on record that reached you another way",
            ("complaint", "complaint Acme Dana rang: the export failed for the third time"),
        ),
    ),
    Route("action", "complaint.list", complaint.open_list, STAFF, look=complaint.look),
    Route("action", "complaint.open", complaint_open.open_complaint, STAFF, look=complaint_open.look),
    Route("action", "complaint.confirm", complaint_confirm.confirm, STAFF),
    Route("action", "complaint.dismiss", complaint_dismiss.no_complaint, STAFF),
    Route("action", "complaint.close", complaint_close.ask, STAFF),
    Route("form", "complaint.close", complaint_close.submit, STAFF),
    Route("action", "complaint.assign", complaint_assign.ask, STAFF),
    Route("form", "complaint.assign", complaint_assign.submit, STAFF),
    Route("action", "complaint.resume", complaint_resume.resume, STAFF),
    Route("action", "complaint.not_yet", complaint_resume.not_yet, STAFF),
    Route("action", "complaint.verdict", complaint_answer.verdict, STAFF),
    # Under the question in their channel; the handler decides by who presses it where.
    Route("action", "complaint.answer", complaint_answer.answer, ANYBODY),
)
