"""Parts of scripts/screenshots.py: the camera, the table of pages, and the walks to every page."""
