"""Is an installation sound, and if not, how is it mended? Asked by `fenjian doctor` and by its page."""
