"""The window's birth and death."""
