"""files.* of our fake Slack: an address to upload to, the bytes, and then the message they stand in."""

from tests.platforms.slack import shapes
from tests.platforms.slack.calls import Call, Method, SlackError
from tests.platforms.slack.payloads import announce_post
from tests.platforms.slack.records import File, Json, Post


def get_upload_url(call: Call) -> Json:
    call.require("files:write")
    name, length = call.need("filename"), call.number("length", 0)
    if length <= 0:
        raise SlackError("invalid_arguments")
    file = File(call.workspace.next_id("F"), name, length)
    call.workspace.files[file.id] = file
    return {"upload_url": f"{call.root}/upload/{file.id}", "file_id": file.id}


def complete_upload(call: Call) -> Json:
    """Without a channel the file is only ready to be named in blocks."""
    call.require("files:write")
    asked, done = call.structure("files") or [], []
    if not asked:
        raise SlackError("invalid_arguments")
    for given in asked:
        file = call.workspace.files.get(given.get("id"))
        if file is None or len(file.content) != file.length:
            raise SlackError("file_not_found")
        file.title, file.is_complete = given.get("title") or file.name, True
        done.append(file)
    if call.text("channel_id"):
        _share(call, done)
    return {"files": [shapes.file(file) for file in done]}


def _share(call: Call, files: list[File]) -> None:
    channel, installation = call.channel("channel_id"), call.installation
    if installation.bot_user not in channel.members:
        raise SlackError("not_in_channel")
    for file in files:
        file.channels.append(channel.id)
    ts, thread = call.workspace.next_ts(), call.text("thread_ts") or None
    post = Post(channel.id, ts, call.text("initial_comment"), installation.bot_user, [], thread)
    post.bot_id, post.team = installation.bot_id, installation.team
    announce_post(call.workspace, call.workspace.keep(post))


def info(call: Call) -> Json:
    call.require("files:read")
    file = call.workspace.files.get(call.need("file"))
    if file is None:
        raise SlackError("file_not_found")
    return {"file": shapes.file(file)}


METHODS: dict[str, Method] = {
    "files.getUploadURLExternal": get_upload_url,
    "files.completeUploadExternal": complete_upload,
    "files.info": info,
}
