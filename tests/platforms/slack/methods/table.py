"""Every method of the Web API that our fake Slack knows."""

from tests.platforms.slack.calls import Method
from tests.platforms.slack.methods import chat, conversations, files, people, views

METHODS: dict[str, Method] = {
    **chat.METHODS,
    **conversations.METHODS,
    **files.METHODS,
    **people.METHODS,
    **views.METHODS,
}
