"""The production code under a made-up clock, on a throw-away copy of the real book."""

from scheduler.simulation.people import Assumptions
from scheduler.simulation.report import HEADINGS, SimulatedContact, SimulatedWeek, SimulationReport, contacts_between
from scheduler.simulation.running import simulate

__all__ = [
    "HEADINGS",
    "Assumptions",
    "SimulatedContact",
    "SimulatedWeek",
    "SimulationReport",
    "contacts_between",
    "simulate",
]
