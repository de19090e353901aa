"""Child processes with limits; imports nothing of ours."""
