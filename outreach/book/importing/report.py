"""What an import did, or would do: counts, changes, and every line that was left out or raised a doubt."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from outreach.book.csv_rows import BadRow
from outreach.book.importing.trip import Fields, Outcome

_LINES_NAMED = 5


@dataclass(frozen=True, slots=True)
class Change:
    """A row that was known and now differs; `fields` are old → new in words, None for nothing."""

    line: int
    name: str
    fields: Fields


@dataclass
class ImportReport:
    """`notes` are about the whole file; `bad` is in the order of the file."""

    kind: str
    file: str
    dry_run: bool = False
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    bad: list[BadRow] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    _doubts: dict[str, list[int]] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        return self.created + self.changed + self.unchanged + len(self.bad)

    @property
    def warnings(self) -> list[str]:
        """What was assumed, each with the lines it concerns."""
        return [f"{doubt} ({_lines(lines)})." for doubt, lines in self._doubts.items()]

    def take(self, outcome: Outcome) -> None:
        if isinstance(outcome, BadRow):
            self.bad.append(outcome)
            return
        setattr(self, outcome.verdict, getattr(self, outcome.verdict) + 1)
        if outcome.verdict == "changed":
            self.changes.append(Change(outcome.line, outcome.name, outcome.fields))
        for doubt in outcome.doubts:
            self._doubts.setdefault(doubt, []).append(outcome.line)

    def as_json(self) -> Mapping[str, Any]:
        """For scripts: plain values only."""
        plain = {name: value for name, value in asdict(self).items() if not name.startswith("_")}
        return {**plain, "warnings": self.warnings}

    def __str__(self) -> str:
        verb = "would be created" if self.dry_run else "created"
        return (
            f"{self.file}: {self.created} {self.kind} {verb}, {self.changed} changed, "
            f"{self.unchanged} left alone, {len(self.bad)} left out."
        )


def _lines(lines: list[int]) -> str:
    named = ", ".join(map(str, lines[:_LINES_NAMED]))
    more = f" and {len(lines) - _LINES_NAMED} more" if len(lines) > _LINES_NAMED else ""
    return f"line{'s' if len(lines) > 1 else ''} {named}{more}"
