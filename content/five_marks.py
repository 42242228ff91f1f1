"""The five marks of good service, as far as rules can see them: accurate, consistent, empathetic, precise, friendly."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from content import manners
from outreach.listening.stems import stems
from outreach.messages import Bullets, Buttons, Footer, Message, Quote

MarkName = Literal["accurate", "consistent", "empathetic", "precise", "friendly"]

_LONGEST = 120  # words; beyond them a chat message is scrolled past
_QUESTIONS = 2
_NAMED = 3
# Of an approved answer's words, how many must come back for it to be the same answer.
_SAME = 0.6
_SENTENCE = re.compile(r"[.!?\n]+(?:\s|$)|\n")
_QUOTED = re.compile(r"“[^”]*”|„[^“”]*[“”]|\"[^\"]*\"|»[^«]*«")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


class Verdict(StrEnum):
    """What a rule saw, what it missed, and what is left to a person."""

    SEEN = "✓"
    MISSED = "✗"
    YOURS = "○"


@dataclass(frozen=True)
class Mark:
    """`stops`: nobody may send it so."""

    name: MarkName
    verdict: Verdict
    reason: str
    stops: bool = False


@dataclass(frozen=True)
class Approved:
    """What was answered before to such a question; `told` is who approved it when ("Marco approved on 3 Nov")."""

    words: str
    told: str


@dataclass(frozen=True)
class Case:
    """A draft and what it answers. `asked` are their words, "" where none are kept; `is_trouble`: something goes wrong
    for them."""

    message: Message
    asked: str = ""
    is_trouble: bool = False
    approved: Approved | None = None


def judge(case: Case) -> tuple[Mark, ...]:
    """One of each, in their order."""
    return (_accurate(case), _consistent(case), _empathetic(case), _precise(case), _friendly(case))


def gaps(message: Message) -> Sequence[str]:
    """What somebody still has to fill in. What they wrote themselves ("[URGENT]") is no gap of ours."""
    labels = (one.label for part in message.parts if isinstance(part, Buttons) for one in part.buttons)
    return [found.group() for found in manners.GAP.finditer("\n".join((own_words(message), *labels)))]


def _accurate(case: Case) -> Mark:
    if left := gaps(case.message):
        return Mark("accurate", Verdict.MISSED, f"fill in {left[0]} first: nobody may send a gap", stops=True)
    asked = _key_words(case.asked)
    if not asked:
        return Mark("accurate", Verdict.YOURS, "is it what they meant? Restate it in a few words")
    said = set(stems(case.message.fallback))
    back = sorted((word for word, stem in asked.items() if stem in said), key=len, reverse=True)
    if back:
        return Mark("accurate", Verdict.SEEN, f"it comes back to what they asked ({', '.join(back[:_NAMED])})")
    missing = ", ".join(sorted(asked, key=len, reverse=True)[:_NAMED])
    return Mark("accurate", Verdict.MISSED, f"none of their words come back ({missing}): restate what they asked")


def _key_words(words: str) -> dict[str, str]:
    """Each word that carries meaning, as they wrote it, with its stem; those of one or two letters say too little."""
    found = re.findall(r"[^\W\d_][^\W_]{2,}", words.casefold())
    return {word: stem for word in found if (stem := next(stems(word), ""))}


def _consistent(case: Case) -> Mark:
    if case.approved is None:
        return Mark("consistent", Verdict.YOURS, "nothing approved to compare it with: is it what we always say?")
    if says_the_same(own_words(case.message), case.approved.words):
        return Mark("consistent", Verdict.SEEN, f"it says what {case.approved.told}")
    return Mark("consistent", Verdict.MISSED, f"it differs from what {case.approved.told}, which stands below")


def says_the_same(words: str, approved: str) -> bool:
    """Most of an approved answer's words, and every number of it."""
    wanted, said = set(stems(approved)), set(stems(words))
    numbers = set(_NUMBER.findall(approved)) <= set(_NUMBER.findall(words))
    return numbers and len(wanted & said) >= _SAME * len(wanted)


def _empathetic(case: Case) -> Mark:
    if not case.is_trouble:
        return Mark("empathetic", Verdict.YOURS, "no trouble seen in their words; you know them better")
    words = _ungreeted(own_words(case.message))
    sentences = [one for one in _SENTENCE.split(words) if one.strip()]
    if sentences and manners.SORRY.search(sentences[0]):
        return Mark("empathetic", Verdict.SEEN, "their trouble comes first")
    if manners.SORRY.search(words):
        return Mark("empathetic", Verdict.MISSED, "their trouble is named, but not in the first sentence")
    return Mark("empathetic", Verdict.MISSED, "something is wrong for them, and the first sentence does not say so")


def _precise(case: Case) -> Mark:
    words = _ungreeted(_unquoted(case.message))
    if problem := next(_imprecise(words, _length(case.message)), None):
        return Mark("precise", Verdict.MISSED, problem)
    if manners.WILL_DO.search(words) and manners.WHEN.search(words):
        return Mark("precise", Verdict.SEEN, "it says who does what, and by when")
    if manners.ANSWERS.search(words) or "http" in words:
        return Mark("precise", Verdict.SEEN, "it answers, and they can act on it")
    return Mark("precise", Verdict.YOURS, "can they act on it, and is it the question they asked?")


def _length(message: Message) -> int:
    """In words, without numbered options: who chooses compares them, and scrolls past none."""
    read = (part for part in message.parts if not (isinstance(part, Bullets) and part.ordered))
    return len(_ungreeted(_unquoted(Message(tuple(read)))).split())


def _imprecise(words: str, length: int) -> Iterator[str]:
    if length > _LONGEST:
        yield f"it has {length} words; {_LONGEST} are the most that is read in a chat"
    if vague := manners.SOMEDAY.search(words):
        yield f"“{vague.group()}” is no date: say by when"
    if aside := manners.ASIDES.search(words):
        yield f"“{aside.group()}” opens another topic: keep it for another message"
    if words.count("?") > _QUESTIONS:
        yield f"it asks {words.count('?')} questions: ask the one that matters"
    if manners.WILL_DO.search(words) and not manners.WHEN.search(words):
        yield "it says what will be done, and not by when"


def _friendly(case: Case) -> Mark:
    words = _unquoted(case.message)
    for pattern, why in (
        (manners.SENT_AWAY, "sends them away: do it for them"),
        (manners.BLAME, "reads like blame"),
        (manners.SELLING, "sells: they asked for something else"),
        (manners.JARGON, "is our jargon: say it in their words"),
    ):
        if found := pattern.search(words):
            return Mark("friendly", Verdict.MISSED, f"“{' '.join(found.group().split())}” {why}")
    if "!!" in words:
        return Mark("friendly", Verdict.MISSED, "“!!” reads like shouting")
    return Mark("friendly", Verdict.SEEN, "no blame, no jargon, no selling words")


def own_words(message: Message) -> str:
    """Without their words, small print and buttons."""
    return Message(tuple(part for part in message.parts if not isinstance(part, Quote | Footer | Buttons))).fallback


def _ungreeted(words: str) -> str:
    return manners.GREETING.sub("", words, count=1)


def _unquoted(message: Message) -> str:
    """What is quoted within a sentence is somebody else's way to put it."""
    return _QUOTED.sub("", own_words(message))
