"""How customers want to be written to, and how what we wrote was received."""
