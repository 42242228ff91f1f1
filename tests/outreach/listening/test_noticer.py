"""What is noticed in a message, on small realistic ones in English and German."""

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.listening.noticer import Noticer
from outreach.listening.noticing import Kind

SAID: dict[Kind, tuple[str, ...]] = {
    "contempt": (
        "You people have no idea what you are doing.",
        "This is the third time we are asking for the invoice.",
        "Nobody called us back yesterday.",
        "We are still waiting for the fix you promised.",
        "If this is not fixed by Friday we will escalate to your CEO.",
        "This is a joke, right?",
        "You promised us an answer last week.",
        "Last chance before we involve our lawyers.",
        "We have now explained this four times to four different people.",
        "It feels like you don't care about small customers.",
        "Stop wasting our time with copy-paste answers.",
        "We were told it would be ready in May and still nothing has happened.",
        "Das wurde uns im Juli versprochen.",
        "Wir fragen jetzt schon zum dritten Mal nach der Rechnung.",
        "Das ist eine Frechheit.",
        "Seit Montag hat sich niemand gemeldet.",
        "Wenn das nicht bis Freitag läuft, müssen wir Konsequenzen ziehen.",
        "Das ist doch ein schlechter Witz.",
    ),
    "churn": (
        "We are evaluating alternatives before the renewal.",
        "My boss asked me to look at other vendors.",
        "We are not going to renew in March.",
        "How do we cancel our contract?",
        "We plan to migrate away from you next quarter.",
        "Honestly we're thinking about switching to another provider.",
        "What is the notice period, please?",
        "Finance can no longer justify the cost of your platform.",
        "I'm not sure we will renew the contract.",
        "One of your competitors gave us an offer.",
        "Wir schauen uns gerade andere Anbieter an.",
        "Wir werden den Vertrag kündigen.",
        "Wir überlegen, ob wir verlängern.",
        "Wir suchen Alternativen.",
    ),
    "complaint": (
        "The export has been broken since Monday and nobody answers my ticket.",
        "Our dashboard is terribly slow again.",
        "We were charged twice for the same seats, please fix your billing.",
        "I can't log in, the page shows an error every time.",
        "The sync still doesn't work after your update.",
        "Very disappointed with the support we received on this issue.",
        "Why is the report missing half of our accounts?",
        "This is unacceptable.",
        "We lost a whole day because the import failed without any message.",
        "Der Export ist seit Montag kaputt.",
        "Wir können uns nicht einloggen, es kommt immer eine Fehlermeldung.",
        "Das Dashboard ist schon wieder extrem langsam.",
        "Die Rechnung ist falsch, wir haben doppelt bezahlt.",
        "Leider funktioniert die Schnittstelle immer noch nicht.",
        "Wir sind sehr enttäuscht von der neuen Version.",
    ),
    "person": (
        "Is anyone there?",
        "Can I talk to a real person please",
        "Please call me back today.",
        "Could somebody give us a call?",
        "I'd like to speak with someone who knows the API.",
        "Hello??",
        "Ist hier jemand?",
        "Bitte ruft mich an.",
        "Kann ich mit einem Menschen sprechen?",
        "Wir bitten um Rückruf.",
    ),
    "buying": (
        "We'd like to add 20 more seats.",
        "How much would the enterprise plan cost?",
        "Can you send us a quote for 50 licences?",
        "What is the price of an upgrade to Pro?",
        "We are interested in the analytics module.",
        "How can we buy the add-on?",
        "Was kostet das Enterprise-Paket?",
        "Wir brauchen 10 weitere Lizenzen.",
        "Können Sie uns ein Angebot für 30 Nutzer machen?",
    ),
    "request": (
        "Could you enable SSO for our sandbox?",
        "We need an export of all closed tickets.",
        "Can we get access to the beta?",
        "Please send us the slides from yesterday.",
        "Would it be possible? It would be great if the report had a filter by region.",
        "Please add Anna to the workspace.",
        "I'd like to book a training for the new colleagues.",
        "Könnten Sie uns bitte die Folien schicken?",
        "Wir bräuchten einen zweiten Zugang.",
        "Bitte schaltet SSO frei.",
        "Können wir einen Termin für ein Training bekommen?",
    ),
    "question": (
        "Is SSO live?",
        "How do I export the report as CSV",
        "Quick question: does the API support paging?",
        "I'm wondering whether the limit applies to us.",
        "Who is our contact for billing?",
        "Wie kann ich den Bericht exportieren?",
        "Gibt es ein Limit für die Schnittstelle?",
        "Wir würden gerne wissen, ob das geht.",
    ),
    "preference": (
        "Less often, please.",
        "Please, no messages on Mondays.",
        "Only in the mornings, please.",
        "Please only security updates for us.",
        "In German please",
        "Once a month is enough for us.",
        "No more webinar invites, please.",
        "Please don't write before 10.",
        "Bitte nicht montags.",
        "Auf Deutsch bitte.",
        "Einmal im Monat reicht.",
        "Bitte keine Webinare mehr.",
        "Nur vormittags bitte.",
    ),
    "thanks": (
        "Thanks a lot, Priya!",
        "That was a great session.",
        "Fastest close we've had so far.",
        "The new filter works perfectly.",
        "Really appreciate the quick turnaround.",
        "Vielen Dank für die schnelle Hilfe!",
        "Das hat geholfen, klasse.",
    ),
    "fact": (
        "Our goal is to close the books in three days.",
        "We are migrating to SAP in March.",
        "We are about to open an office in Madrid.",
        "Tom leaves us in May.",
        "Our new CFO starts next month.",
        "We just acquired a company in Poland.",
        "We plan to roll this out to all regions by summer.",
        "Unser Ziel ist ein Abschluss in drei Tagen.",
        "Wir ziehen im März in ein neues Büro.",
        "Frau Weber verlässt uns im Mai.",
    ),
}

SAYINGS = "we you not still promised if by friday ? ! . nicht bis why can't the fix alternatives please call me"
NEUTRAL = (
    "ok",
    "Done.",
    "See you on Thursday.",
    "Here is the file.",
    "I'm in the train, back at two.",
    "Yes, that is the one.",
    "+1",
    "Sounds good to me",
    "Alles klar, bis morgen.",
    "Hier die Datei.",
    "🎉",
    "https://example.com/report",
)

NOT: dict[Kind, tuple[str, ...]] = {
    "contempt": (
        "The export worked as promised, thank you!",
        "Could you check this by Friday?",
        "Second time we run the workshop, still great.",
        "If you have a minute, call me by Friday.",
        "This is a promising feature.",
        "Das hat wie versprochen geklappt, danke!",
    ),
    "churn": (
        "Can we cancel the meeting tomorrow?",
        "We are not looking at alternatives, don't worry.",
        "We are evaluating the beta right now.",
        "We renewed our contract yesterday.",
        "We are moving to a new office.",
        "Können wir den Termin morgen absagen?",
    ),
    "complaint": (
        "How do I export the report?",
        "Is SSO live?",
        "Thanks, it works now.",
        "Could you send us the slides?",
        "The issue is solved, thank you.",
        "We are migrating to SAP in March.",
        "Can we move the call to Thursday?",
        "Great job on the new dashboard!",
        "No problem, take your time.",
        "Danke, jetzt funktioniert es.",
        "Könnt ihr uns bitte die Folien schicken?",
        "Kein Problem, morgen reicht auch.",
    ),
    "person": (
        "I'll call you tomorrow.",
        "Thanks for the call!",
        "Somebody added a comment.",
        "Our customers call us daily.",
    ),
    "buying": ("How much time does the import take?", "The add-on works fine.", "We were overcharged for the seats."),
    "request": (
        "Thanks for sending the slides.",
        "We don't need the export any more.",
        "If you need anything, tell me.",
    ),
    "question": ("That's how we do it.", "Thanks for the answer.", "Alles klar, danke."),
    "preference": (
        "The meeting on Mondays is fine.",
        "Our office is closed on Fridays.",
        "Do you have this in German?",
    ),
    "thanks": ("Thanks for nothing.", "No thanks.", "Thanks in advance", "Not very helpful."),
    "fact": ("Is our goal visible in the report?", "ok, in March then", "Here is the file."),
}


def kinds(text: str) -> list[Kind]:
    return [finding.kind for finding in Noticer().notice(text)]


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in SAID.items() for text in texts])
def test_what_customers_say_is_noticed(kind: Kind, text: str) -> None:
    assert kind in kinds(text)


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in NOT.items() for text in texts])
def test_what_only_sounds_like_it_is_not(kind: Kind, text: str) -> None:
    assert kind not in kinds(text)


@pytest.mark.parametrize("text", NEUTRAL)
def test_in_what_people_just_say_nothing_is_noticed(text: str) -> None:
    assert kinds(text) == []


PROMISED = (
    "I'll come back to you Thursday.",
    "We will have it fixed by Friday.",
    "Let me check and get back to you.",
    "Will send it tomorrow.",
    "You'll have the report by end of the week.",
    "Our engineers will look into it today.",
    "I'm on it.",
    "The fix will be released next week.",
    "Ich melde mich am Donnerstag.",
    "Wir beheben das bis Freitag.",
    "Ich schicke Ihnen die Datei morgen.",
    "Sie bekommen die Rechnung bis Ende der Woche.",
)
NOT_PROMISED = (
    "I'll be out on Thursday.",
    "Thanks for the file!",
    "Could you send me the logs?",
    "As promised, here are the slides.",
    "We can't promise a date yet.",
    "Hi Dana, how did the close go?",
    "Soll ich Ihnen die Datei schicken?",
    "Danke, alles klar.",
)


@pytest.mark.parametrize("text", PROMISED)
def test_what_our_people_promise_is_noticed(text: str) -> None:
    assert [finding.kind for finding in Noticer().notice(text, by_us=True)] == ["promise"]


@pytest.mark.parametrize("text", NOT_PROMISED)
def test_what_our_people_just_say_is_no_promise(text: str) -> None:
    assert Noticer().notice(text, by_us=True) == ()


def test_in_our_own_messages_nothing_but_promises_is_looked_for() -> None:
    assert Noticer().notice("This is broken again, how can you live with that?", by_us=True) == ()


def test_customers_make_no_promises_for_us() -> None:
    assert "promise" not in kinds("We'll send you the logs tomorrow.")


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("Hi team,  THIS is\nthe   third time we ask.", "contempt", "third time we ask"),
        ("Grüße! Würde gern wissen: geht das heute noch?", "question", "Würde gern wissen: geht das heute noch?"),
        ("ﬁrst: we are evaluating alternatives… 😡", "churn", "evaluating alternatives"),
        ("I CAN’T log in to my account", "complaint", "CAN’T"),
        ("Vielen Dank für alles", "thanks", "Vielen Dank"),
    ],
)
def test_a_finding_names_the_words_of_the_message_as_written(text: str, kind: Kind, words: str) -> None:
    finding = next(finding for finding in Noticer().notice(text) if finding.kind == kind)
    assert finding.words(text) == words


def test_findings_come_with_the_most_important_first_and_once_each() -> None:
    text = (
        "Thanks, but you promised a fix and the export is still broken. We look at other vendors now. Please call me."
    )
    found = kinds(text)
    assert found[:3] == ["contempt", "churn", "complaint"]
    assert len(set(found)) == len(found)


def test_a_finding_says_why_in_a_clause() -> None:
    finding = Noticer().notice("You promised us a fix last week.")[0]
    assert (finding.kind, finding.because) == ("contempt", "says it broke a promise")


def test_much_trouble_and_nothing_against_it_is_sure_enough_to_interrupt() -> None:
    text = "The export is broken again, it still doesn't work, nobody answers my ticket and we cannot close the month."
    assert [finding.is_sure for finding in Noticer().notice(text) if finding.kind == "complaint"] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "The report shows an error.",
        "Thanks for the fix! There was an error again today, though no problem, it works now.",
        "Why is the dashboard slow today?",
    ],
)
def test_less_than_that_waits(text: str) -> None:
    assert not any(finding.is_sure for finding in Noticer().notice(text) if finding.kind in ("complaint", "contempt"))


def test_of_a_long_mail_the_worst_stretch_counts() -> None:
    calm = "We had a good week and the team likes the new workspace very much. " * 20
    trouble = "The export is broken again, it still doesn't work, and nobody answers my ticket."
    finding = next(finding for finding in Noticer().notice(calm + trouble) if finding.kind == "complaint")
    assert finding.start >= len(calm)


def test_many_small_remarks_in_a_long_mail_are_no_outburst() -> None:
    text = (
        "We have seen the error once. "
        + "The workshop was well received by everybody here. " * 12
        + "At first we waited."
    )
    assert "complaint" not in kinds(text)


@pytest.mark.parametrize("text", ["", " ", "\x00", "‮", "🏳️‍🌈", "?", "...", "İ", "ﬁ", "é", "@", "<!channel>", "\ud800"])
def test_odd_messages_do_no_harm(text: str) -> None:
    for finding in Noticer().notice(text):
        assert finding.words(text)


@settings(max_examples=300)
@given(st.lists(st.sampled_from(SAYINGS.split()) | st.text(max_size=8), max_size=60).map(" ".join), st.booleans())
def test_whatever_is_written_spans_lie_within_it(text: str, by_us: bool) -> None:
    found = Noticer().notice(text, by_us=by_us)
    assert all(0 <= each.start < each.end <= len(text) and 0 <= each.score <= 1 for each in found)
    assert Noticer().notice(text, by_us=by_us) == found


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "a ",
        "no ",
        "if not ",
        "? ",
        "?",
        "we're ",
        "still waiting ",
        "promised to ",
        "@x ",
        "!",
        "’",
        "in the ",
        "why. ",
    ],
)
def test_a_huge_message_is_read_in_no_time(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    started = process_time()
    Noticer().notice(text)
    # 50 ms of the processor on a quiet machine, and room for a busy one.
    assert process_time() - started < 0.15
