"""Items as files: Markdown with front matter, read strictly, so that a slip is a sentence that names its line."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import frontmatter
import yaml
from rapidfuzz import process

from outreach.errors import BadInput

KINDS = ("industry", "product", "personal")
BOUND_TO = ("topic", "segment", "stage")
_KEYS = (
    *("title", "kind", "link", "context", "topics", "segments", "stages", "language", "reasons"),
    *("publish_from", "publish_until", "curated_by", "approved_by", "front_page", "included", "offer"),
)
_REQUIRED = ("title", "kind", "context", "topics", "curated_by")
_LONGEST_TITLE = 90


class ItemBroken(BadInput):
    """An item cannot be used; the text names the file, the key and the cure."""


@dataclass(frozen=True)
class ItemFile:
    """One file, checked. `reasons` as the library's rows keep them; `approved_by` None is a draft."""

    slug: str
    title: str
    kind: str
    context: str
    body: str
    topics: tuple[str, ...]
    curated_by: str
    link: str | None = None
    segments: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    language: str = "en"
    reasons: tuple[Mapping[str, str], ...] = ()
    publish_from: date | None = None
    publish_until: date | None = None
    approved_by: str | None = None
    included: bool = False
    offer: str | None = None

    @property
    def content_hash(self) -> str:
        """Over everything a customer or a reviewer could notice."""
        return hashlib.sha256(repr(self).encode()).hexdigest()


def read_folder(folder: Path) -> tuple[list[ItemFile], list[str]]:
    """The usable items by slug, and one sentence per broken file. A broken file spoils no other."""
    items: list[ItemFile] = []
    problems: list[str] = []
    for path in sorted(folder.glob("*.md")):
        try:
            items.append(read_item(path.stem, path.read_text("utf-8-sig")))
        except (ItemBroken, UnicodeDecodeError) as problem:
            problems.append(str(problem) if isinstance(problem, ItemBroken) else f"{path.name} is not UTF-8 text.")
    return items, problems + _same_links(items)


def read_item(slug: str, source: str) -> ItemFile:
    """Raises ItemBroken."""
    name = f"{slug}.md"
    try:
        raw, body = frontmatter.parse(source)
    except yaml.YAMLError as problem:
        raise ItemBroken(f"{name}: the part between the --- lines is not YAML: {_one_line(problem)}") from None
    if not raw:
        raise ItemBroken(f"{name} has no front matter. Begin with ---, keys such as “title: …”, and --- again.")
    _check_keys(name, raw)
    approved_by = _text(name, raw, "approved_by")
    if approved_by and raw.get("front_page") is not True:
        raise ItemBroken(
            f"{name}: approved_by needs “front_page: true”: would you be glad to see this on a front page, "
            "attributed to you? Else leave approved_by out, and it stays a draft."
        )
    item = ItemFile(
        slug=slug,
        title=_text(name, raw, "title") or "",
        kind=_one_of(name, raw, "kind", KINDS),
        context=_text(name, raw, "context") or "",
        body=body.strip(),
        topics=_words(name, raw, "topics"),
        curated_by=_text(name, raw, "curated_by") or "",
        link=_link(name, raw),
        segments=_words(name, raw, "segments"),
        stages=_words(name, raw, "stages"),
        language=_text(name, raw, "language") or "en",
        reasons=tuple(_reason(name, number, reason) for number, reason in enumerate(_list(name, raw, "reasons"), 1)),
        publish_from=_date(name, raw, "publish_from"),
        publish_until=_date(name, raw, "publish_until"),
        approved_by=approved_by,
        included=bool(raw.get("included", False)),
        offer=_text(name, raw, "offer"),
    )
    _check_whole(name, item)
    return item


def _check_keys(name: str, raw: Mapping[str, Any]) -> None:
    if missing := [key for key in _REQUIRED if not raw.get(key)]:
        raise ItemBroken(f"{name} lacks {', '.join(missing)}.")
    for key in raw:
        if key not in _KEYS:
            nearest = process.extractOne(str(key), _KEYS)
            raise ItemBroken(f"{name} has an unknown key “{key}”. Did you mean “{nearest[0]}”?")


def _check_whole(name: str, item: ItemFile) -> None:
    if len(item.title) > _LONGEST_TITLE:
        raise ItemBroken(f"{name}: the title has {len(item.title)} characters; {_LONGEST_TITLE} are the most.")
    if item.publish_from and item.publish_until and item.publish_until < item.publish_from:
        raise ItemBroken(
            f"{name}: publish_until ({item.publish_until}) lies before publish_from ({item.publish_from})."
        )
    if item.approved_by and item.kind != "personal" and not item.reasons:
        raise ItemBroken(f"{name} is approved but says nothing of what is in it for them. Give at least one reason.")


def _reason(name: str, number: int, raw: Any) -> Mapping[str, str]:
    where = f"{name}, reason {number}"
    if not isinstance(raw, dict):
        raise ItemBroken(f"{where}: give topic (or segment, or stage), why and gain.")
    bound = [key for key in BOUND_TO if raw.get(key)]
    if len(bound) != 1:
        raise ItemBroken(f"{where}: bind it to exactly one of {', '.join(BOUND_TO)}.")
    if missing := [key for key in ("why", "gain") if not raw.get(key)]:
        raise ItemBroken(f"{where} lacks {' and '.join(missing)}: why it matters, and what is in it for them.")
    if unknown := [str(key) for key in raw if key not in (*BOUND_TO, "why", "gain")]:
        raise ItemBroken(f"{where} has an unknown key “{unknown[0]}”.")
    return {bound[0]: str(raw[bound[0]]).strip(), "why": str(raw["why"]).strip(), "gain": str(raw["gain"]).strip()}


def _text(name: str, raw: Mapping[str, Any], key: str) -> str | None:
    value = raw.get(key)
    if value is None:
        return None
    if isinstance(value, dict | list):
        raise ItemBroken(f"{name}, {key}: give one line of text. A text with “: ” in it needs quotes.")
    return str(value).strip() or None


def _one_of(name: str, raw: Mapping[str, Any], key: str, allowed: tuple[str, ...]) -> str:
    value = str(raw[key])
    if value not in allowed:
        raise ItemBroken(f"{name}, {key}: “{value}” is not known; choose {', '.join(allowed)}.")
    return value


def _link(name: str, raw: Mapping[str, Any]) -> str | None:
    link = _text(name, raw, "link")
    if link and not link.startswith(("https://", "http://")):
        raise ItemBroken(f"{name}, link: “{link}” is no web address; begin with https://, or leave it out.")
    return link


def _list(name: str, raw: Mapping[str, Any], key: str) -> list[Any]:
    value = raw.get(key) or []
    if not isinstance(value, list):
        raise ItemBroken(f"{name}, {key}: give a list, such as [one, two].")
    return value


def _words(name: str, raw: Mapping[str, Any], key: str) -> tuple[str, ...]:
    return tuple(str(word).strip().casefold() for word in _list(name, raw, key))


def _date(name: str, raw: Mapping[str, Any], key: str) -> date | None:
    value = raw.get(key)
    if value is None or type(value) is date:
        return value
    raise ItemBroken(f"{name}, {key}: “{value}” is not a date; write it like 2026-12-31.")


def _same_links(items: Iterable[ItemFile]) -> list[str]:
    seen: dict[str, str] = {}
    problems = []
    for item in items:
        if item.link and item.link in seen:
            problems.append(
                f"{item.slug}.md and {seen[item.link]}.md have the same link: a customer would get it twice."
            )
        if item.link:
            seen.setdefault(item.link, item.slug)
    return problems


def _one_line(problem: Exception) -> str:
    return " ".join(str(problem).split())
