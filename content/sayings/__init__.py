"""The texts of everything we say, one module per room: what each template is rendered from."""
