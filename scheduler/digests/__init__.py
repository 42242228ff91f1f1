"""Many facts, one message: a CSM's morning and a manager's digest, at most one per reader and local date."""

from outreach.database import Session
from scheduler.digests.digesting import Digesting, Staff, staff_of
from scheduler.digests.editions import compose, show_counts, show_csms, show_quiet
from scheduler.digests.mornings import preview
from scheduler.digests.timing import next_due_at
from scheduler.digests.watchers import Watchers, watchers
from scheduler.digests.writing import write_due

__all__ = [
    "Digesting",
    "Session",
    "Staff",
    "Watchers",
    "compose",
    "next_due_at",
    "preview",
    "show_counts",
    "show_csms",
    "show_quiet",
    "staff_of",
    "watchers",
    "write_due",
]
