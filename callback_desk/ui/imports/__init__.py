"""Imports: choose, match, check, import, and what came of it."""
