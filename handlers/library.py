"""Items as their pages show them."""

from collections.abc import Mapping
from dataclasses import replace

from content.library import has_moved_on
from content.pages.library import ItemLine, ReasonLine
from content.pages.terms import received_line
from handlers.arguments import number, value
from handlers.work import Work
from outreach.errors import NotFound
from outreach.models.library import Item
from outreach.store import items, receptions
from outreach.store.receptions import Counts

KIND_LABELS: Mapping[str, str] = {
    "industry": "A trend in their industry",
    "product": "Knowledge about the product or a service",
    "personal": "My own recommendation",
}


async def item_in_full(work: Work, item: Item) -> ItemLine:
    """With what customers made of it, all of them taken together."""
    counts = (await receptions.counts(work.session)).get(item.id or 0, Counts())
    return replace(item_line(item), received=received_line(*counts))


def item_line(item: Item) -> ItemLine:
    assert item.id is not None
    return ItemLine(
        item_id=item.id,
        title=item.title,
        kind=item.kind,
        state=item.state,
        topics=tuple(item.topics),
        link=item.link,
        context=item.context,
        by=item.curated_by,
        reasons=tuple(_reason(raw) for raw in item.reasons),
        has_moved_on=has_moved_on(item),
    )


def _reason(raw: Mapping[str, str]) -> ReasonLine:
    on = next((f"{name} {raw[name]}" for name in ("topic", "segment", "stage") if name in raw), "everybody")
    return ReasonLine(on, raw.get("why", ""), raw.get("gain", ""))


async def item_pressed(work: Work) -> Item:
    found = await items.by_id(work.session, number(work, "item" if value(work, "item") else "choice"))
    if found is None:
        raise NotFound(f"That item is no longer in the library. See {work.house.command} library")
    return found
