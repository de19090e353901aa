"""Lead sheets."""
