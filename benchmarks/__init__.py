"""What is measured, and how; each module prints one table."""
