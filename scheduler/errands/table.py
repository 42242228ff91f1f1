"""ERRANDS: every kind of errand, and what sees to it. `outreach.store.errands.arrange` makes one due."""

from collections.abc import Mapping

from scheduler.errands import clocks, complaints, findings, notices, requests, signals
from scheduler.errands.duty import Run

ERRANDS: Mapping[str, Run] = {
    # What nobody is sure about, for a person to look at.
    findings.LIST: findings.tell_list,
    findings.LAPSE: findings.let_lapse,
    # Customers who wait for a first answer.
    "clock.csm": clocks.nudge_csm,
    "clock.cover": clocks.tell_cover,
    "clock.manager": clocks.tell_manager,
    # What they asked for: a date that passes, a date nobody gave, a silence that settles.
    "request.due": requests.due,
    "request.acknowledge": requests.acknowledge,
    "request.silence": requests.silence,
    # Bad news: whether it arrived, and its next word, which was promised.
    notices.ARRIVED: notices.look_after,
    "notice.soon": notices.warn,
    "notice.due": notices.chase,
    # What other systems reported, and nobody closed.
    "signal.until": signals.lapse,
    # Complaints that nobody confirmed, that were closed, and shares that wait since.
    "complaint.lapse": complaints.lapse,
    "complaint.ask": complaints.ask,
    "complaint.decide": complaints.decide,
}
