"""ROUTES: complete, unambiguous, and closed to whoever is not meant."""

import re
from pathlib import Path

import pytest

from handlers.routes import ROUTES, SHORTCUTS, Route, usages
from handlers.work import may_use
from outreach.events import KINDS
from outreach.models.book import Teammate
from outreach.trust.identity import Who

ROOT = Path(__file__).parent.parent.parent
# `Button("Send", "touch.send", …)`, `Choice(…)`, and the action of a `Form`.
_NAMED = re.compile(r'(?:(?:Button|Choice)\(\s*(?:f?"[^"]*"|[\w.\[\]]+),\s*|action=)"([a-z_]+\.[a-z_]+)"')
CUSTOMER = Who()
# Buttons that stand in customers' channels; each looks itself at who it is.
PRESSED_BY_CUSTOMERS = {
    "complaint.answer",
    "customer.say",
    "outreach.say",
    "request.choose",
    "request.none",
    "request.right",
    "request.not_right",
}
# Buttons in a department's own channel, whose people may be no teammates; each looks itself at who presses where.
PRESSED_BY_DEPARTMENTS = {"theme.accept", "theme.pass_on", "theme.plan", "theme.on_track", "theme.done"}


def staff(role: str) -> Who:
    person = Teammate(name="Priya", email="p@x.example", role=role, timezone="UTC")
    return Who(teammate=person, audience="staff")


def test_no_row_hides_another_for_the_same_people() -> None:
    seen = [(route.kind, route.name, route.audience.who) for route in ROUTES]
    assert len(set(seen)) == len(seen)


def test_every_button_that_we_show_leads_somewhere() -> None:
    known = {route.name for route in ROUTES if route.kind in ("action", "form")}
    files = [*(ROOT / "handlers").rglob("*.py"), *(ROOT / "content" / "pages").glob("*.py")]
    shown = {(file.name, name) for file in files for name in _NAMED.findall(file.read_text("utf-8"))}
    assert len(shown) > 40
    assert {(file, name) for file, name in shown if name not in known} == set()


def test_every_form_that_opens_has_somebody_to_read_it() -> None:
    forms = {route.name for route in ROUTES if route.kind == "form"}
    openers = [file for file in (ROOT / "handlers").rglob("*.py") if "Form(" in file.read_text("utf-8")]
    asked = {
        name for file in openers for name in re.findall(r'Form\([^()]*?"([a-z]+\.[a-z_]+)"', file.read_text("utf-8"))
    }
    assert asked <= forms


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route.kind}-{route.name}-{route.audience.who}")
def test_customers_reach_no_more_than_they_are_meant_to(route: Route) -> None:
    # Of those who let us in, only our own people are told anything, and the handler asks the platform who they are.
    heard = {"ChannelMessage", "MessageChanged", "ChannelChanged", "Reaction", "Installed", "HomeOpened"}
    if may_use(route.audience, CUSTOMER):
        assert route.name in (heard if route.kind == "event" else PRESSED_BY_CUSTOMERS | PRESSED_BY_DEPARTMENTS)


@pytest.mark.parametrize("name", ["digest.see_counts", "digest.see_csms", "digest.see_quiet", "digest.nudge"])
def test_what_is_about_colleagues_is_for_their_manager(name: str) -> None:
    (route,) = [route for route in ROUTES if route.name == name]
    assert not may_use(route.audience, staff("csm"))
    assert may_use(route.audience, staff("manager"))


def test_a_row_is_for_nobody_unless_it_says_so() -> None:
    route = Route("action", "new.thing", ROUTES[0].handler)
    assert not any(may_use(route.audience, who) for who in (CUSTOMER, staff("csm"), staff("admin")))


def test_every_command_says_how_it_is_typed() -> None:
    commands = [route for route in ROUTES if route.kind == "command"]
    assert all(route.usage is not None for route in commands)
    assert [one.name for one in usages()] == [route.name for route in commands]
    assert all(one.shape.startswith(one.name) or one.name == "my-day" for one in usages())
    assert all(example.startswith(one.name) for one in usages() for example in one.examples)


def test_every_menu_entry_has_its_row_and_is_for_staff() -> None:
    rows = {route.name: route for route in ROUTES if route.kind == "shortcut"}
    assert [entry.name for entry in SHORTCUTS] == list(rows)
    assert not any(may_use(route.audience, CUSTOMER) for route in rows.values())
    # What both platforms show of it in full.
    assert all(len(entry.label) <= 24 and entry.summary for entry in SHORTCUTS)


def test_every_kind_of_event_is_heard() -> None:
    heard = {route.name for route in ROUTES if route.kind == "event"}
    assert heard == set(KINDS) - {"Command", "Action", "Shortcut", "FormSubmitted"}
