"""The commands, one file each. bot.__main__ imports a file when its command is called, so that --help stays quick."""
