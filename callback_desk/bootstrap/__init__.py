"""The one place where ports meet storage, vault, documents, processes and rules."""
