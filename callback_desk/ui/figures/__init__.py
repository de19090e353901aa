"""Reports: the figures of a time, as counts, charts and tables."""
