"""The supervisor's board: what waits, oldest promise first, and how the desk stands."""
