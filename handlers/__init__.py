"""What the bot can do: one file a capability."""
