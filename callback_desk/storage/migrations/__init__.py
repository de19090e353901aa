"""Revisions of the schema and what they are made of."""
