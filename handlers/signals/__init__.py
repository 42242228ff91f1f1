"""Flows about signals that several handlers share."""
