"""Names of files in the desk folder that several rooms know."""

from __future__ import annotations

ACCOUNTS_FILE = "desk.accounts"
"""Lies there once another account of the computer was let in: the folder is then not for one account only."""
