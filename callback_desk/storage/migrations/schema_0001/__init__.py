"""The first schema, by subject."""
