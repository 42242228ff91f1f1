"""Items as files: Markdown with front matter, read strictly, so that a slip is a sentence that names its line."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import frontmatter
import yaml
from rapidfuzz import process

from outreach.errors import BadInput
from outreach.models.book import Segment

KINDS = ("industry", "product", "personal")
BOUND_TO = ("topic", "segment", "stage")
_KEYS = (
    *("title", "kind", "link", "context", "topics", "segments", "stages", "language", "reasons"),
    *("publish_from", "publish_until", "curated_by", "approved_by", "front_page", "included", "offer", "preview"),
)
_REQUIRED = ("title", "kind", "context", "topics", "curated_by")
_LONGEST_TITLE = 90
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_WEB_ADDRESS = re.compile(r"https?://[^\s/?#@]+\.[^\s/?#@]+([/?#]\S*)?", re.IGNORECASE)


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
    preview: bool = False

    @property
    def content_hash(self) -> str:
        """Over everything a customer or a reviewer could notice."""
        return hashlib.sha256(repr(self).encode()).hexdigest()


@dataclass(frozen=True)
class ItemFolder:
    """What a folder holds: the usable items, a sentence for each thing that is wrong, and the slugs of files that
    are there but could not be read. A broken file spoils no other."""

    items: tuple[ItemFile, ...] = ()
    problems: tuple[str, ...] = ()
    unread: frozenset[str] = frozenset()


def read_folder(folder: Path) -> ItemFolder:
    items: list[ItemFile] = []
    problems: list[str] = []
    unread: set[str] = set()
    for path in sorted(folder.glob("*.md")):
        try:
            items.append(read_item(path.stem, path.read_text("utf-8-sig")))
        except ItemBroken as problem:
            problems.append(str(problem))
            unread.add(path.stem)
        except UnicodeDecodeError:
            problems.append(f"{path.name} is not UTF-8 text. Save it as UTF-8.")
            unread.add(path.stem)
    return ItemFolder(tuple(items), (*problems, *_same_links(items)), frozenset(unread))


def read_item(slug: str, source: str) -> ItemFile:
    """Raises ItemBroken."""
    name = f"{slug}.md"
    if not _SLUG.fullmatch(slug):
        raise ItemBroken(
            f"“{name}”: people type an item's name, so give the file small letters, digits and hyphens only, "
            "such as close-checklist.md."
        )
    raw, body = _parsed(name, source)
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
        segments=_segments(name, raw),
        stages=_words(name, raw, "stages"),
        language=_language(name, raw),
        reasons=tuple(_reason(name, number, reason) for number, reason in enumerate(_list(name, raw, "reasons"), 1)),
        publish_from=_date(name, raw, "publish_from"),
        publish_until=_date(name, raw, "publish_until"),
        approved_by=approved_by,
        included=_yes_or_no(name, raw, "included"),
        preview=_yes_or_no(name, raw, "preview"),
        offer=_text(name, raw, "offer"),
    )
    _check_whole(name, item)
    return item


def _parsed(name: str, source: str) -> tuple[Mapping[str, Any], str]:
    try:
        raw, body = frontmatter.parse(source)
    except yaml.YAMLError as problem:
        raise ItemBroken(_not_yaml(name, source, problem)) from None
    except ValueError as problem:
        # What PyYAML says to 2026-02-30: it tries to make a date of it.
        raise ItemBroken(f"{name} names a day that does not exist ({problem}); write it like 2026-12-31.") from None
    if not raw:
        raise ItemBroken(f"{name} has no front matter. Begin with ---, keys such as “title: …”, and --- again.")
    return raw, body


def _not_yaml(name: str, source: str, problem: yaml.YAMLError) -> str:
    mark = problem.problem_mark if isinstance(problem, yaml.MarkedYAMLError) else None
    # PyYAML counts from 0 and sees the text from the end of the first --- line on.
    before = len(source) - len(source.lstrip())
    where = f", line {source[:before].count(chr(10)) + mark.line + 1}" if mark else ""
    what = problem.problem if isinstance(problem, yaml.MarkedYAMLError) else "unreadable"
    return f"{name}{where}: this is not YAML ({what}). A text with “: ” or “ #” in it needs quotes around it."


def _check_keys(name: str, raw: Mapping[str, Any]) -> None:
    for key in raw:
        if key not in _KEYS:
            raise ItemBroken(f"{name} has an unknown key “{key}”. Did you mean “{_nearest(str(key), _KEYS)}”?")
    if missing := [key for key in _REQUIRED if not str(raw.get(key) or "").strip()]:
        raise ItemBroken(f"{name} lacks {', '.join(missing)}. Add it between the --- lines, such as “{missing[0]}: …”.")


def _check_whole(name: str, item: ItemFile) -> None:
    if len(item.title) > _LONGEST_TITLE:
        raise ItemBroken(f"{name}: the title has {len(item.title)} characters; {_LONGEST_TITLE} are the most.")
    if item.publish_from and item.publish_until and item.publish_until < item.publish_from:
        raise ItemBroken(
            f"{name}: publish_until ({item.publish_until}) lies before publish_from ({item.publish_from})."
        )
    if item.approved_by and item.kind != "personal" and not item.reasons:
        raise ItemBroken(f"{name} is approved but says nothing of what is in it for them. Give at least one reason.")
    for number, reason in enumerate(item.reasons, 1):
        if (topic := reason.get("topic")) and topic not in item.topics:
            raise ItemBroken(
                f"{name}, reason {number}: “{topic}” is none of its topics ({', '.join(item.topics)}). "
                "Add it there, or correct its spelling."
            )


def _reason(name: str, number: int, raw: Any) -> Mapping[str, str]:
    where = f"{name}, reason {number}"
    if not isinstance(raw, dict):
        raise ItemBroken(f"{where}: give topic (or segment, or stage), why and gain.")
    known = (*BOUND_TO, "why", "gain")
    if unknown := [str(key) for key in raw if key not in known]:
        raise ItemBroken(f"{where} has an unknown key “{unknown[0]}”. Did you mean “{_nearest(unknown[0], known)}”?")
    given = {key: text for key in known if (text := _text(where, raw, key))}
    bound = [key for key in BOUND_TO if key in given]
    if len(bound) != 1:
        raise ItemBroken(f"{where}: bind it to exactly one of {', '.join(BOUND_TO)}.")
    if missing := [key for key in ("why", "gain") if key not in given]:
        raise ItemBroken(f"{where} lacks {' and '.join(missing)}: why it matters, and what is in it for them.")
    value = spoken(given[bound[0]])
    if bound[0] == "segment":
        _check_segment(where, value)
    return {bound[0]: value, "why": given["why"], "gain": given["gain"]}


def _text(name: str, raw: Mapping[str, Any], key: str) -> str | None:
    value = raw.get(key)
    if value is None:
        return None
    if isinstance(value, bool):
        # YAML reads a bare yes, no, on and off as such: the language `no`, or an approver called “no”.
        raise ItemBroken(f"{name}, {key}: YAML reads this as {str(value).lower()}; put the word in quotes.")
    if isinstance(value, dict | list):
        raise ItemBroken(f"{name}, {key}: give one line of text. A text with “: ” in it needs quotes.")
    return str(value).strip() or None


def _yes_or_no(name: str, raw: Mapping[str, Any], key: str) -> bool:
    value = raw.get(key) or False
    if isinstance(value, bool):
        return value
    raise ItemBroken(f"{name}, {key}: “{value}” is neither true nor false; write true or false, without quotes.")


def _language(name: str, raw: Mapping[str, Any]) -> str:
    language = _text(name, raw, "language") or "en"
    if not is_language(language):
        raise ItemBroken(f"{name}, language: “{language}” is no language code; write two letters, such as en or de.")
    return language


def _segments(name: str, raw: Mapping[str, Any]) -> tuple[str, ...]:
    segments = _words(name, raw, "segments")
    for segment in segments:
        _check_segment(f"{name}, segments", segment)
    return segments


def _check_segment(where: str, segment: str) -> None:
    known = [each.value for each in Segment]
    if segment not in known:
        raise ItemBroken(f"{where}: “{segment}” is no segment; choose {', '.join(known)}.")


def _one_of(name: str, raw: Mapping[str, Any], key: str, allowed: tuple[str, ...]) -> str:
    value = str(raw[key])
    if value not in allowed:
        raise ItemBroken(f"{name}, {key}: “{value}” is not known; choose {', '.join(allowed)}.")
    return value


def _link(name: str, raw: Mapping[str, Any]) -> str | None:
    link = _text(name, raw, "link")
    if link and not is_web_address(link):
        raise ItemBroken(f"{name}, link: “{link}” is no web address; begin with https://, or leave it out.")
    return link


def is_web_address(link: str) -> bool:
    """http or https and a host with a dot; nothing with a name or password before the host."""
    return _WEB_ADDRESS.fullmatch(link) is not None


def is_language(code: str) -> bool:
    return _LANGUAGE.fullmatch(code) is not None


def _list(name: str, raw: Mapping[str, Any], key: str) -> list[Any]:
    value = raw.get(key) or []
    if not isinstance(value, list):
        raise ItemBroken(f"{name}, {key}: give a list, such as [one, two].")
    return value


def _words(name: str, raw: Mapping[str, Any], key: str) -> tuple[str, ...]:
    return tuple(kept for word in _list(name, raw, key) if (kept := spoken(str(word))))


def spoken(word: str) -> str:
    """As topics and stages are kept everywhere: small letters, single spaces."""
    return " ".join(word.casefold().split())


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
            problems.append(f"{item.slug}.md and {seen[item.link]}.md have the same link. Keep only one of them.")
        if item.link:
            seen.setdefault(item.link, item.slug)
    return problems


def _nearest(word: str, known: Iterable[str]) -> str:
    return str(process.extractOne(word, list(known))[0])
