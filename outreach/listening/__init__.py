"""Listening: what customers say, who waits for us, and what was answered before."""
