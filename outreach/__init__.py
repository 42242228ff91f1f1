"""Who we talk to, and whether we may. Knows no platform."""
