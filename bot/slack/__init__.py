"""Slack: what people do there becomes events, and messages become theirs."""
