"""The library: files and rows together, what may be shared, and how an item comes to be approved."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from content import item_files, item_names
from content.item_files import BOUND_TO, KINDS, ItemFile, ItemFolder
from outreach.database import Session
from outreach.errors import BadInput, Stale
from outreach.ledger import proposals
from outreach.ledger.reasons import Code
from outreach.models.library import Item
from outreach.store import items, touches, turns

# Turns that ended so are asked again once the library has changed.
_EMPTY_HANDED = (Code.NOTHING_WORTH_SHARING, Code.NOT_FOR_THEM, Code.ALREADY_SHARED)
# The content hash of a row whose file is gone: whatever stands in a file that comes back counts as changed.
_NO_FILE = ""


@dataclass
class Synced:
    """Slugs of files that are new, changed or gone since the last look, and a sentence for each left out."""

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def is_quiet(self) -> bool:
        return not (self.new or self.changed or self.gone)


@dataclass(frozen=True)
class NewItem:
    """An item as somebody adds it in chat: a draft until it is approved."""

    title: str
    kind: str
    context: str
    link: str | None = None
    topics: tuple[str, ...] = ()
    why: str = ""
    gain: str = ""
    language: str = "en"
    segments: tuple[str, ...] = ()


async def sync(session: Session, folder: ItemFolder, now: datetime) -> Synced:
    """Makes the rows of files say what the files say. Rows from chat and feeds are left alone.

    A file that cannot be read keeps its row as it was: a slip of the keyboard retires nothing. What somebody
    retired or approved in chat stands until the file itself changes.
    """
    done = Synced(problems=list(folder.problems))
    rows = await items.of_origin(session, "file")
    for file in folder.items:
        row = rows.get(file.slug)
        if row is not None and row.content_hash != file.content_hash:
            await _change(session, row, file, now)
            done.changed.append(file.slug)
        elif row is None and (other := await items.by_slug(session, file.slug)):
            done.problems.append(
                f"{file.slug}.md is left out: “{other.title}”, added by {other.curated_by}, has that name. "
                "Rename the file."
            )
        elif row is None:
            await items.save(session, _row(file, now))
            done.new.append(file.slug)
    for slug in sorted(set(rows) - {file.slug for file in folder.items} - folder.unread):
        if rows[slug].content_hash != _NO_FILE:
            rows[slug].content_hash = _NO_FILE
            await retire(session, rows[slug], now)
            done.gone.append(slug)
    if not done.is_quiet:
        await turns.rearm_decided(session, _EMPTY_HANDED, now)
    return done


def _row(file: ItemFile, now: datetime) -> Item:
    return Item(slug=file.slug, origin="file", added_at=now, changed_at=now, **_values(file, now))


def _values(file: ItemFile, now: datetime) -> dict[str, Any]:
    return {
        "state": "approved" if file.approved_by else "draft",
        "kind": file.kind,
        "title": file.title,
        "link": file.link,
        "context": file.context,
        "body": file.body,
        "offer": file.offer,
        "included": file.included,
        "preview": file.preview,
        "reasons": [dict(reason) for reason in file.reasons],
        "topics": list(file.topics),
        "segments": list(file.segments),
        "stages": list(file.stages),
        "language": file.language,
        "publish_from": file.publish_from,
        "publish_until": file.publish_until,
        "curated_by": file.curated_by,
        "approved_by": file.approved_by,
        "approved_at": now if file.approved_by else None,
        "content_hash": file.content_hash,
    }


async def _change(session: Session, row: Item, file: ItemFile, now: datetime) -> None:
    for name, value in _values(file, now).items():
        setattr(row, name, value)
    row.changed_at = now
    await items.save(session, row)
    await _review_again(session, row, f"“{row.title}” has changed", now)


async def _review_again(session: Session, item: Item, because: str, now: datetime) -> None:
    """What was approved with the old text is looked at once more; what is on the wire is too late to stop."""
    for touch in await touches.live(session):
        if touch.item_id != item.id:
            continue
        try:
            if item.state == "approved":
                await proposals.back_to_review(session, touch, because, now)
            else:
                # As a "not now": the next proposal of this episode needs a key of its own.
                await proposals.not_now(session, touch, until=now, because=because, now=now)
        except Stale:
            continue


async def add(session: Session, new: NewItem, *, by: str, now: datetime) -> Item:
    """A draft from chat. Raises BadInput for what cannot be an item, naming the item that is already there."""
    _check_new(new)
    link = (new.link or "").strip() or None
    if link and (known := await items.by_link(session, link)):
        raise BadInput(
            f"That link is already in the library: “{known.title}” ({known.state}). See /cs library {known.slug}",
            field="link",
        )
    topics = [item_files.spoken(topic) for topic in new.topics]
    why, gain = new.why.strip(), new.gain.strip()
    row = Item(
        slug=await free_slug(session, new.title),
        origin="chat",
        state="draft",
        kind=new.kind,
        title=new.title.strip(),
        link=link,
        context=new.context.strip(),
        reasons=[{"topic": topic, "why": why, "gain": gain} for topic in topics if why and gain],
        topics=topics,
        segments=list(new.segments),
        language=new.language,
        curated_by=by,
        content_hash=hashlib.sha256(repr(new).encode()).hexdigest(),
        added_at=now,
        changed_at=now,
    )
    return await items.save(session, row)


def _check_new(new: NewItem) -> None:
    if not new.title.strip():
        raise BadInput("An item needs a title.", field="title")
    if new.kind not in KINDS:
        raise BadInput(f"“{new.kind}” is no kind of item; choose {', '.join(KINDS)}.", field="kind")
    if new.link and new.link.strip() and not item_files.is_web_address(new.link.strip()):
        raise BadInput(f"“{new.link}” is no web address; begin with https://.", field="link")
    if not item_files.is_language(new.language):
        raise BadInput(f"“{new.language}” is no language code; write two letters, such as en or de.", field="language")


async def approve(session: Session, item: Item, *, by: str, front_page: bool, now: datetime) -> None:
    """Only with both answers: glad to see it on a front page, and something in it for them."""
    if item.state == "approved" and not has_moved_on(item):
        raise BadInput(f"“{item.title}” is already approved, by {item.approved_by}.")
    if item.origin == "file" and item.content_hash == _NO_FILE:
        raise BadInput(f"“{item.title}” cannot be approved: its file {item.slug}.md is gone. Put the file back first.")
    if not front_page:
        raise BadInput(
            f"“{item.title}” stays a draft: it is shared only if you would be glad to see it on a front page, "
            "attributed to you.",
            field="front_page",
        )
    if item.kind != "personal" and not any(reason.get("why") and reason.get("gain") for reason in item.reasons):
        raise BadInput(f"“{item.title}” stays a draft: say why it matters and what is in it for them first.")
    item.state, item.approved_by, item.approved_at, item.changed_at = "approved", by, now, now
    await items.save(session, item)
    await turns.rearm_decided(session, _EMPTY_HANDED, now)


async def add_reason(  # noqa: PLR0913 - the parts of a reason
    session: Session, item: Item, *, bound_to: str, value: str, why: str, gain: str
) -> None:
    """`bound_to` is topic, segment or stage. An approved item says what was approved and nothing more."""
    if item.state == "approved" and not has_moved_on(item):
        raise BadInput(f"“{item.title}” is approved as it stands. Retire it first, add to it, and approve it again.")
    if bound_to not in BOUND_TO or not (value.strip() and why.strip() and gain.strip()):
        raise BadInput("A reason needs its topic (or segment, or stage), why it matters, and what is in it for them.")
    reason = {bound_to: item_files.spoken(value), "why": why.strip(), "gain": gain.strip()}
    item.reasons = [*item.reasons, reason]
    if bound_to == "topic" and reason["topic"] not in item.topics:
        item.topics = [*item.topics, reason["topic"]]
    await items.save(session, item)


async def retire(session: Session, item: Item, now: datetime) -> None:
    """Shared no more; what was shared stays on record, and live proposals of it end."""
    item.state, item.changed_at = "retired", now
    await items.save(session, item)
    await _review_again(session, item, f"“{item.title}” was retired", now)


async def find(session: Session, query: str) -> Item:
    """By slug, number (`#12`) or title, near enough. Raises NotFound and Ambiguous with what it could be."""
    return item_names.choose(query, await items.all_items(session))


async def about(session: Session, topic: str | None) -> Sequence[Item]:
    """Of one topic, or all; approved first, retired left out."""
    wanted = item_files.spoken(topic or "")
    rows = [item for item in await items.all_items(session) if item.state != "retired"]
    found = [item for item in rows if not wanted or wanted in item.topics or wanted in item.title.casefold()]
    return sorted(found, key=lambda item: (item.state != "approved", item.title.casefold()))


def is_current(item: Item, today: date) -> bool:
    """Approved, and inside its publish window."""
    begun = item.publish_from is None or item.publish_from <= today
    return item.state == "approved" and begun and (item.publish_until is None or today <= item.publish_until)


def has_moved_on(item: Item) -> bool:
    """Its entry in the feed reads otherwise since somebody approved it: a note for whoever reviews."""
    return item.origin == "feed" and item.approved_at is not None and item.changed_at > item.approved_at


async def free_slug(session: Session, title: str) -> str:
    """A name that no item has yet."""
    stem = slug = item_names.slug_of(title)
    number = 1
    while await items.by_slug(session, slug):
        number += 1
        slug = f"{stem}-{number}"
    return slug
