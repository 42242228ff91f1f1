"""What one types in a terminal: `python -m bot VERB`."""
