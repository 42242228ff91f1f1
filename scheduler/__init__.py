"""What the clock makes Concierge do."""
