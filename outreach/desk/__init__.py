"""The concierge desk: requests, promises, complaints, themes, notices and signals, as rules that touch no database."""
