"""The bot in the terminal: the morning sweep at high speed, and a prompt where one speaks as anybody."""
