"""What customers ask for: opened, offered, chosen, honoured, and spoken of."""
