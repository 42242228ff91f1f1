"""The tone of a message by VADER's lexicon, with a business overlay."""

from functools import cache

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

# Beside the signs it is one hint.
_WEIGHT = 1.0
# In a customer's mouth these are no feelings: they ask for "help", have a "share" and "like" to know; in German "die"
# and "war" are every third word.
_NEUTRAL = """
help helps helping support supports please yes share shared shares like want sure ok free care interest
interested play number hope hi hello no pay demand fire active solve solution secure security save credit
value important agree well dear true significant charges
die war
"""
# What VADER takes for neutral, or too lightly; on its scale from -4 to 4.
_WORSE = {
    **dict.fromkeys(("waiting", "issue", "issues", "down"), -1.2),
    **dict.fromkeys(("slow", "slower", "late", "delay", "delayed", "missing", "refund", "bug", "freezing"), -1.5),
    **dict.fromkeys(("broken", "broke", "outage", "crash", "crashes", "crashing", "crashed", "wrong", "faulty"), -2.0),
    **dict.fromkeys(("error", "errors"), -1.7),
    **dict.fromkeys(("useless", "unusable", "unreliable", "overcharged"), -2.5),
}


@cache
def _vader() -> SentimentIntensityAnalyzer:
    vader = SentimentIntensityAnalyzer()
    for word in _NEUTRAL.split():
        vader.lexicon.pop(word, None)
    vader.lexicon.update(_WORSE)
    return vader


def lean(text: str) -> float:
    """-1 warm … 1 bitter."""
    compound: float = _vader().polarity_scores(text)["compound"]
    return -_WEIGHT * compound
