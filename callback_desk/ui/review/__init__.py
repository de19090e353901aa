"""Finished calls to check and sign off."""
