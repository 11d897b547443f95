"""The commands as they are typed: their options and what --help teaches. What they do is imported when called."""
