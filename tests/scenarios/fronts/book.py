"""The book that every platform's people and channels are in: two CSMs, a manager, five customers."""

from datetime import date, timedelta
from decimal import Decimal

from outreach.database import Session
from outreach.models.book import Account
from scheduler import planner
from tests.world import MONDAY, World, planning

PRIYA, LEO, MARCO = "Priya Nair", "Leo Hartmann", "Marco Rossi"
DANA, TESS, GWEN = "Dana Whitfield", "Tess Lindqvist", "Gwen Okafor"
# Somebody from Acme, and somebody of our own, whom nobody has put into the book.
SAM, NINA = "Sam Nobody", "Nina Newcomer"
COLLEAGUES = (PRIYA, LEO, MARCO, NINA)
CUSTOMERS = {DANA: "Acme", TESS: "Acme", GWEN: "Globex", SAM: "Acme"}
# The last one is in nobody's book yet.
CHANNELS = {"ext-acme": "Acme", "ext-globex": "Globex", "initech-shared": "Initech"}
NEW = ("initech-shared",)
# Our company's alone; each is a department's.
OURS = ("engineering", "billing")
MEMBERS = {
    "engineering": (LEO, NINA),
    "billing": (LEO,),
    "ext-acme": (PRIYA, LEO, DANA, TESS, SAM),
    "ext-globex": (PRIYA, GWEN),
    "initech-shared": (PRIYA, LEO),
}
# Half past six in the morning in Berlin, on a Tuesday: what is planned is for half past nine.
DAWN = MONDAY + timedelta(days=1, hours=1, minutes=30)
PLANNING = planning()


def email_of(name: str) -> str:
    company = CUSTOMERS.get(name, "Home")
    return f"{name.replace(' ', '.')}@{company}.example".lower()


async def found(session: Session) -> None:
    """Acme said what bothers them; Globex renews soon and is silent; Hooli (the manager's own) and Initech have no
    channel."""
    world = World(session, now=DAWN - timedelta(days=2))
    marco = await world.manager(MARCO, email=email_of(MARCO))
    priya = await world.csm(PRIYA, email=email_of(PRIYA), manager_id=marco.id)
    leo = await world.csm(LEO, email=email_of(LEO), manager_id=marco.id, timezone="America/New_York", country="US")
    acme = await world.account("Acme", priya)
    dana = await world.contact(acme, DANA, email=email_of(DANA))
    await world.contact(acme, TESS, email=email_of(TESS))
    await world.channel(acme, "ext-acme")
    await world.fact(acme, "month-end close still takes six days", dana, topics=["month-end close"])
    hooli = await world.account("Hooli", marco)
    await world.fact(
        hooli, "audits eat a week each quarter", await world.contact(hooli, "Hal Hooper"), topics=["audit trail"]
    )
    for name in OURS:
        await world.channel(None, name, kind="team")
    await world.item()
    await world.item("reconciling", kind="industry")
    await world.item("audit-trail", "audit trail")
    await world.item("cash-view", "cash", state="draft", approved_by=None, reasons=[])
    await planner.seat_everybody(session, PLANNING, world.now)
    # Imported a moment ago: these have no turns yet, and nobody plans to speak with them.
    await _globex(world, await world.account("Globex", priya, **_SILENT, renewal_on=date(2026, 12, 20)))
    initech = await world.account("Initech", priya, created_at=MONDAY - timedelta(days=200))
    ivan = await world.contact(initech, "Ivan Petrov", email="ivan@initech.example")
    await world.fact(initech, "audits eat a week each quarter", ivan, topics=["audit trail"])
    await world.account("Umbra", leo, segment="tail", created_at=MONDAY - timedelta(days=200))


_SILENT = {"segment": "top", "arr": Decimal(410_000), "created_at": MONDAY - timedelta(days=90)}


async def _globex(world: World, globex: Account) -> None:
    gwen = await world.contact(globex, GWEN, email=email_of(GWEN))
    await world.fact(globex, "to halve invoice errors", gwen, kind="goal", said_on=date(2026, 8, 25), source="form")
    await world.channel(globex, "ext-globex")
