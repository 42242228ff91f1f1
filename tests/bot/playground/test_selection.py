"""Who one is in each pane."""

from bot.playground.directory import Person, Room
from bot.playground.selection import select

PRIYA = Person("U1", "Priya", "csm", None, "T1", "dm:U1")
LEONIE = Person("U9", "Leonie", "manager", None, "T1", "dm:U9")
DANA = Person("C1", "Dana", "customer", "Acme", "T2", "dm:C1", ("acme",))
TOM = Person("C3", "Tom", "customer", "Umbra", "T3", "dm:C3", ("umbra",))
ACME = Room("acme", "T1", "ext-acme", "shared", "Acme")
UMBRA = Room("umbra", "T1", "ext-umbra", "shared", "Umbra")
EMPTY = Room("zeta", "T1", "ext-zeta", "shared", "Zeta")
TEAM = Room("team", "T1", "cs-team", "team")
DIRECT = Room("dm:U1", "T1", "Priya", "direct")
LEONIES = Room("dm:U9", "T1", "Leonie", "direct")
PEOPLE = [PRIYA, LEONIE, DANA, TOM]
ROOMS = [UMBRA, ACME, EMPTY, TEAM, LEONIES, DIRECT]


def test_without_wishes_everybody_starts_at_home() -> None:
    csm, customer, manager = select({}, PEOPLE, ROOMS).seats
    assert (csm.person, csm.room) == (PRIYA, DIRECT)
    assert (customer.person, customer.room) == (DANA, ACME)
    assert (manager.person, manager.room) == (LEONIE, LEONIES)


def test_staff_may_visit_team_and_shared_channels_but_no_strangers_direct_one() -> None:
    csm = select({"csm_in": LEONIES.handle}, PEOPLE, ROOMS).seats[0]
    assert csm.rooms == (DIRECT, TEAM, ACME, UMBRA, EMPTY)
    assert csm.room == DIRECT


def test_a_customer_is_one_of_those_who_sit_in_the_channel() -> None:
    customer = select({"customer_in": UMBRA.handle, "customer": DANA.handle}, PEOPLE, ROOMS).seats[1]
    assert (customer.person, customer.people, customer.rooms) == (TOM, (TOM,), (ACME, UMBRA))


def test_the_ledger_follows_the_customer_unless_told_otherwise() -> None:
    def account(**query: str) -> tuple[str | None, bool]:
        selection = select(query, PEOPLE, ROOMS)
        return selection.account, selection.follows

    assert account() == ("Acme", True)
    assert account(customer_in=UMBRA.handle) == ("Umbra", True)
    assert account(account="Zeta") == ("Zeta", False)
    assert account(account="*") == (None, False)
    assert account(account="nobody") == ("Acme", True)


def test_an_empty_book_leaves_empty_seats() -> None:
    selection = select({"csm": "x"}, [], [])
    assert [(seat.person, seat.room) for seat in selection.seats] == [(None, None)] * 3
    assert (selection.account, selection.accounts) == (None, ())
