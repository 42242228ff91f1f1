"""What our people said they would do: noticed in their words, confirmed by a press, kept or moved in the open."""
