"""Signing in, and the one field that unlocks."""
