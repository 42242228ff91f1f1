"""Who we are in one Slack workspace."""

from dataclasses import dataclass

PLATFORM = "slack"


@dataclass(frozen=True)
class Installed:
    """`workspace` is its team id, or the id of the whole organisation that installed us;
    `organisation` is that company's Enterprise Grid id, where it has one."""

    workspace: str
    organisation: str | None
    bot_user_id: str
    bot_id: str | None
    app_id: str | None
    name: str

    @property
    def home(self) -> str:
        """The one value that stands for everybody of our company."""
        return self.organisation or self.workspace

    def is_ours(self, organisation: str) -> bool:
        """Whether this team or Enterprise Grid id is our own company's."""
        return organisation in (self.workspace, self.organisation)
