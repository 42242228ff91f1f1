"""`deliver`: send what is due, then stop."""

from bot.app import opened
from bot.cli import console
from bot.cli.running import DONE, FAILED, AtOption, DemoOption, JsonOption, at_moment, with_core
from bot.core import Core
from outreach.store import record
from scheduler.lanes.drain import Drained


def deliver(at: AtOption = None, as_json: JsonOption = False, demo: DemoOption = False) -> None:
    """Send what is due, in every lane whose platform is on, then stop."""

    async def run(core: Core) -> int:
        async with opened(at_moment(core, at)) as app:
            lanes = await app.drain()
        async with core.database.reading() as session:
            waiting = await record.waiting_deliveries(session)
        total = Drained()
        for each in lanes.values():
            total = total.then(each)
        counts = {"sent": total.sent, "failed": total.failed, "held": total.held, "waiting": waiting}
        if as_json:
            console.say_json(counts)
        else:
            console.say(", ".join(f"{count} {what}" for what, count in counts.items()) + ".")
            if waiting and not app.room.messengers:
                console.warn("No platform is on, so nothing can leave: `python -m bot doctor` says why.")
        return FAILED if total.failed else DONE

    with_core(run, demo=demo)
