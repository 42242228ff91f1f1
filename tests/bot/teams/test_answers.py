from bot.teams.answers import Answers, Told, Way, read_way
from outreach.messages import Form, Input

FORM = Form("A note", "note", (Input("words", "Words"),))


def test_a_way_says_what_was_written() -> None:
    way = Way("press:1", in_dialog=True, user="29:x", targeted=True)
    assert read_way(way.write()) == way


def test_whatever_else_leads_nowhere() -> None:
    for written in (None, "", "x", "[]", "5", '{"other": 1}', "null"):
        assert read_way(written) == Way()


def test_an_answer_reaches_whoever_waits() -> None:
    answers = Answers()
    with answers.waiting("k") as slot:
        assert answers.is_waiting("k")
        assert answers.give("k", Told("First"))
        assert answers.give("k", Told("Second"))
    assert slot.answer == Told("Second")


def test_nobody_waits_before_or_after() -> None:
    answers = Answers()
    assert not answers.give("k", Told("Too early"))
    assert not answers.give(None, Told("Nobody"))
    with answers.waiting("k") as slot:
        answers.stop_waiting("k")
        assert not answers.is_waiting("k")
        assert not answers.give("k", Told("Too late"))
    assert slot.answer is None
    assert not answers.give("k", Told("Too late"))
    answers.stop_waiting("k")


def test_the_newest_forms_are_remembered() -> None:
    answers = Answers()
    for number in range(501):
        answers.keep_form(str(number), FORM)
    assert answers.form("0") is None
    assert answers.form("1") == answers.form("500") == FORM
