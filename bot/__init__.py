"""Where platforms come in and the app is put together."""
