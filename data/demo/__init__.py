"""The demonstration compound and its morning: generated, nobody in it exists."""
