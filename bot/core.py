"""What every verb stands on: a database, its clock, what we say, and the rules that settings make."""

from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from bot import platforms
from bot.clocks import OffsetClock, SystemClock
from bot.settings import Settings
from bot.spellings import parse_hours, parse_season
from content import library
from content.catalog import CATALOG
from content.departments import load_departments
from content.item_files import read_folder
from content.library import Synced
from content.rendering import Renderer
from content.rhythm_files import load_rhythms
from content.services import load_services
from handlers.work import House
from outreach.database import Database, Session
from outreach.desk.rules import DeskRules
from outreach.errors import BadInput
from outreach.ledger.policies import Limits
from outreach.ledger.situations import Rules
from outreach.ports import Clock
from outreach.schema import check_migrated
from outreach.store import deployment
from outreach.worktime.windows import SendWindows
from scheduler.digests import Digesting
from scheduler.planner import Planning

CONTENT = Path(__file__).parent.parent / "content"


class BrokenContent(BadInput):
    """The content folder cannot be used; one sentence per line."""


@dataclass(frozen=True)
class Core:
    settings: Settings
    database: Database
    clock: Clock
    is_demo: bool
    house: House

    @property
    def planning(self) -> Planning:
        return self.house.planning

    @property
    def digesting(self) -> Digesting:
        return self.house.digesting

    def at(self, clock: Clock) -> "Core":
        """The same with another clock."""
        return replace(self, clock=clock)

    async def close(self) -> None:
        await self.database.close()


async def open_core(settings: Settings, database: Database) -> Core:
    """Raises Unreachable and NotMigrated, and BrokenContent when there is nothing to speak with."""
    await deployment.reach(database)
    await check_migrated(database)
    async with database.reading() as session:
        is_demo = await deployment.is_demo(session)
    if is_demo:
        platforms.refuse_beside_real_ones(settings, "A demo database")
    return Core(
        settings=settings,
        database=database,
        clock=await OffsetClock.open(database) if is_demo else SystemClock(),
        is_demo=is_demo,
        house=make_house(settings),
    )


async def stock_library(session: Session, core: Core) -> Synced:
    """Makes the library's rows say what the files in `content/items` say."""
    folder = read_folder(CONTENT / "items")
    if folder.problems:
        raise BrokenContent("\n".join(folder.problems))
    return await library.sync(session, folder, core.clock.now())


def make_planning(settings: Settings) -> Planning:
    quiet = (settings.quiet_from, settings.quiet_until)
    return Planning(
        rhythms=load_rhythms(CONTENT / "rhythms", CATALOG, quiet),
        renderer=Renderer(CONTENT / "templates"),
        rules=Rules(_limits(settings), parse_season(settings.quiet_season)),
        proposals_per_day=settings.proposals_per_day,
        spread=timedelta(minutes=settings.spread_minutes),
        keep_for=timedelta(days=settings.keep_text_days),
        veto_after=settings.veto_after_proposals,
        windows=SendWindows(quiet_from=quiet[0], quiet_until=quiet[1]),
        desk=_desk(settings),
        services=load_services(CONTENT / "services"),
        departments=load_departments(CONTENT / "departments.yaml"),
    )


def _desk(settings: Settings) -> DeskRules:
    return DeskRules(
        reply_within=parse_hours(settings.first_reply_hours),
        nudge_at=settings.nudge_percent / 100,
        list_at=settings.list_at,
        silence_settles=settings.request_silence_days,
        ask_after=timedelta(days=settings.complaint_question_days),
        goodwill=settings.goodwill_per_month,
        currency=settings.currency,
        trend_accounts=settings.trend_accounts,
        trend_within=timedelta(days=settings.trend_days),
        trend_factor=settings.trend_factor,
        department_answers=settings.department_days,
        interruptions=settings.interruptions_per_day,
        less_asks_for=timedelta(days=settings.less_asks_days),
        urgent=settings.urgent_contact.strip(),
    )


def _limits(settings: Settings) -> Limits:
    return Limits(
        share_every=timedelta(days=settings.share_every_days),
        unprompted_most=settings.unprompted_most,
        unprompted_within=timedelta(days=settings.unprompted_within_days),
        unprompted_gap=timedelta(days=settings.unprompted_gap_days),
        live_talk=timedelta(hours=settings.live_talk_hours),
        unanswered_most=settings.unanswered_most,
        waiting_lasts=timedelta(days=settings.waiting_days),
        less_every=timedelta(days=settings.less_every_days),
        quiet_from=settings.quiet_from,
        quiet_until=settings.quiet_until,
    )


def make_house(settings: Settings) -> House:
    planning = make_planning(settings)
    return House(
        planning=planning,
        renderer=planning.renderer,
        command=settings.command,
        home_zone=settings.home_timezone,
        keep_inbound=timedelta(days=settings.keep_text_days),
        digesting=make_digesting(settings, planning),
    )


def make_digesting(settings: Settings, planning: Planning) -> Digesting:
    return Digesting(
        morning_at=settings.morning_at,
        digest_at=settings.digest_at,
        home_zone=settings.home_timezone,
        rules=planning.rules,
        rhythms=planning.rhythms,
        reply_within=parse_hours(settings.first_reply_hours),
        renewal_within=timedelta(days=settings.renewal_days),
        keep_for=timedelta(days=settings.keep_text_days),
        command=settings.command,
        currency=planning.desk.currency,
    )
