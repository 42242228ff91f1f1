"""How the tables came to be, revision by revision; `outreach.schema` runs them."""
