from dataclasses import replace
from pathlib import Path

import pytest

from content.catalog import CATALOG, Share
from content.item_files import ItemBroken, read_item
from content.rendering import Renderer
from outreach.messages import Message, Preview

RENDERER = Renderer(Path(__file__).parents[2] / "content" / "templates")
ITEM = "---\ntitle: T\nkind: personal\nlink: https://example.com/a\ncontext: c\ntopics: [close]\ncurated_by: P\n"


@pytest.mark.parametrize("kind", CATALOG.values(), ids=CATALOG)
def test_nothing_is_previewed_unless_somebody_wanted_that(kind: type[Share]) -> None:
    assert not [part for part in RENDERER.render(kind.example()).parts if isinstance(part, Preview)]


def test_an_item_may_want_its_link_shown() -> None:
    wanted = RENDERER.render(replace(Share.example(), preview=True))
    assert Preview("https://example.com/close-checklist") in wanted.parts
    assert wanted.fallback == RENDERER.render(Share.example()).fallback
    assert Message.from_json(wanted.to_json()) == wanted


def test_without_a_link_there_is_nothing_to_show() -> None:
    unlinked = RENDERER.render(replace(Share.example(), preview=True, link=None))
    assert not [part for part in unlinked.parts if isinstance(part, Preview)]


def test_the_file_says_so_with_yes_or_no() -> None:
    assert read_item("a", f"{ITEM}preview: true\n---\n").preview
    assert not read_item("a", f"{ITEM}---\n").preview
    with pytest.raises(ItemBroken, match="preview"):
        read_item("a", f"{ITEM}preview: maybe\n---\n")
