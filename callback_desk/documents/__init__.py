"""The only ReportLab."""
