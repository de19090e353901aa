"""A call, from the card to how it ended."""
