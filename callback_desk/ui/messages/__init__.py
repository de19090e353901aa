"""Messages: what somebody told us without a call of ours, and what becomes of it."""
