"""How a fact is said back to a customer, and what is asked about it, in each language we write."""

from dataclasses import dataclass
from datetime import date

from outreach.models.book import FactKind


@dataclass(frozen=True)
class Phrases:
    """`leads` and `openings` go on after a greeting; `{on}` is a date, `{text}` the fact's own words."""

    months: tuple[str, ...]
    date: str
    leads: dict[str, str]
    openings: dict[str, str]
    questions: dict[str, str]


_SAID, _DISCUSSED = "said", "discussed"
ENGLISH = Phrases(
    months=("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    date="{day} {month}",
    leads={
        FactKind.GOAL: "your goal is {text}",
        FactKind.REQUEST: "on {on} you asked for {text}",
        FactKind.TOPIC: "you asked to hear about {text}",
        FactKind.STAGE: "since {on} you are in the {text} stage",
        _SAID: "on {on} you said {text}",
        _DISCUSSED: "as we discussed on {on}, {text}",
    },
    openings={
        FactKind.GOAL: "you set out {text}",
        FactKind.REQUEST: "on {on} you asked for {text}",
        FactKind.TOPIC: "you asked to hear about {text}",
        _SAID: "on {on} you said {text}",
        _DISCUSSED: "we spoke about this on {on}: {text}",
    },
    questions={
        FactKind.GOAL: "How is that going, including our side of it?",
        FactKind.REQUEST: "Is that still in your way, or have you found another route?",
        FactKind.TOPIC: "Which part of it is costing you most at the moment?",
        FactKind.STAGE: "What would have to be true in three months for you to call it a success?",
        _SAID: "What has changed since then?",
        _DISCUSSED: "What has changed since then?",
    },
)
GERMAN = Phrases(
    months=(
        *("Januar", "Februar", "März", "April", "Mai", "Juni"),
        *("Juli", "August", "September", "Oktober", "November", "Dezember"),
    ),
    date="{day}. {month}",
    leads={
        FactKind.GOAL: "Ihr Ziel ist {text}",
        FactKind.REQUEST: "am {on} fragten Sie nach {text}",
        FactKind.TOPIC: "Sie wollten gern mehr hören über {text}",
        FactKind.STAGE: "seit dem {on} sind Sie in der Phase {text}",
        _SAID: "am {on} sagten Sie: {text}",
        _DISCUSSED: "wie am {on} besprochen: {text}",
    },
    openings={
        FactKind.GOAL: "Ihr Ziel war {text}",
        FactKind.REQUEST: "am {on} fragten Sie nach {text}",
        FactKind.TOPIC: "Sie wollten gern mehr hören über {text}",
        _SAID: "am {on} sagten Sie: {text}",
        _DISCUSSED: "am {on} sprachen wir darüber: {text}",
    },
    questions={
        FactKind.GOAL: "Wie läuft es damit, auch mit unserem Teil?",
        FactKind.REQUEST: "Fehlt Ihnen das noch, oder haben Sie einen anderen Weg gefunden?",
        FactKind.TOPIC: "Welcher Teil davon kostet Sie zurzeit am meisten?",
        FactKind.STAGE: "Was müsste in drei Monaten so sein, damit Sie von einem Erfolg sprechen?",
        _SAID: "Was hat sich seitdem geändert?",
        _DISCUSSED: "Was hat sich seitdem geändert?",
    },
)
# The stages one may say to a customer's face; "at risk" is for colleagues, and a renewal is no milestone of theirs.
SPOKEN_STAGES = frozenset({"onboarding", "adoption", "growth"})
PHRASES = {"en": ENGLISH, "de": GERMAN}


def phrases(language: str) -> Phrases:
    """`de-AT` reads German; a language we do not write reads English, and a person reviews it."""
    return PHRASES.get(language.partition("-")[0].lower(), ENGLISH)


def lead(kind: str, source: str, text: str, on: str, language: str) -> str:
    """A clause in the customer's terms; a note by one of us is never put into their mouth."""
    return phrases(language).leads[_voice(kind, source)].format(on=on, text=text)


def opening(kind: str, source: str, text: str, on: str, language: str) -> str:
    return phrases(language).openings[_voice(kind, source)].format(on=on, text=text)


def question(kind: str, source: str, language: str) -> str:
    return phrases(language).questions[_voice(kind, source)]


def spoken_date(on: date, today: date, language: str = "en") -> str:
    """`3 Nov`, with the year once it is another one."""
    words = phrases(language)
    spoken = words.date.format(day=on.day, month=words.months[on.month - 1])
    return spoken if on.year == today.year else f"{spoken} {on.year}"


def _voice(kind: str, source: str) -> str:
    if kind != FactKind.NOTE:
        return kind
    return _SAID if source in ("message", "form") else _DISCUSSED
