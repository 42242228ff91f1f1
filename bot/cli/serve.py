"""`serve`: web, scheduler and sending in one process."""

from bot import logs, platforms, seating, server
from bot.app import opened
from bot.cli import console
from bot.cli.running import DONE, finish, open_database, start
from bot.slack.sealed import check_sealed


def serve() -> None:
    """Run Concierge: web, scheduler and sending in one process, until Ctrl-C or SIGTERM.

    Says which platforms are off and why. GET /healthz tells that it is alive, GET /readyz whether it can work.
    """

    async def run() -> int:
        settings = start()
        with server.listen(settings.host, settings.port) as at:
            core = await open_database(settings, demo=False)
            try:
                for state in platforms.states(settings):
                    console.note(f"{state.name} is {'on' if state.is_on else 'off'}: {state.why}.")
                for sentence in await check_sealed(settings, core.database):
                    console.warn(sentence)
                await seating.stock(core)
                with console.progress("Planning turns") as report:
                    await seating.seat(core, report)
                async with opened(core) as app:
                    logs.begin(settings.log_level)
                    console.note(f"Listening on http://{settings.host}:{settings.port}/ (health at /healthz).")
                    await app.keep_running(server.application(app.health.obstacles, app.routes()), at)
            finally:
                await core.close()
        return DONE

    finish(run)
