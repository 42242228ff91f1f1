"""How our messages read: in every language, at their fullest and at their barest, and whatever the values are.

RECORD_GOLDENS=1 writes the golden files anew.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.catalog import (
    CATALOG,
    CatalogEntry,
    CheckInGoal,
    CheckInSignal,
    CheckInSilence,
    CheckInStage,
    Correction,
    CustomerStatus,
    EmailDraft,
    Introduction,
    LessConfirmed,
    PersonalShare,
    SegmentShare,
    Share,
    WhoIsMyCsm,
)
from content.customer_words import say_menu
from content.markdown import Markdown, literal
from content.rendering import Renderer
from content.sayings.hours import Piece
from content.sayings.requests import OneOption
from outreach.errors import BadInput
from outreach.messages import (
    Bullets,
    Buttons,
    Choice,
    Footer,
    Heading,
    Message,
    Paragraph,
    Part,
    Quote,
    Run,
    Text,
)

GOLDENS = Path("tests/golden/messages")
RENDERER = Renderer(Path("content/templates"))
UNPROMPTED = (Share, PersonalShare, SegmentShare, CheckInSilence, CheckInStage, CheckInGoal, CheckInSignal)

GERMAN: dict[str, dict[str, object]] = {
    "share": {
        "lead": "am 3. November sagten Sie: der Monatsabschluss dauert noch immer sechs Tage",
        "why": "Diese Liste zieht die Abstimmung in die Woche vor dem Stichtag",
        "title": "Abstimmung vor dem Abschluss",
        "gain": "Damit sind Abweichungen geklärt, bevor der Abschluss beginnt",
        "offer": "Sollen wir sie am Donnerstag mit Leo einrichten?",
    },
    "personal_share": {
        "title": "Ein Roman über Engpässe: Das Ziel von Eliyahu Goldratt",
        "context": "Ein Fabrikroman von 1984, den Finanzleute einander leihen",
        "body": Markdown("Ich mag ihn, weil er in einer *Geschichte* erklärt, was ein Engpass ist."),
    },
    "segment_share": {
        "reason": "Bis zum Jahresende sind es sechs Wochen, und die meisten Fragen betreffen die Abgrenzung",
        "title": "Abgrenzung zum Jahresende auf einer Seite",
        "context": "Entstanden aus den Fragen des letzten Jahres",
        "body": Markdown("Vor dem 31. Dezember:\n\n1. Bestellbücher schließen.\n2. Nach **späten Rechnungen** fragen."),
        "gain": "Das erspart die Anrufe im Januar",
    },
    "check_in_silence": {
        "lead": "im September wollten Sie den ersten Abschluss in vier Tagen schaffen",
        "question": "Wie weit sind Sie, und was steht noch im Weg?",
    },
    "check_in_stage": {
        "before": "Einführung",
        "now": "täglicher Betrieb",
        "question": "Was müsste in drei Monaten so sein, damit Sie von einem Erfolg sprechen?",
    },
    "check_in_goal": {"goal": "alle drei Gesellschaften im neuen Hauptbuch", "by": "12. Dezember", "question": ""},
    "correction": {
        "note": "Die Liste hier war die vom letzten Jahr. Die neue folgt morgen",
        "original": "Diese Liste zieht die Abstimmung in die Woche vor dem Stichtag.",
    },
    "less_confirmed": {"at_most": "eine Nachricht im Monat"},
    "pause_confirmed": {"until": "15. Januar"},
    "out_of_hours": {
        "back": "morgen um 09:00 Uhr Ihrer Zeit (Berlin)",
        "pieces": (
            Piece("Abstimmung vor dem Abschluss", "https://example.com/abstimmung"),
            Piece("Generalprobe der Datenübernahme"),
        ),
    },
    "who_is_my_csm": {"hours": "Montag bis Freitag, 09:00 bis 17:30 Uhr Berliner Zeit"},
    "customer_status": {"lines": ("Sie fragten am 22. September nach einem Export des Prüfprotokolls: in Arbeit.",)},
    "acknowledgement": {
        "said": "Der Export ist seit Montag dreimal fehlgeschlagen, und die Prüfer sind da",
        "by": "heute bis 15:00 Uhr (Berlin)",
    },
    "goodwill_given": {"what": "das Archivmodul für Dezember"},
    "promise_kept": {
        "on": "24. November",
        "text": "Ich melde mich am Donnerstag zum Export",
        "done": "Die Reparatur ist seit heute früh da",
    },
    "promise_moved": {
        "text": "Ich melde mich am Donnerstag zum Export",
        "by": "Montag, 30. November",
        "before": "Donnerstag, 26. November",
        "because": "Sie braucht noch eine Prüfung mit Ihren Daten",
    },
    "answer": {
        "said": "Bekommen wir das Prüfprotokoll als Datei?",
        "answer": Markdown("Ja: unter *Berichte* das **Prüfprotokoll** wählen, dann *Export*."),
    },
    "complaint_closed": {
        "on": "18. November",
        "said": "Wir fragen zum dritten Mal, und der Export bricht noch immer ab",
        "made_right": "Der Export läuft wieder, und die drei fehlenden Berichte liegen in Ihrem Ordner",
        "prevents": "Wir prüfen ihn vor jeder neuen Fassung mit Ihrer Datenmenge",
    },
    "complaint_question": {"on": "18. November"},
    "notice_first": {
        "news": "Seit heute 09:10 Uhr schlagen Exporte an das Finanzamt fehl. Es geht nichts verloren",
        "they_can": "Heben Sie die Dateien auf; sie können heute Abend noch einmal gesendet werden",
        "latest": "Die Ursache ist gefunden, die Reparatur wird geprüft",
        "next_word": "heute, 15:00 Uhr (Berlin)",
    },
    "notice_update": {
        "words": "Die Ursache ist gefunden, die Reparatur wird geprüft",
        "next_word": "heute, 17:00 Uhr (Berlin)",
    },
    "notice_closing": {
        "words": "Ein Zertifikat war abgelaufen; es erneuert sich ab jetzt von selbst. Exporte gehen seit 14:20 Uhr",
    },
    "theme_done": {
        "on": "18. November",
        "said": "Der Export des Prüfprotokolls bricht wieder ab",
        "done": "Exporte über 10.000 Zeilen laufen im Hintergrund, und Sie hören, wenn die Datei da ist",
    },
    "email_draft": {
        "subject": "Abstimmung vor dem Abschluss",
        "body": "Hallo Dana, am 3. November sagten Sie: der Abschluss dauert sechs Tage.\n\nSollen wir sie einrichten?",
    },
    "request_opened": {"text": "einen Export des Prüfprotokolls", "by": "Fr. 27. November"},
    "request_dated": {"text": "einen Export des Prüfprotokolls", "by": "Fr. 27. November"},
    "options_offered": {
        "text": "Hilfe bei der Abstimmung",
        "options": (
            OneOption(
                title="Workshop zum Abschluss",
                what="Zwei Stunden mit einer Fachkraft von uns.",
                terms="enthalten · innerhalb von 10 Arbeitstagen · online",
            ),
            OneOption(title="Buchhaltung auf Zeit", terms="620 EUR am Tag, durch Harbourstaff"),
        ),
    },
    "choice_confirmed": {"title": "Workshop zum Abschluss", "terms": "enthalten · innerhalb von 10 Arbeitstagen"},
    "already_chosen": {"title": "Workshop zum Abschluss"},
    "request_honoured": {
        "text": "einen Export des Prüfprotokolls",
        "done": "Das Prüfprotokoll für Oktober liegt signiert in Ihrem Ordner",
    },
    "request_declined": {
        "text": "Rechnungen auf Klingonisch",
        "because": "Kein uns bekanntes Finanzamt liest das",
        "instead": "In die Bemerkungen jeder Rechnung lässt es sich schreiben",
    },
    "preference_kept": {"wanted": "nichts montags, nur zwischen 09:00 und 12:00 Uhr"},
    "less_asked": {"until": "1. Dezember", "at_most": "eine Nachricht in 28 Tagen"},
    "ask_the_others": {"at_most": "eine Nachricht in 28 Tagen"},
    "handed_over": {"text": "zwanzig weitere Lizenzen", "about": "zuständig für Lizenzen"},
    "what_you_can_ask_for": {
        "services": (
            OneOption(title="Export des Prüfprotokolls", what="Ein Zeitraum als signierte Datei."),
            OneOption(title="Workshop zum Abschluss", what="Zwei Stunden mit einer Fachkraft von uns."),
        )
    },
}


ODD = st.text(alphabet="\\`*_{}[]()#+-.!|<>&~^=1 \n\"'”a") | st.text()
SAID = ODD.filter(lambda value: bool(literal(value).strip(".;:, ")))


def example(name: str, language: str) -> CatalogEntry:
    changed = GERMAN.get(name, {}) if language == "de" else {}
    return replace(CATALOG[name].example(), language=language, **changed)


MESSAGES = [(name, language) for name in CATALOG for language in ("en", "de")]


def as_read(message: Message) -> str:
    """Each part with its kind, styles as in Markdown."""
    return "\n".join(line for part in message.parts for line in _lines(part))


def _lines(part: Part) -> Iterator[str]:
    yield f"[{type(part).__name__.lower()}]"
    match part:
        case Bullets(items=items, ordered=ordered):
            yield from (f"{f'{at}.' if ordered else '-'} {_marked(item)}" for at, item in enumerate(items, 1))
        case Heading(text=words) | Paragraph(text=words) | Quote(text=words) | Footer(text=words):
            yield _marked(words)
        case Buttons(buttons=controls):
            chosen = (one for one in controls if isinstance(one, Choice))
            yield from (" · ".join((one.label, *(label for _, label in one.options))) for one in chosen)
    yield ""


def _marked(words: Text) -> str:
    return "".join(_styled(run) for run in words)


def _styled(run: Run) -> str:
    marks = {"**": run.bold, "_": run.italic, "~~": run.strike, "`": run.code}
    mark = "".join(sign for sign, on in marks.items() if on)
    styled = f"{mark}{run.text}{mark[::-1]}"
    return f"[{styled}]({run.link})" if run.link else styled


@pytest.mark.parametrize(("name", "language"), MESSAGES)
def test_a_message_reads_as_recorded(name: str, language: str) -> None:
    golden = GOLDENS / f"{name}.{language}.txt"
    read = as_read(RENDERER.render(example(name, language)))
    if os.environ.get("RECORD_GOLDENS"):
        golden.write_text(read, encoding="utf-8")
    assert read == golden.read_text("utf-8")


def test_no_golden_is_left_over() -> None:
    assert {golden.stem for golden in GOLDENS.iterdir()} == {f"{name}.{language}" for name, language in MESSAGES}


@pytest.mark.parametrize(("name", "language"), MESSAGES)
def test_a_message_neither_shouts_nor_sells_nor_just_checks_in(name: str, language: str) -> None:
    said = RENDERER.render(example(name, language)).fallback
    assert "!" not in said
    assert not re.search("[\u2190-\u2bff\U0001f000-\U0001faff]", said), "an emoji"
    assert not re.search(
        r"checking in|touch(ing)? base|excited|amazing|exclusive|upgrade|don't miss|just wanted", said, re.I
    )


@pytest.mark.parametrize("kind", UNPROMPTED)
@pytest.mark.parametrize("language", ["en", "de"])
def test_whatever_we_say_unasked_tells_how_to_get_less_and_who_speaks(kind: type[CatalogEntry], language: str) -> None:
    *_, last, menu = RENDERER.render(replace(kind.example(), language=language)).parts
    assert isinstance(last, Footer)
    assert (menu,) == say_menu(language).parts
    assert _marked(last.text) in (
        "Prefer fewer of these? Just say so. · Concierge for Priya",
        "Lieber seltener? Ein Wort genügt. · Concierge für Priya",
    )


def test_the_share_reads_as_it_should() -> None:
    assert as_read(RENDERER.render(Share.example())).split("\n") == [
        "[paragraph]",
        "Hi Dana, on 3 Nov you said month-end close still takes six days. This two-page checklist covers the "
        "reconciliation step you named: [Close checklist](https://example.com/close-checklist).",
        "",
        "[paragraph]",
        "What's in it for you: it flags mismatches before close. It is included in your plan. "
        "Want me to set it up with Leo on Thursday?",
        "",
        "[footer]",
        "Prefer fewer of these? Just say so. · Concierge for Priya",
        "",
        "[buttons]",
        "Your say … · Useful · Not for us · Less often · Talk to a person",
        "",
    ]


def test_a_share_without_name_link_plan_or_offer_is_not_awkward() -> None:
    bare = replace(Share.example(), contact="", link=None, included=False, offer=None)
    first, title, gain, _ = RENDERER.render(bare).fallback.split("\n\n")
    assert first == (
        "Hi all, on 3 Nov you said month-end close still takes six days. "
        "This two-page checklist covers the reconciliation step you named."
    )
    assert title == "Close checklist"
    assert gain == "What's in it for you: it flags mismatches before close."


def test_an_item_with_context_text_and_a_note_shows_all_of_them_in_order() -> None:
    full = replace(
        Share.example(),
        link=None,
        context="From our onboarding team",
        body=Markdown("1. One\n2. Two"),
        note="See you.\n\nP.",
    )
    _, title, body, _, note, _, _ = RENDERER.render(full).parts
    assert title == Paragraph((Run("Close checklist", bold=True), Run("\nFrom our onboarding team.")))
    assert body == Bullets(((Run("One"),), (Run("Two"),)), ordered=True)
    assert note == Paragraph((Run("See you.\n\nP."),))


@pytest.mark.parametrize(
    ("bare", "said"),
    [
        (CheckInSilence(lead="you set out to close in four days", question="How is that going", csm="P"),
         "Hi all, you set out to close in four days. How is that going?"),
        (CheckInStage(now="daily use", question="What is missing?", csm="P"),
         "Hi all, you have just moved into daily use. What is missing?"),
        (CheckInGoal(goal="to close in four days.", csm="P"),
         "Hi all, the goal you named is “to close in four days”. How is that going, including your side?"),
        (PersonalShare(title="The Goal", csm="P"), "Hi all, a personal recommendation from P."),
        (SegmentShare(reason="It is November.", gain="It helps", title="T", link="https://a.example/", csm="P"),
         "Hi all, this goes to several of the teams I look after. It is November. T (https://a.example/)."),
        (LessConfirmed(csm="P"),
         "Understood: less from now on. If that is still too much, say “stop”. "
         "For anything else, just write: P reads along."),
        (replace(Share.example(), lead="L", why="W", link="https://a.example/", title="T", context="Ours"),
         "Hi Dana, L. W: T (https://a.example/). Ours."),
        (WhoIsMyCsm(csm="P"), "P looks after you. Write here, and P will see it."),
        (Correction(csm="P"),
         "Correction. This was sent here by mistake. Please disregard it, and sorry for the noise."),
        (CustomerStatus(csm="P"), "Nothing is open for you at the moment."),
        (EmailDraft(subject="S", body="B", csm="P"), "Subject: S"),
    ],
)  # fmt: skip
def test_what_is_absent_leaves_no_gap(bare: CatalogEntry, said: str) -> None:
    assert RENDERER.render(bare).fallback.split("\n\n")[0] == said


def test_an_introduction_is_three_lines() -> None:
    assert len(RENDERER.render(Introduction(csm="Priya")).fallback.split("\n")) == 3


def test_an_introduction_says_how_long_words_are_kept_or_that_none_are() -> None:
    assert "keep it for 30 days" in RENDERER.render(Introduction(csm="Priya", kept="30 days")).fallback
    assert "keep none of it" in RENDERER.render(Introduction(csm="Priya")).fallback


def test_a_correction_strikes_out_what_stood_there_and_shortens_it() -> None:
    _, quote, _ = RENDERER.render(replace(Correction.example(), original="word " * 200)).parts
    assert isinstance(quote, Quote)
    (run,) = quote.text
    assert run.strike
    assert run.text == "word " * 56 + "…"


def test_an_email_draft_is_plain_text_to_copy() -> None:
    share = replace(Share.example(), body=Markdown("- One\n- **Two**"))
    draft = EmailDraft(subject="Close checklist", body=RENDERER.words(share), csm="Priya Raman")
    assert RENDERER.render(draft).fallback == (
        "Subject: Close checklist\n\n"
        "Hi Dana, on 3 Nov you said month-end close still takes six days. This two-page checklist covers the "
        "reconciliation step you named: Close checklist (https://example.com/close-checklist).\n\n"
        "• One\n• Two\n\n"
        "What's in it for you: it flags mismatches before close. It is included in your plan. "
        "Want me to set it up with Leo on Thursday?\n\n"
        "Best regards,\nPriya Raman"
    )


@pytest.mark.parametrize("missing", ["lead", "why", "gain", "title", "csm"])
def test_a_share_without_what_earns_it_is_not_written(missing: str) -> None:
    for nothing in ("", "  \n", "\u202e", "." if missing in ("why", "title") else " "):
        absent: dict[str, Any] = {missing: nothing}
        with pytest.raises(BadInput, match=r"Add it; without it nothing is sent\."):
            replace(Share.example(), **absent)


@pytest.mark.parametrize(
    ("gain", "said"),
    [
        ("It flags mismatches.", "it flags mismatches."),
        ("SSO is live sooner", "SSO is live sooner."),
        ("Acme's books close", "Acme's books close."),
        ("The answer: “done.”", "the answer: “done.”"),
        ("Fewer calls?", "Fewer calls?"),
    ],
)
def test_a_sentence_goes_on_after_a_colon(gain: str, said: str) -> None:
    assert (
        f"What's in it for you: {said}\n"
        in RENDERER.render(replace(Share.example(), gain=gain, included=False, offer=None)).fallback
    )


@given(SAID)
def test_no_value_changes_what_a_share_is_made_of(value: str) -> None:
    usual = replace(Share.example(), contact="c", title="t", context="x", note="n", csm="p", offer="o")
    odd = replace(usual, contact=value, lead=value, why=value, title=value, context=value, note=value, csm=value)
    assert _shape(RENDERER.render(odd)) == _shape(RENDERER.render(usual))


@given(SAID)
def test_no_value_leaves_the_bold_title_or_the_struck_quote(value: str) -> None:
    bold = RENDERER.render(replace(Share.example(), link=None, title=value)).parts[1]
    struck = RENDERER.render(Correction(csm="P", original=value)).parts[1]
    assert isinstance(bold, Paragraph)
    assert isinstance(struck, Quote)
    assert all(run.bold for run in bold.text)
    assert all(run.strike for run in struck.text)


def _shape(message: Message) -> list[tuple[str, list[str | None]]]:
    return [
        (type(part).__name__, [run.link for run in part.text])
        for part in message.parts
        if isinstance(part, Paragraph | Footer | Quote | Heading)
    ]
