"""ERRANDS: every kind of errand, and what sees to it. `outreach.store.errands.arrange` makes one due."""

from collections.abc import Mapping

from scheduler.errands.duty import Run

ERRANDS: Mapping[str, Run] = {}
