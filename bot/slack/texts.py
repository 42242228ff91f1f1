"""Characters as Slack takes them, each staying the character it is. Pure."""

import re
from collections.abc import Iterator
from dataclasses import replace

from outreach.messages import Run, Text

Block = dict[str, object]

# One text of a block. Rich text has no documented limit; what every other text holds is safe.
LONGEST = 3_000
_LONGEST_LINK = 3_000
_WEB = re.compile(r"https?://[^\s<>|\"\x00-\x1f\x7f]+")
# Slack stores the three signs of a plain text escaped, so a name that really holds `&amp;` would come out as `&`.
_ENTITY = re.compile(r"&(?:amp|lt|gt);")
_STYLES = ("bold", "italic", "strike", "code")


def escape(words: str) -> str:
    """For `text` and mrkdwn, where only these three signs can begin something: a mention, a link, `<!channel>`."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def shortened(words: str, longest: int) -> str:
    return words if len(words) <= longest else f"{words[: longest - 1].rstrip()}…"


def label(words: str, longest: int) -> Block:
    """Plain text in which `:smile:` stays what was typed. A label names what stands elsewhere, so it is shortened;
    Slack takes no empty one."""
    return {"type": "plain_text", "text": shortened(words.strip() or "…", longest), "emoji": False}


def is_literal(words: str) -> bool:
    """Whether a plain text shows exactly these characters."""
    return not _ENTITY.search(words)


def is_web(link: str) -> bool:
    return len(link) <= _LONGEST_LINK and _WEB.fullmatch(link) is not None


def is_safe(link: str) -> bool:
    """For what a client loads or opens at a press: https only."""
    return is_web(link) and link.startswith("https://")


def rich(*elements: Block) -> Block:
    return {"type": "rich_text", "elements": list(elements)}


def section(words: Text) -> Block:
    return {"type": "rich_text_section", "elements": _elements(words)}


def quote(words: Text) -> Block:
    return {"type": "rich_text_quote", "elements": _elements(words)}


def paragraphs(words: Text) -> Iterator[Block]:
    for piece in pieces(words):
        yield rich(section(piece))


def pieces(words: Text, longest: int = LONGEST) -> Iterator[Text]:
    """The same words in as few texts as hold them, broken between lines or words where possible; none for none."""
    rest = written_out(words)
    while rest:
        cut = _cut("".join(run.text for run in rest), longest)
        head, rest = _split(rest, cut)
        yield head


def written_out(words: Text) -> Text:
    """Only what Slack can open stays a link; any other stands behind its words."""
    runs = (run if run.link is None or is_web(run.link) else _unlinked(run) for run in words)
    return tuple(run for run in runs if run.text)


def measured(words: Text) -> int:
    return sum(len(run.text) for run in written_out(words))


def _unlinked(run: Run) -> Run:
    shown = run.text if run.link in (None, run.text) else f"{run.text} ({run.link})"
    return replace(run, text=shown, link=None)


def _cut(words: str, longest: int) -> int:
    if len(words) <= longest:
        return len(words)
    for sign in ("\n", " "):
        # A break in the first half would leave a stump.
        at = words.rfind(sign, longest // 2, longest)
        if at > 0:
            return at + 1
    return longest


def _split(words: Text, at: int) -> tuple[Text, Text]:
    head: list[Run] = []
    for number, run in enumerate(words):
        if len(run.text) > at:
            both = (replace(run, text=run.text[:at]), replace(run, text=run.text[at:]))
            return tuple(part for part in (*head, both[0]) if part.text), (both[1], *words[number + 1 :])
        head.append(run)
        at -= len(run.text)
    return tuple(head), ()


def _elements(words: Text) -> list[Block]:
    return [_element(run) for run in written_out(words)]


def _element(run: Run) -> Block:
    shown: Block = {"type": "text", "text": run.text}
    if run.link is not None:
        shown = {"type": "link", "url": run.link, "text": run.text}
    style = {name: True for name in _STYLES if getattr(run, name)}
    return {**shown, "style": style} if style else shown
