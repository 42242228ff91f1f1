"""The words customers have for the bot, as buttons: pure."""

from collections.abc import Mapping

from outreach.messages import Button, Choice, Message, buttons

# (what stands on the button, the word it says); whoever reads German says it in words that work in any language.
_WORDS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "en": (
        ("Who is my CSM?", "who is my csm"),
        ("Is anyone there?", "is anyone there"),
        ("What can I ask for?", "what can I ask for"),
        ("Status", "status"),
        ("Less", "less"),
        ("Pause", "pause"),
        ("Stop", "stop"),
    ),
    "de": (
        ("Wer betreut uns?", "who is my csm"),
        ("Ist jemand da?", "is anyone there"),
        ("Was kann ich anfragen?", "what can I ask for"),
        ("Status", "status"),
        ("Weniger", "less"),
        ("Pause", "pause"),
        ("Stopp", "stop"),
    ),
}


def say_buttons(language: str) -> Message:
    words = _WORDS.get(language.partition("-")[0].lower(), _WORDS["en"])
    return Message((buttons(*(Button(label, "customer.say", {"words": said}) for label, said in words)),))


# Under what we send unasked: (what stands there, what each answer stands for and reads).
_MENUS: Mapping[str, tuple[str, tuple[tuple[str, str], ...]]] = {
    "en": (
        "Your say …",
        (
            ("useful", "Useful"),
            ("not_for_us", "Not for us"),
            ("less", "Less often"),
            ("person", "Talk to a person"),
        ),
    ),
    "de": (
        "Ihre Meinung …",
        (
            ("useful", "Hilfreich"),
            ("not_for_us", "Nichts für uns"),
            ("less", "Seltener"),
            ("person", "Mit jemandem sprechen"),
        ),
    ),
}


def say_menu(language: str) -> Message:
    """Which message it stands under, the press itself tells."""
    label, options = _MENUS.get(language.partition("-")[0].lower(), _MENUS["en"])
    return Message((buttons(Choice(label, "outreach.say", options)),))
