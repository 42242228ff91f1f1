"""Complaints: who hears of one, how it is made right, and the question whether it is right now."""

from handlers.complaints.editing import follow_edit, withdraw
from handlers.complaints.opening import alert, confirm, dismiss
from handlers.complaints.verdicts import hear_verdict

__all__ = ["alert", "confirm", "dismiss", "follow_edit", "hear_verdict", "withdraw"]
