"""What is sure enough to interrupt somebody, and what waits."""

import pytest

from outreach.listening.noticer import Noticer

ALERTS = (
    "We cannot log in since this morning.",
    "Our import failed again, nobody answers.",
    "The export has been broken for three days and your support does not reply.",
    "Why were we charged twice? Nobody told us about a fee.",
    "We were told the fix would be live on Monday, the sync is still broken.",
    "Very disappointed with the support, the report is wrong again.",
    "Yes, the dashboard is still down, we have been waiting for two hours.",
    "Please fix this, we cannot close the month and our reports are missing.",
    "Wieder ein Ausfall mitten im Monatsabschluss, das kostet uns richtig Geld.",
    "Die API liefert seit gestern nur noch Fehler 500, bitte kümmert euch darum.",
)
WAITING = (
    "The report shows an error.",
    "Why is the dashboard slow today?",
    "The export is broken.",
    "Is there a problem with the API? We saw a few errors.",
    "How do I get a refund for the second licence?",
    "Thanks, the export was broken this morning but it works now.",
    "We lost the key again, our own fault, could you send a new one?",
    "It has rained for three days, terrible.",
    "We are still waiting for our lawyers, I promise to come back to you on Monday.",
    "Still no answer.",
    "Der Bericht ist langsam.",
    "Wir warten noch auf die Freigabe durch unsere Rechtsabteilung.",
)


# Words of contempt and ultimatums in plain business talk.
PLAIN_TALK = (
    "If possible send it by Friday.",
    "Let me know if you can make it by Friday.",
    "It would help if we had the numbers by tomorrow.",
    "Our lawyers are reviewing the contract and will be back next week.",
    "Our legal team asked for the DPA.",
    "From our legal team: clause 4 needs a change.",
    "We have asked three times for feedback internally and everyone likes it.",
    "Please escalate this to the CTO if you think it helps.",
    "Sorry, I ignored my inbox for a week.",
    "You have until Friday to register for our event.",
    "This is the second time we run the workshop.",
    "We are waiting for the answer from our auditors.",
    "You can ignore my last message.",
    "We could not care less which colour it is.",
    "I was promised a demo by Marco, when would that be?",
    "As promised, here is the list.",
    "My team had enough time to test it.",
    "I'm sick of winter.",
    "You promised a roadmap session, shall we book it for March?",
    "It is a joke we tell in the office.",
    "The customers are treated well by the new flow.",
    "We asked several times in the office and Thursday works best.",
    "Still no news from procurement, I'll tell you as soon as I hear.",
    "Nobody got back to me from finance yet, so the PO has to wait.",
    "We will report this to the board next week, great numbers!",
    "Wir exportieren 2 mal pro Woche.",
    "Einmal im Monat reicht uns.",
    "Das reicht uns völlig.",
    "Die Frist für den Abschluss ist Freitag.",
    "Unser Anwalt prüft gerade den Vertrag.",
    "Ich bin immer noch nicht im Büro.",
    "Wir treffen uns zum zweiten Mal am Mittwoch.",
    "Diese Meldung kann ignoriert werden.",
    "Ich habe der Geschäftsführung zugesagt, dass wir im Mai fertig sind.",
    "Wenn es geht, bitte bis Freitag.",
    "Falls möglich, schickt uns die Liste bis Mittwoch.",
    "Könnt ihr bis Freitag sagen, ob das nicht auch für uns passt?",
    "Wir haben bis Freitag Zeit.",
    "Der Chef will das ernst nehmen.",
    "Letzte Chance für die Anmeldung zum Sommerfest!",
    "Wie versprochen die Liste.",
)
CONTEMPT = (
    "If this is not fixed by Friday we will have to leave.",
    "You have until Friday to fix this.",
    "We will involve our lawyers.",
    "This is the third time we are asking for the invoice.",
    "Stop wasting our time with copy-paste answers.",
    "Your team said it would be live in May, but nothing has happened.",
    "We are still waiting for the fix you promised.",
    "Wir fragen jetzt schon zum dritten Mal nach der Rechnung.",
    "Wenn das nicht bis Freitag läuft, müssen wir Konsequenzen ziehen.",
    "Ihr habt uns wochenlang vertröstet.",
    "Jetzt reicht es uns.",
)


def alerts(text: str) -> bool:
    return any(each.is_sure for each in Noticer().notice(text) if each.kind in ("complaint", "contempt"))


@pytest.mark.parametrize("text", ALERTS)
def test_two_grounds_in_dealings_with_us_interrupt(text: str) -> None:
    assert alerts(text)


@pytest.mark.parametrize("text", WAITING)
def test_one_ground_a_question_or_good_news_waits(text: str) -> None:
    assert not alerts(text)


@pytest.mark.parametrize("text", PLAIN_TALK)
def test_strong_words_in_plain_talk_wait(text: str) -> None:
    assert not alerts(text)


@pytest.mark.parametrize("text", CONTEMPT)
def test_contempt_that_is_hardly_meant_otherwise_interrupts(text: str) -> None:
    assert alerts(text)


def test_three_grounds_speak_for_themselves() -> None:
    assert alerts("It was supposed to arrive on Tuesday, it failed again and nobody reacts.")
    assert not alerts("It was supposed to arrive on Tuesday, it failed.")


def test_the_same_words_are_one_ground() -> None:
    assert not alerts("Our account: no answer.")
