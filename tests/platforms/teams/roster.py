"""What the bot may look up: who is in a conversation, and a team's own facts (pure: state in, JSON out)."""

import base64

from tests.platforms.teams.cards import Json
from tests.platforms.teams.tenant import Conversation, Team, Tenant, User


def member(user: User) -> Json:
    """One person as a roster shows them."""
    given, _, family = user.name.partition(" ")
    return {
        "id": user.id,
        "name": user.name,
        "aadObjectId": user.aad_id,
        "givenName": given,
        "surname": family,
        "email": user.email,
        "userPrincipalName": user.upn,
        "tenantId": user.tenant_id,
        "userRole": user.role,
    }


def listed(conversation: Conversation) -> list[User]:
    return [user for user in conversation.people if user.is_listed]


def page(tenant: Tenant, conversation: Conversation, size: int, token: str | None) -> Json | None:
    """At most `size` of them from where the last page ended; None for a token that never was."""
    everybody = listed(conversation)
    start = 0
    if token:
        try:
            start = int(base64.urlsafe_b64decode(token))
        except ValueError:
            return None
    end = start + max(1, min(size, tenant.largest_page))
    found: Json = {"members": [member(user) for user in everybody[start:end]]}
    if end < len(everybody):
        found["continuationToken"] = base64.urlsafe_b64encode(str(end).encode()).decode()
    return found


def team_facts(tenant: Tenant, team: Team) -> Json:
    return {
        "id": team.id,
        "name": team.name,
        "aadGroupId": team.group_id,
        "tenantId": tenant.id,
        "channelCount": len(tenant.channels_of(team)),
        "memberCount": len(team.members),
    }


def channel_list(tenant: Tenant, team: Team) -> Json:
    """General has no name here."""
    channels = tenant.channels_of(team)
    return {
        "conversations": [
            {"id": each.id, "name": None if each.is_general else each.name, "type": each.privacy} for each in channels
        ]
    }
