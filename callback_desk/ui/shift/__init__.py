"""The volunteer's first page."""
