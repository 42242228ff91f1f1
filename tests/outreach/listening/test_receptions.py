"""What somebody says of something we sent: useful, not for them, or nothing that is certain."""

import pytest

from outreach.listening.receptions import emoji, read


@pytest.mark.parametrize(
    "said",
    [
        "useful",
        "Very helpful, thank you!",
        "danke, hilfreich",
        "Das hat uns sehr geholfen",
        "This helps a lot",
        "exactly what we needed",
        "Sehr interessant, danke",
    ],
)
def test_useful(said: str) -> None:
    verdict = read(said)
    assert verdict is not None
    assert (verdict.kind, verdict.is_all) == ("useful", True)


@pytest.mark.parametrize(
    "said",
    [
        "not for us",
        "Not really relevant, sorry",
        "nicht relevant",
        "Das ist nichts für uns",
        "this isn't helpful",
        "it does not apply to us",
        "betrifft uns nicht",
        "not useful",
    ],
)
def test_not_for_them(said: str) -> None:
    verdict = read(said)
    assert verdict is not None
    assert (verdict.kind, verdict.is_all) == ("not_for_us", True)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "thanks",
        "Is this useful for tail accounts?",
        "It would be useful to have this as a PDF",
        "An export would be really helpful",
        "Let me know if this is helpful",
        "The export failed again",
        "useful " * 60,
    ],
)
def test_in_doubt_nothing(said: str) -> None:
    assert read(said) is None


def test_whoever_says_more_has_not_said_all() -> None:
    verdict = read("That was useful. By the way the export fails since Monday and our auditors are waiting for it")
    assert verdict is not None
    assert not verdict.is_all


@pytest.mark.parametrize(
    ("named", "is_"),
    [
        ("+1", "👍"),
        (":+1::skin-tone-3:", "👍"),
        ("👍🏽", "👍"),
        ("❤️", "❤"),
        ("heart", "❤"),
        ("party_parrot", "party_parrot"),
    ],
)
def test_a_reaction_is_called_the_same_everywhere(named: str, is_: str) -> None:
    assert emoji(named) == is_
