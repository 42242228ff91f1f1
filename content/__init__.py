"""What Concierge says."""
