"""What the app says back to an interaction: through its response_url, in the answer itself, or to a submitted form."""

from tests.platforms.slack.blocks import with_ids
from tests.platforms.slack.calls import Call, SlackError
from tests.platforms.slack.methods.chat import check_words
from tests.platforms.slack.methods.views import push, read_view
from tests.platforms.slack.payloads import announce_post
from tests.platforms.slack.records import Json, Post, ResponseUrl, View
from tests.platforms.slack.workspace import Workspace

MOST_USES, GOOD_FOR_SECONDS = 5, 30 * 60


def respond(workspace: Workspace, url: ResponseUrl, body: Json) -> None:
    """Raises used_url and expired_url, and what a message of those words would raise."""
    if (workspace.now() - url.at).total_seconds() > GOOD_FOR_SECONDS:
        raise SlackError("expired_url")
    if url.uses >= MOST_USES:
        raise SlackError("used_url")
    if Call("", body, "", workspace).flag("delete_original"):
        if url.post is not None:
            url.post.is_deleted = True
    else:
        _write(workspace, url, body)
    url.uses += 1


def _write(workspace: Workspace, url: ResponseUrl, body: Json) -> None:
    call = Call("", body, url.installation.token, workspace)
    text, blocks = check_words(call)
    ts = workspace.next_ts()
    blocks = with_ids(blocks, f"r{ts[-4:]}")
    if call.flag("replace_original") and url.post is not None and not url.post.is_deleted:
        url.post.text, url.post.blocks = text, blocks
        url.post.texts.append(text)
        return
    installation = url.installation
    post = Post(url.channel, ts, text, installation.bot_user, blocks, call.text("thread_ts") or None)
    post.bot_id, post.team = installation.bot_id, installation.team
    is_public = call.text("response_type") == "in_channel"
    post.seen_by = None if is_public else url.user
    workspace.keep(post)
    if is_public:
        announce_post(workspace, post)


def react_to_submission(workspace: Workspace, view: View, answer: Json | None) -> dict[str, str]:
    """Does to the stack of modals what the app answered; returns the errors it shows, by block_id."""
    stack = workspace.modals.get(view.user, [])
    match (answer or {}).get("response_action"):
        case None:
            stack[:] = [other for other in stack if other is not view]
        case "clear":
            stack.clear()
        case "errors":
            return dict((answer or {})["errors"])
        case "update":
            view.content = read_view((answer or {})["view"])
            view.hash = workspace.next_id("156.")
        case "push":
            push(workspace, stack, read_view((answer or {})["view"]))
        case other:
            raise SlackError(f"unknown response_action {other}")
    return {}
