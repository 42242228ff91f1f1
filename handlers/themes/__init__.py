"""Themes: what is the same, who mends it, and who is told when it is done."""
