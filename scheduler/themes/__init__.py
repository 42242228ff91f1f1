"""Themes as they come and go: what is alike, what becomes a trend, and what a department is asked."""
