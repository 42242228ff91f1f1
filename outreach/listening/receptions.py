"""What people say of something we sent them: useful, or not for them. Pure, in English and German."""

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["useful", "not_for_us"]

_LONGEST = 300
# Longer than this a message says something else as well.
_MOST_WORDS = 8
_NO_USE = re.compile(
    r"\b(?:not (?:really |very |so |that |all that )?(?:for us|useful|helpful|relevant|interesting|of interest)"
    r"|isn't (?:really )?(?:for us|useful|helpful|relevant)|irrelevant|of no use|no use (?:to|for) us"
    r"|(?:doesn't|does not) (?:apply to|concern|help) us|nothing for us"
    r"|nichts? (?:wirklich |so |sehr )?(?:für uns|hilfreich|nützlich|relevant|interessant)"
    r"|(?:betrifft|hilft) uns nicht|uninteressant für uns)\b"
)
_USE = re.compile(
    r"\b(?:useful|helpful|handy|hilfreich|nützlich|(?:exactly|just) what (?:we|i) need(?:ed)?"
    r"|(?:very|really|super|sehr) (?:interesting|relevant|interessant)"
    r"|(?:this|that|it) (?:really )?(?:helps|helped)(?: us)?|hilft uns (?:sehr|weiter)|hat uns (?:sehr )?geholfen)\b"
)
# "It would be useful to have …" asks for something that is not there.
_WISHED = re.compile(
    r"\b(?:would|could|might|wäre|more|mehr|if|wenn|falls)\b(?:\W+\w+){0,3}?\W+(?:useful|helpful|handy|hilfreich|nützlich)"
)


@dataclass(frozen=True)
class Said:
    """`is_all`: they said little else, so that nobody need answer."""

    kind: Kind
    is_all: bool = True


def read(text: str) -> Said | None:
    """None in doubt, and for a question."""
    said = " ".join(text.casefold().replace("’", "'").split())
    if not said or len(said) > _LONGEST or "?" in said:
        return None
    is_all = len(said.split()) <= _MOST_WORDS
    if _NO_USE.search(said):
        return Said("not_for_us", is_all)
    if _USE.search(said) and not _WISHED.search(said):
        return Said("useful", is_all)
    return None


# Slack names them, with tones of skin behind; the others send the characters.
_EMOJI = {
    "+1": "👍",
    "thumbsup": "👍",
    "-1": "👎",
    "thumbsdown": "👎",
    "heart": "❤",
    "tada": "🎉",
    "clap": "👏",
    "raised_hands": "🙌",
    "pray": "🙏",
    "eyes": "👀",
    "white_check_mark": "✅",
    "rocket": "🚀",
    "confused": "😕",
}


def emoji(named: str) -> str:
    """One writing for each, whatever the platform calls it: “:+1::skin-tone-3:” and “👍🏽” are 👍."""
    bare = named.strip(":").partition("::")[0].rstrip("\ufe0f🏻🏼🏽🏾🏿")
    return _EMOJI.get(bare, bare)
