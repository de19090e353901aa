"""The branching call, without a widget."""
