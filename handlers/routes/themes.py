"""Rows of ROUTES: themes, trends and their hand-over to departments."""

from handlers.actions import (
    theme_answer,
    theme_gather,
    theme_hand_over,
    theme_judge,
    theme_name,
    theme_new,
    theme_nudge,
    theme_open,
    theme_tell,
    theme_write,
)
from handlers.commands import themes
from handlers.routing import Route, command
from handlers.work import ANYBODY, MANAGER, STAFF, Usage

ROWS: tuple[Route, ...] = (
    command(
        "themes",
        themes.themes,
        Usage("themes", "What several customers are concerned with, and who mends it", ("themes",)),
    ),
    Route("action", "theme.list", themes.themes, STAFF, look=themes.look),
    Route("action", "theme.open", theme_open.open_theme, STAFF, look=theme_open.look),
    Route("action", "theme.see", theme_open.see, STAFF),
    Route("action", "theme.same", theme_judge.same, STAFF),
    Route("action", "theme.different", theme_judge.different, STAFF),
    Route("action", "theme.new", theme_new.ask, STAFF),
    Route("form", "theme.new", theme_new.begin, STAFF),
    Route("action", "theme.name", theme_name.ask, STAFF),
    Route("form", "theme.name", theme_name.save, STAFF),
    Route("action", "theme.add", theme_gather.add, STAFF),
    Route("action", "theme.merge", theme_gather.merge, STAFF),
    Route("action", "theme.set_aside", theme_gather.set_aside, STAFF),
    Route("action", "theme.hand_over", theme_hand_over.ask, STAFF),
    Route("form", "theme.hand_over", theme_hand_over.submit, STAFF),
    Route("action", "theme.write", theme_write.ask, STAFF),
    Route("form", "theme.write", theme_write.submit, STAFF),
    Route("action", "theme.tell", theme_tell.tell, STAFF),
    Route("action", "theme.nudge", theme_nudge.nudge, MANAGER),
    # Pressed in a department's channel, by people who may be no teammates: each looks at who presses where.
    Route("action", "theme.accept", theme_answer.accept, ANYBODY),
    Route("action", "theme.pass_on", theme_answer.pass_on, ANYBODY),
    Route("action", "theme.plan", theme_answer.ask_plan, ANYBODY),
    Route("form", "theme.plan", theme_answer.plan, ANYBODY),
    Route("action", "theme.on_track", theme_answer.on_track, ANYBODY),
    Route("action", "theme.done", theme_answer.ask_done, ANYBODY),
    Route("form", "theme.done", theme_answer.done, ANYBODY),
)
