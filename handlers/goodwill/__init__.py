"""Goodwill: given at once within a month's allowance, decided on by a manager beyond it."""
