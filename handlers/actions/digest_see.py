"""What stands behind a digest's lines: counts, the table per CSM, who is quiet."""

from handlers.commands.my_day import day_of
from handlers.replies import shown
from handlers.work import Reply, Work
from scheduler import digests


async def see_counts(work: Work) -> Reply:
    return shown(await digests.show_counts(work.session, work.staff, work.house.digesting, work.now))


async def see_csms(work: Work) -> Reply:
    return shown(await digests.show_csms(work.session, work.staff, work.house.digesting, work.now))


async def see_quiet(work: Work) -> Reply:
    return shown(await digests.show_quiet(work.session, work.staff, work.house.digesting, work.now))


async def see_day(work: Work) -> Reply:
    return shown(await day_of(work))
