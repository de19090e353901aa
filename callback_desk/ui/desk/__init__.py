"""Settings: people, recipients, backups, the audit trail, health, the look."""
