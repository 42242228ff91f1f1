"""What people wrote, out of Slack's mrkdwn into plain words. Pure."""

import re

_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))
_ANGLED = re.compile(r"<([^<>\s][^<>]*)>")
_ADDRESS = re.compile(r"^(?:mailto:|tel:|https?://)", re.IGNORECASE)


def mentions(text: str, user: str) -> bool:
    return bool(user) and re.search(rf"<@{re.escape(user)}(?:\|[^<>]*)?>", text) is not None


def words_of(text: str, without: str = "") -> str:
    """Names as they were typed, links behind their words. `without` is the user whose mentions are left out: us."""
    if without:
        text = re.sub(rf"[ \t]*<@{re.escape(without)}(?:\|[^<>]*)?>[:,]?[ \t]*", " ", text)
    # Entities last: a typed `&lt;@U1&gt;` is text and no mention.
    return _unescaped(_ANGLED.sub(lambda found: _spelled_out(found.group(1)), text)).strip()


def _spelled_out(inside: str) -> str:
    target, _, label = inside.partition("|")
    match target[:1]:
        case "@" | "#":
            return f"{target[0]}{label.lstrip('@#') or target[1:]}"
        case "!":
            name = label or target[1:].partition("^")[0]
            return name if target.startswith("!date") else f"@{name.lstrip('@')}"
    return _link(target, label)


def _link(target: str, label: str) -> str:
    """What somebody typed without `https://` stays as typed."""
    bare = _ADDRESS.sub("", target).rstrip("/")
    if not label:
        return bare if target.startswith(("mailto:", "tel:")) else target
    return label if label.rstrip("/") in (target.rstrip("/"), bare) else f"{label} ({target})"


def _unescaped(text: str) -> str:
    for entity, sign in _ENTITIES:
        text = text.replace(entity, sign)
    return text
