"""Whether everything Concierge stands on is as it should be, and the cure where it is not."""
