"""ERRANDS: every kind of errand, and what sees to it. `outreach.store.errands.arrange` makes one due."""

from collections.abc import Mapping

from outreach.ledger import lessening
from outreach.store.spoken import GROUP_COMPLAINT, GROUP_REQUEST
from scheduler.errands import answers, clocks, complaints, findings, notices, promises, requests, signals, terms, themes
from scheduler.errands.duty import Run
from scheduler.lanes.outcomes import MISSED
from scheduler.themes.departments import ASK, SILENT
from scheduler.themes.trends import LOOK

ERRANDS: Mapping[str, Run] = {
    # What nobody is sure about, for a person to look at.
    findings.LIST: findings.tell_list,
    findings.LAPSE: findings.let_lapse,
    # Customers who wait for a first answer.
    "clock.csm": clocks.nudge_csm,
    "clock.cover": clocks.tell_cover,
    "clock.manager": clocks.tell_manager,
    # An answer that was sent and never arrived.
    MISSED: answers.missed,
    # What they asked for: a date that passes, a date nobody gave, a silence that settles.
    "request.due": requests.due,
    "request.acknowledge": requests.acknowledge,
    "request.silence": requests.silence,
    # What our people promised: whether it is one, today's, and a new date that nobody was told.
    "promise.ask": promises.ask,
    "promise.today": promises.remind_today,
    "promise.untold": promises.chase_untold,
    "promise.passed": promises.tell_manager,
    # Bad news: whether it arrived, and its next word, which was promised.
    notices.ARRIVED: notices.look_after,
    "notice.soon": notices.warn,
    "notice.due": notices.chase,
    # What other systems reported, and nobody closed.
    "signal.until": signals.lapse,
    # One person's less, while the others are asked.
    lessening.ASKING: terms.settle,
    # Complaints that nobody confirmed, that were closed, and shares that wait since.
    "complaint.lapse": complaints.lapse,
    "complaint.ask": complaints.ask,
    "complaint.decide": complaints.decide,
    # What may be the same thing, what becomes a trend, and departments that are waited for.
    GROUP_REQUEST: themes.group_request,
    GROUP_COMPLAINT: themes.group_complaint,
    LOOK: themes.look,
    ASK: themes.ask,
    SILENT: themes.silent,
}
