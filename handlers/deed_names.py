"""What something that can be taken back is called, before it is."""

from collections.abc import Mapping

from handlers.lines import title_of
from handlers.records import read_reversal
from handlers.undoing import Undoable
from handlers.work import Work
from outreach.store import accounts, channels, touches

_NAMES: Mapping[str, str] = {
    "kept": "proposals kept for later",
    "hold": "a pause",
    "resume": "the end of a pause",
    "log": "a contact you put on record",
    "by_hand": "an e-mail you sent yourself",
    "away": "your absence",
    "item": "the approval of an item",
    "fact": "something remembered",
    "forget": "something forgotten",
    "mark": "a kind word",
    "answer": "an answer you kept",
    "retired": "the retirement of an answer",
    "generalised": "an answer that serves everybody",
    "goodwill": "goodwill",
    "request": "a request you opened",
    "choice": "a choice you noted",
    "none_chosen": "a choice you noted",
    "settled": "that it is right for them",
    "not_settled": "that it is not right for them",
    "complaint": "a complaint you confirmed",
    "no_complaint": "that it was no complaint",
    "closing": "the closing of a complaint",
    "verdict": "that a complaint is put right",
    "verdict_no": "that a complaint is not right",
    "shares_resumed": "that shares go on",
    "preference": "how they want to be written to",
    "preference_end": "the end of what they wanted",
    "less_for_all": "less for a whole channel",
    "less_for_them": "less for one person",
    "clock": "that a message needs no answer",
    "promise": "a promise you tracked",
    "promise_over": "the end of a promise",
    "promise_moved": "a promise's new date",
    "notice": "what you said about bad news",
    "signal": "the end of what another system reports",
    "theme_judged": "what you made of a theme",
    "theme_added": "a message you put into a theme",
    "theme_begun": "a theme you began",
    "theme_merged": "a merge of themes",
    "theme_set_aside": "a theme you set aside",
    "theme_handed": "a hand-over to a department",
    "finding": "what you made of something noticed",
}


async def name_of(work: Work, effect: Undoable) -> str:
    kind, ids = read_reversal(effect.undo)
    if kind == "touch":
        return await _messages(work, ids)
    name = await _link(work, effect, ids[0]) if kind == "link" else _NAMES[kind]
    account_id = effect.deed.account_id if effect.deed else None
    return f"{name} ({(await accounts.by_id(work.session, account_id)).name})" if account_id else name


async def _messages(work: Work, ids: tuple[int, ...]) -> str:
    told = []
    for touch in await touches.by_ids(work.session, ids):
        account = await accounts.by_id(work.session, touch.account_id)
        told.append(f"“{await title_of(work.session, touch)}” to {account.name}")
    return "; ".join(told) or "a message"


async def _link(work: Work, effect: Undoable, channel_id: int) -> str:
    channel = await channels.by_id(work.session, channel_id)
    is_end = effect.deed is not None and effect.deed.verb == "unlink"
    return f"the end of #{channel.name}'s link" if is_end else f"the link of #{channel.name}"
