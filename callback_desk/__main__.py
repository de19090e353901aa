"""Starts the program; the real main arrives with the command line."""
