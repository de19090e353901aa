"""Callback Desk: volunteers telephone crime victims, and what they hear reaches an investigator."""

__version__ = "0.1.0.dev0"
