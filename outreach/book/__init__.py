"""Accounts, the people in them and beside them, the channels where we talk, and how all of that is imported."""
