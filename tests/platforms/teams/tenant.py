"""Our tenant on Microsoft Teams as pure state: its people, teams, channels and chats, and where the app stands."""

import hashlib
from dataclasses import dataclass, field
from typing import Literal
from uuid import NAMESPACE_URL, uuid5

Role = Literal["user", "guest"]
Kind = Literal["personal", "groupChat", "channel"]
Privacy = Literal["standard", "shared", "private"]
DOMAIN = "ours.example"


def guid(*words: str) -> str:
    return str(uuid5(NAMESPACE_URL, "/".join(words)))


def digest(*words: str) -> str:
    return hashlib.sha256("/".join(words).encode()).hexdigest()


HOME = guid("tenant", "ours")
APP = guid("app", "concierge")


@dataclass(frozen=True)
class User:
    """Somebody who reads or writes here. `tenant_id` is their own company, for a guest the one that invited them.

    `is_listed`: false for somebody whom no roster shows. `names_tenant`: whether activities carry `from.tenantId`,
    which is optional on the real platform.
    """

    name: str
    tenant_id: str
    email: str
    role: Role = "user"
    is_listed: bool = True
    names_tenant: bool = False

    @property
    def id(self) -> str:
        return f"29:1{digest('user', self.tenant_id, self.email)}"

    @property
    def aad_id(self) -> str:
        return guid("user", self.tenant_id, self.email)

    @property
    def upn(self) -> str:
        if self.role == "guest":
            return f"{self.email.replace('@', '_')}#EXT#@{DOMAIN}"
        return self.email


@dataclass
class Team:
    """`id` is also the id of its General channel."""

    id: str
    name: str
    group_id: str
    members: list[User]
    is_installed: bool = True


@dataclass
class Conversation:
    """`members` are those of a chat, or of a shared or private channel; a standard channel has its team's.

    `reads_all`: whether the app was granted every message there, not only the ones that mention it.
    """

    id: str
    kind: Kind
    name: str = ""
    team: Team | None = None
    privacy: Privacy = "standard"
    members: list[User] = field(default_factory=list)
    shared_with: list[Team] = field(default_factory=list)
    home_of_team: str = HOME
    is_installed: bool = True
    is_gone: bool = False
    reads_all: bool = True

    @property
    def is_open(self) -> bool:
        """Whether the app may write here; shared and private channels must have admitted it as well as their team."""
        if self.kind != "channel" or self.team is None:
            return self.is_installed
        return self.team.is_installed and (self.privacy == "standard" or self.is_installed)

    @property
    def people(self) -> list[User]:
        if self.team is None or self.privacy != "standard":
            return self.members
        return self.team.members

    @property
    def is_general(self) -> bool:
        return self.team is not None and self.team.id == self.id


@dataclass
class Tenant:
    """One company. `largest_page` bounds a page of a roster; `blocked` holds the ids of people who blocked the bot."""

    id: str = HOME
    app_id: str = APP
    secret: str = "a made-up client secret"
    bot_name: str = "Concierge"
    largest_page: int = 500
    is_disabled: bool = False
    users: list[User] = field(default_factory=list)
    teams: list[Team] = field(default_factory=list)
    conversations: dict[str, Conversation] = field(default_factory=dict)
    blocked: set[str] = field(default_factory=set)

    @property
    def bot_id(self) -> str:
        return f"28:{self.app_id}"

    def colleague(self, name: str, email: str | None = None, *, installed: bool = True) -> User:
        """A full member of our company; `installed` for them too, so that there is a personal chat."""
        user = self._keep(User(name, self.id, email or _address(name, DOMAIN)))
        self.personal(user, installed=installed)
        return user

    def guest(self, name: str, email: str) -> User:
        """Somebody else's employee who was invited into our tenant."""
        return self._keep(User(name, self.id, email, "guest"))

    def outsider(self, name: str, company: str, *, names_tenant: bool = False) -> User:
        """Somebody who stays in their own tenant and meets us in a shared channel."""
        tenant_id = guid("tenant", company)
        return self._keep(User(name, tenant_id, _address(name, f"{company}.example"), names_tenant=names_tenant))

    def unknown(self, name: str) -> User:
        """Somebody whom neither the activity nor a roster explains."""
        return self._keep(User(name, guid("tenant", "nowhere"), _address(name, "nowhere.example"), is_listed=False))

    def team(self, name: str, *members: User, installed: bool = True) -> Team:
        team_id = f"19:{digest('team', self.id, name)[:32]}@thread.tacv2"
        team = Team(team_id, name, guid("group", self.id, name), list(members), installed)
        self.teams.append(team)
        self._open(Conversation(team_id, "channel", "General", team, home_of_team=self.id))
        return team

    def channel(
        self,
        team: Team,
        name: str,
        privacy: Privacy = "standard",
        members: tuple[User, ...] = (),
        admitted: bool = True,
    ) -> Conversation:
        """`members` and `admitted` matter to shared and private channels only."""
        channel_id = f"19:{digest('channel', team.id, name)[:32]}@thread.tacv2"
        companies = {user.tenant_id for user in members if user.role == "user"} - {self.id}
        foreign = [foreign_team(company) for company in sorted(companies)] if privacy == "shared" else []
        return self._open(
            Conversation(channel_id, "channel", name, team, privacy, list(members), foreign, self.id, admitted)
        )

    def group(self, name: str, *members: User, installed: bool = True) -> Conversation:
        chat_id = f"19:{digest('group', self.id, name)[:32]}@thread.v2"
        return self._open(Conversation(chat_id, "groupChat", name, members=list(members), is_installed=installed))

    def personal(self, user: User, *, installed: bool = True) -> Conversation:
        """The one chat between them and the bot."""
        chat_id = f"a:1{digest('personal', self.app_id, user.id)}"
        known = self.conversations.get(chat_id)
        return known or self._open(Conversation(chat_id, "personal", members=[user], is_installed=installed))

    def user_of(self, any_id: str) -> User | None:
        """By 29: id, directory id or user principal name."""
        return next((user for user in self.users if any_id in (user.id, user.aad_id, user.upn)), None)

    def team_of(self, team_id: str) -> Team | None:
        return next((team for team in self.teams if team.id == team_id), None)

    def channels_of(self, team: Team) -> list[Conversation]:
        return [each for each in self.conversations.values() if each.team is team and not each.is_gone]

    def _keep(self, user: User) -> User:
        self.users.append(user)
        return user

    def _open(self, conversation: Conversation) -> Conversation:
        self.conversations[conversation.id] = conversation
        return conversation


def foreign_team(tenant_id: str) -> Team:
    """The other company's team that a channel is shared with; `group_id` carries that company's tenant."""
    return Team(f"19:{digest('foreign', tenant_id)[:32]}@thread.tacv2", "Their team", tenant_id, [])


def _address(name: str, domain: str) -> str:
    return f"{name.lower().replace(' ', '.')}@{domain}"
