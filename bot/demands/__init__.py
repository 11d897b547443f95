"""Demands of residents: which are one matter, and how an item is worded. Pure: no database, no network."""
