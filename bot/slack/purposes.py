"""What each scope is for, in a clause: for whoever has to grant one that is missing."""

from collections.abc import Mapping

PURPOSES: Mapping[str, str] = {
    "app_mentions:read": "it would not hear @Concierge",
    "channels:history": "it would hear nothing in public channels, and could not look for a message of unknown fate",
    "channels:read": "it could not tell whether customers read a public channel",
    "chat:write": "it could write nothing",
    "chat:write.customize": "it could not write in a CSM's name and picture",
    "commands": "there would be no command, and nothing in the menu of a message",
    "conversations.connect:read": "it would not notice invitations to shared channels",
    "files:write": "the digest would have no chart",
    "groups:history": "it would hear nothing in private channels, and could not look for a message of unknown fate",
    "groups:read": "it could not tell whether customers read a private channel",
    "im:history": "it would hear nothing that people write to it directly",
    "im:write": "there would be no morning list, no digest and no private answer",
    "reactions:read": "it would not notice reactions",
    "users:read": "everybody would be a stranger, and so a customer",
    "users:read.email": "it could not recognise colleagues and contacts by their e-mail address",
}
