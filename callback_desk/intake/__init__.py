"""A file becomes candidate people."""
