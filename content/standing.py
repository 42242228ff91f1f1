"""What a customer reads of a request in passing: one line of how it stands, its terms, its buttons. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from content.phrases import spoken_date
from content.sentences import clause, excerpt

# What a button holds on every platform, its number included.
_LABEL = 60
_LONGEST = 120


@dataclass(frozen=True)
class _Words:
    """`{text}`, `{on}`, `{who}` and `{by}` are filled in; `by` is empty or the clause of that name."""

    asked: str
    unnamed: str
    by: str
    states: Mapping[str, str]
    chose: str
    included: str
    nothing: str
    yes: str
    no: str


_HAS_IT, _IN_WORK = "{who} has it{by}", "in work with {who}{by}"
_WORDS: Mapping[str, _Words] = {
    "en": _Words(
        asked="You asked for “{text}” on {on}: {how}.",
        unnamed="What you asked for on {on}: {how}.",
        by=", by {by}",
        states={
            "opened": _HAS_IT,
            "acknowledged": _HAS_IT,
            "offered": "please choose one of the options",
            "chosen": _IN_WORK,
            "in hand": _IN_WORK,
            "honoured": "done; is it right for you?",
        },
        chose="you chose “{chosen}”, and {who} takes it in hand{by}",
        included="included in your plan",
        nothing="None of these",
        yes="Yes",
        no="Not yet",
    ),
    "de": _Words(
        asked="Sie baten am {on} um „{text}“: {how}.",
        unnamed="Ihr Wunsch vom {on}: {how}.",
        by=", bis {by}",
        states={
            "opened": "{who} kümmert sich darum{by}",
            "acknowledged": "{who} kümmert sich darum{by}",
            "offered": "bitte wählen Sie einen der Wege",
            "chosen": "in Arbeit bei {who}{by}",
            "in hand": "in Arbeit bei {who}{by}",
            "honoured": "erledigt; passt es so für Sie?",
        },
        chose="Sie haben „{chosen}“ gewählt, und {who} kümmert sich darum{by}",
        included="in Ihrem Vertrag enthalten",
        nothing="Nichts davon",
        yes="Ja",
        no="Noch nicht",
    ),
}


@dataclass(frozen=True)
class Standing:
    """A request of theirs; `text` is "" where none of it is kept, `who` has it, `by` the date they were given, `chosen`
    the option they took."""

    text: str
    on: date
    state: str
    who: str
    by: date | None = None
    chosen: str = ""


def line(standing: Standing, today: date, language: str) -> str:
    words = _words(language)
    by = words.by.format(by=day(standing.by, today, language)) if standing.by else ""
    shape = words.chose if standing.state == "chosen" and standing.chosen else words.states[standing.state]
    how = shape.format(who=standing.who, by=by, chosen=excerpt(clause(standing.chosen), _LABEL))
    text = excerpt(clause(standing.text), _LONGEST)
    whole = words.asked if text else words.unnamed
    return whole.format(text=text, on=spoken_date(standing.on, today, language), how=how)


def day(on: date, today: date, language: str) -> str:
    """Friday 27 Nov; Freitag, 27. November."""
    english = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    german = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
    said = spoken_date(on, today, language)
    is_german = _words(language) is _WORDS["de"]
    return f"{german[on.weekday()]}, {said}" if is_german else f"{english[on.weekday()]} {said}"


def terms(price: str, lead: str, conditions: str, language: str) -> str:
    """Included · within 5 working days · remote. No price means included."""
    return " · ".join(
        part for part in (price.strip() or _words(language).included, lead.strip(), conditions.strip()) if part
    )


def labels(titles: Sequence[str], language: str) -> Sequence[str]:
    """Of the buttons, one for each option and the last for none of them."""
    numbered = [excerpt(f"{number} {title}", _LABEL) for number, title in enumerate(titles, 1)]
    return [*numbered, _words(language).nothing]


def verdicts(language: str) -> tuple[str, str]:
    """Yes, and not yet."""
    words = _words(language)
    return words.yes, words.no


def _words(language: str) -> _Words:
    """`de-AT` reads German; what we do not write reads English."""
    return _WORDS.get(language.partition("-")[0].lower(), _WORDS["en"])
