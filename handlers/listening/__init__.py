"""Noticing what customers say between the lines, for a person to judge: nothing here answers anybody."""
