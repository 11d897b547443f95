"""Workbooks that are handed out: data in, an .xlsx out. Pure: what goes into one is decided in bot/exporting.py."""
