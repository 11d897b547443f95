"""Learning from labelled texts what the reader weighs: ``make learn``."""
