"""The schema's history: applied at start, each step once."""
