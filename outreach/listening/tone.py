"""The tone of a message by VADER's lexicon, with a business overlay."""

from functools import cache

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

# In a customer's mouth these are no feelings: they ask for "help", have a "share" and "like" to know.
_NEUTRAL = (
    "help",
    "helps",
    "helping",
    "support",
    "supports",
    "please",
    "yes",
    "share",
    "shared",
    "shares",
    "like",
    "want",
    "sure",
    "ok",
    "free",
    "care",
    "interest",
    "interested",
    "play",
    "number",
    "hope",
    "hi",
    "hello",
    "no",
    "pay",
    "demand",
    "fire",
    "active",
    "solve",
    "solution",
    "secure",
    "security",
    "save",
    "credit",
    "value",
    "important",
    "agree",
    "well",
    "dear",
    "true",
    "significant",
    "number",
    "charges",
)
_WORSE = {
    "slow": -1.5, "slower": -1.5, "down": -1.0, "broken": -2.0, "broke": -2.0, "bug": -1.5, "outage": -2.0, "refund": -1.5, "late": -1.5, "delay": -1.5, "delayed": -1.8,
    "waiting": -1.2, "crash": -2.0, "crashes": -2.0, "crashing": -2.0, "crashed": -2.0, "missing": -1.5, "wrong": -2.0, "error": -1.7, "errors": -1.7, "issue": -1.2, "issues": -1.2, "useless": -2.5,
    "overcharged": -2.2, "unreliable": -2.2, "unusable": -2.5, "freezing": -1.5, "faulty": -2.0,
}  # fmt: skip


@cache
def _vader() -> SentimentIntensityAnalyzer:
    vader = SentimentIntensityAnalyzer()
    for word in _NEUTRAL:
        vader.lexicon.pop(word, None)
    vader.lexicon.update(_WORSE)
    return vader


WEIGHT = 1.0


def lean(text: str) -> float:
    """-1 warm … 1 bitter."""
    return -WEIGHT * _vader().polarity_scores(text)["compound"]
