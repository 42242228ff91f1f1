"""Puts away a suggestion of whose channel it could be."""

from handlers import records
from handlers.arguments import number
from handlers.replies import told
from handlers.work import Reply, Work
from outreach.store import channels


async def dismiss(work: Work) -> Reply:
    channel = await channels.by_id(work.session, number(work, "channel"))
    channel.suggested_account_id = None
    work.session.add(channel)
    await records.note(work, "channel.not_theirs")
    return told(f"Put away. To link #{channel.name} yourself, type {work.house.command} link NAME inside it.")
