"""Device secret, password slots, recovery code, sealed files."""
