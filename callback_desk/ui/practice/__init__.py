"""Practice: cards to play, the coached first hour, the ribbon that stands on every page of it."""
