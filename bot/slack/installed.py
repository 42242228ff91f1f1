"""Who we are in one Slack workspace."""

from dataclasses import dataclass

PLATFORM = "slack"


@dataclass(frozen=True)
class Installed:
    """`workspace` is its team id, or the id of the whole organisation that installed us;
    `organisation` is that company's Enterprise Grid id, where it has one. `relatives` are the ids of our company's
    other workspaces and organisations, which Slack takes for foreign ones.
    """

    workspace: str
    organisation: str | None
    bot_user_id: str
    bot_id: str | None
    app_id: str | None
    name: str
    relatives: frozenset[str] = frozenset()

    @property
    def home(self) -> str:
        """The one value that stands for everybody of our company."""
        return self.organisation or self.workspace

    def is_ours(self, organisation: str) -> bool:
        """Whether this team or Enterprise Grid id is this very installation's, so that Slack vouches for its people."""
        return organisation in (self.workspace, self.organisation)

    def is_foreign(self, organisation: str) -> bool:
        """Whether this team or Enterprise Grid id is another company's."""
        return not self.is_ours(organisation) and organisation not in self.relatives
