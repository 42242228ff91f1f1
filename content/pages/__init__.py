"""What colleagues read: pure functions from facts to a Message."""
