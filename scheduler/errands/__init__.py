"""Errands: what the clock sees to for people who wait, each a row that is due at a moment and done once."""

from scheduler.errands.duty import Duty
from scheduler.errands.running import run_due

__all__ = ["Duty", "run_due"]
