"""The pages in a real browser: one browser and one server for all of them, gone before anything else is tested."""
