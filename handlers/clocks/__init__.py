"""Who waits for a first answer, and what customers are told when nobody is at work."""
