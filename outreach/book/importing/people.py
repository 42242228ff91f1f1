"""Our own people as files name them: by e-mail, by name, or by their id in the CRM."""

from collections.abc import Iterable

from outreach.book import names
from outreach.book.spelling import one_of, quoted
from outreach.errors import NotFound
from outreach.models.book import Teammate


class Team:
    """Whom a reference means. The whole name counts, not a beginning of it: nobody looks at each row of a file."""

    def __init__(self, everybody: Iterable[Teammate]) -> None:
        self._known: list[names.Named] = []
        self._ids: dict[str, int] = {}
        for teammate in everybody:
            self.add(teammate)

    def add(self, teammate: Teammate) -> None:
        assert teammate.id is not None
        aliases = (teammate.email, teammate.external_id)
        self._known.append(names.Named(teammate.id, teammate.name, tuple(filter(None, aliases))))

    def find(self, reference: str, heading: str) -> int:
        """The teammate's id. Raises NotFound or Ambiguous, naming the column the reference stands in."""
        if reference not in self._ids:
            self._ids[reference] = self._search(reference, heading)
        return self._ids[reference]

    def _search(self, reference: str, heading: str) -> int:
        try:
            match = names.find(reference, self._known, noun="teammate")
        except NotFound:
            match = None
        if match is None or match.how != "exact":
            raise NotFound(self._unknown(reference, heading))
        return match.id

    def _unknown(self, reference: str, heading: str) -> str:
        guesses = names.alike(reference.partition("@")[0], self._known)
        cure = f"did you mean {one_of(guesses)}?" if guesses else "import the teammates first, or correct it"
        return f"the {heading} {quoted(reference)} is no teammate here; {cure}"

    def name_of(self, teammate_id: int | None) -> str | None:
        return next((one.name for one in self._known if one.id == teammate_id), None)
