"""A small chat platform in the browser, for trying Concierge without Slack or Teams."""
