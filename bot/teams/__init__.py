"""Microsoft Teams: the one folder that a change of its SDK touches."""
