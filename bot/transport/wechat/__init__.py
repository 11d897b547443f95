"""Real accounts, through a Wechaty gateway. Others take transport.py; nothing outside this package knows Wechaty."""
