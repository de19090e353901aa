"""The terminal face of the same use cases."""
