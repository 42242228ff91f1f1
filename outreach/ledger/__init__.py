"""May we, why not, and how a touch lives."""
