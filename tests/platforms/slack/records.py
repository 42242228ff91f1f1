"""What our fake Slack keeps, one dataclass each."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

Json = dict[str, Any]
ChannelKind = Literal["public", "private", "im", "mpim"]


@dataclass
class Team:
    """An organisation's workspace; `enterprise` is the id of the Grid organisation it belongs to."""

    id: str
    name: str
    enterprise: str | None = None

    @property
    def domain(self) -> str:
        return "".join(letter for letter in self.name.lower() if letter.isalnum())


@dataclass
class Person:
    id: str
    name: str
    team: str
    email: str = ""
    is_guest: bool = False
    is_admin: bool = False
    is_bot: bool = False
    is_deleted: bool = False
    zone: str = "Europe/Berlin"
    locale: str = "en-US"


@dataclass
class Installation:
    """Our app in one workspace, or in a whole Grid organisation. `trouble` is the error that every call gets."""

    team: str
    token: str
    bot_user: str
    bot_id: str
    scopes: set[str]
    enterprise: str | None = None
    is_org_wide: bool = False
    trouble: str | None = None


@dataclass
class Post:
    """One message. `seen_by` is set for ephemerals, `thread_ts` for replies: the message that leads their thread."""

    channel: str
    ts: str
    text: str
    user: str | None = None
    blocks: list[Json] = field(default_factory=list)
    thread_ts: str | None = None
    metadata: Json | None = None
    bot_id: str | None = None
    username: str | None = None
    picture: str | None = None
    seen_by: str | None = None
    team: str = ""
    edited_ts: str | None = None
    is_deleted: bool = False
    is_broadcast: bool = False
    unfurls: bool = True
    reactions: dict[str, list[str]] = field(default_factory=dict)
    # Every text it ever had, the present one last.
    texts: list[str] = field(default_factory=list)

    @property
    def is_reply(self) -> bool:
        return self.thread_ts is not None


@dataclass
class Channel:
    """`host` is the team that made it, `connected` every other organisation in it, `invited` those asked to come."""

    id: str
    name: str
    host: str
    kind: ChannelKind = "public"
    members: set[str] = field(default_factory=set)
    connected: list[str] = field(default_factory=list)
    invited: list[str] = field(default_factory=list)
    is_archived: bool = False
    is_announcement: bool = False
    posts: list[Post] = field(default_factory=list)

    @property
    def is_ext_shared(self) -> bool:
        return bool(self.connected)

    def find(self, ts: str) -> Post | None:
        """The standing message of that timestamp that anybody may read."""
        standing = (post for post in self.posts if not post.is_deleted and post.seen_by is None)
        return next((post for post in standing if post.ts == ts), None)


@dataclass
class View:
    """A modal or a home page as one person sees it. `content` is what the app sent."""

    id: str
    user: str
    installation: Installation
    content: Json
    hash: str
    root: str
    previous: str | None = None

    @property
    def blocks(self) -> list[Json]:
        return list(self.content.get("blocks", []))


@dataclass
class File:
    id: str
    name: str
    length: int
    content: bytes = b""
    title: str = ""
    is_complete: bool = False
    channels: list[str] = field(default_factory=list)


@dataclass
class Trigger:
    """The right to open one modal: `trigger_id`."""

    id: str
    user: str
    at: datetime
    is_used: bool = False


@dataclass
class ResponseUrl:
    """Where an interaction may be answered, and the message that was pressed."""

    id: str
    channel: str
    user: str
    installation: Installation
    at: datetime
    post: Post | None = None
    uses: int = 0


@dataclass
class Grant:
    """An OAuth code, good for one exchange."""

    code: str
    installation: Installation
    installer: str
    redirect_uri: str | None = None
    is_used: bool = False
