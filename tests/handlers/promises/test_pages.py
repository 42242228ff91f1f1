"""Where promises stand: first in the day, late in the manager's digest, counted in the week, told on the account."""

from content.pages import digest
from handlers.work import Outcome
from outreach.messages import plain
from outreach.models.book import Account, Channel, Contact, Teammate
from scheduler import digests
from scheduler.digests import gathering, mornings
from tests.handlers.world import Town, form, labels, words

UPSET = "This is the third time the export has failed and nobody answers. This is unacceptable."


async def team(town: Town) -> tuple[Teammate, Teammate, Account, Contact, Channel]:
    marco = await town.manager()
    priya = await town.csm("Priya Nair", manager_id=marco.id)
    account = await town.account("Acme", priya)
    return priya, marco, account, await town.contact(account), await town.channel(account)


async def daily(town: Town, manager: Teammate) -> list[str]:
    staff = await digests.staff_of(town.session, town.now)
    found = await gathering.find(town.session, manager, staff, town.house.digesting)
    return [plain(line.text) for line in digest.lines(found, town.now)]


async def pressing(town: Town, reader: Teammate) -> bool:
    staff = await digests.staff_of(town.session, town.now)
    return (await mornings.gather(town.session, reader, staff, town.house.digesting)).desk.is_pressing


async def test_what_is_due_today_comes_first_and_what_is_late_says_so(town: Town) -> None:
    priya, marco, _, _, _ = await team(town)
    await town.types(priya, "promise Acme the export fix by tomorrow")
    assert "PROMISE" not in words(await town.types(priya, ""))
    assert not await pressing(town, priya)
    town.later(days=1)
    day = await town.types(priya, "")
    assert words(day).startswith("1 first, Priya\n\n1. PROMISE, today: “the export fix” to Acme (you, Tue 24 Nov)")
    assert labels(day)[:3] == ["Draft", "Done", "New date"]
    assert await daily(town, marco) == []
    town.later(days=1)
    assert "1. PROMISE, LATE 1 day: “the export fix” to Acme" in words(await town.types(priya, ""))
    assert await daily(town, marco) == ["▲ Late: 1 promise, Acme 1 day (Priya has it)"]


async def test_a_manager_nudges_whoever_has_it(town: Town) -> None:
    priya, marco, _, _, _ = await team(town)
    await town.types(priya, "promise Acme the export fix by today")
    town.later(days=1)
    nudged = await town.presses(marco, await town.types(marco, "digest"), "Nudge Priya")
    assert words(nudged) == "Priya is asked about Acme."
    assert (await town.told(priya))[-1] == (
        "Marco asks you to look at Acme: it was promised something, and its day is over."
    )


async def test_what_somebody_may_have_promised_is_asked_below_everything_else(town: Town) -> None:
    priya, _, _, _, channel = await team(town)
    await town.says(priya, channel, "I'll come back to you on Thursday about the export.")
    day = await town.types(priya, "")
    assert "PROMISED?: 1 thing you said." in words(day)
    assert not await pressing(town, priya)
    assert "Promises (1)" in labels(day)


async def test_a_complaint_is_assigned_from_the_digest(town: Town) -> None:
    priya, marco, _, dana, channel = await team(town)
    await town.says(dana, channel, UPSET)
    await town.presses(priya, await town.types(priya, "noticed"), "Right")
    town.later(minutes=22)
    await town.says(priya, channel, "I am sorry.")
    assert await daily(town, marco) == [
        f"● Acme ($100k): a complaint, “{UPSET}”. Priya answered in 22 min; no root-cause owner"
    ]
    asked = await town.presses(marco, await town.types(marco, "digest"), "Assign")
    assert [one.name for one in form(asked).inputs] == ["department", "owner"]
    done = await town.submits(marco, asked, department="Engineering")
    assert words(done) == "Assigned. Engineering owns the root cause of Acme's complaint; Priya follows it up."
    assert "asks you to follow up the root cause with Engineering" in (await town.told(priya))[-1]
    # News for a day; then it has an owner, and nothing is left to decide.
    assert "Engineering has the root cause" in (await daily(town, marco))[0]
    town.later(days=2)
    assert not [line for line in await daily(town, marco) if "complaint" in line]


async def test_goodwill_is_decided_in_the_digest(town: Town) -> None:
    priya, marco, _, _, _ = await team(town)
    await town.types(priya, "goodwill Acme 2,000 a year of the archive module")
    assert await daily(town, marco) == ["● Decide: $2,000 goodwill for Acme (Priya): a year of the archive module"]
    assert words(await town.presses(marco, await town.types(marco, "digest"), "Yes")).startswith("Granted.")
    assert await daily(town, marco) == []


async def test_the_week_counts_what_was_kept_and_what_was_late(town: Town) -> None:
    priya, marco, _, dana, channel = await team(town)
    await _keep(town, await town.types(priya, "promise Acme the export fix by Friday"), priya)
    await town.types(priya, "promise Acme a call by tomorrow")
    await town.types(priya, "goodwill Acme 200 a month of the archive module")
    await town.says(dana, channel, UPSET)
    await town.presses(priya, await town.types(priya, "noticed"), "Right")
    town.later(days=7)
    shown = await digests.show_counts(town.session, marco, town.house.digesting, town.now)
    assert "• Promises: 1 kept, 1 late" in shown.fallback
    assert "• Complaints: 1 opened" in shown.fallback
    assert "• Goodwill: $200 in 1 case" in shown.fallback


async def _keep(town: Town, before: Outcome, who: Teammate) -> None:
    await town.presses(who, await town.presses(who, before, "Open"), "Done")


async def test_the_account_page_tells_what_is_open_there(town: Town) -> None:
    priya, _, account, dana, channel = await team(town)
    await town.types(priya, "promise Acme the export fix by Friday")
    await town.says(dana, channel, UPSET)
    page = await town.types(priya, "account Acme")
    assert "Promises\n\n• “the export fix” · by Fri 27 Nov · Priya" in words(page)
    assert f"Complaints\n\n• “{UPSET}”" in words(page)
    assert {"Complaints", "Promises"} <= set(labels(page))
    assert account.csm_id == priya.id


async def test_everything_asked_of_the_desk_reads_in_one_help(town: Town) -> None:
    priya, *_ = await team(town)
    shown = words(await town.types(priya, "help"))
    titles = ["Everyday", "What customers want", "When things go wrong", "Library and channels", "Me"]
    assert [line for line in shown.splitlines() if line in titles] == titles
    assert "/cs promise [NAME WHAT by DATE]" in shown
