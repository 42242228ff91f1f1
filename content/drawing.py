"""Draws one chart: its figures come in as JSON, a PNG goes out. Run as a process of its own, see `content.charts`."""

import json
import sys
from typing import BinaryIO, TextIO

from matplotlib.figure import Figure

_MADE, _HELD, _INK, _GRID = "#2f6f6d", "#d9a441", "#333333", "#dddddd"
_BAR = 0.38


def draw(figures: TextIO, picture: BinaryIO) -> None:
    """White behind, dark in front: legible in either mode of a chat."""
    given = json.load(figures)
    figure = Figure(figsize=(6.4, 2.6), dpi=150, facecolor="white", layout="constrained")
    axes = figure.add_subplot()
    places = range(len(given["weeks"]))
    made = axes.bar([place - _BAR / 2 for place in places], given["contacts"], _BAR, color=_MADE, label="Contacts made")
    held = axes.bar(
        [place + _BAR / 2 for place in places], given["held_back"], _BAR, color=_HELD, label="Accounts held back"
    )
    for bars in (made, held):
        axes.bar_label(bars, fontsize=7, color=_INK)
    axes.set_xticks(list(places), given["weeks"], fontsize=8, color=_INK)
    axes.set_yticks([])
    axes.margins(y=0.15)
    axes.spines[["left", "right", "top"]].set_visible(False)
    axes.spines["bottom"].set_color(_GRID)
    axes.tick_params(length=0)
    axes.legend(frameon=False, fontsize=8, labelcolor=_INK, ncols=2, loc="upper left", bbox_to_anchor=(0, 1.18))
    figure.savefig(picture, format="png")


if __name__ == "__main__":
    draw(sys.stdin, sys.stdout.buffer)
