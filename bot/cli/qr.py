"""The QR code that logs an account in: on the terminal, and as a picture that only its owner may open."""

from __future__ import annotations

import os
from io import BytesIO, StringIO
from pathlib import Path

import segno
from rich.console import Console
from rich.text import Text

PICTURE = "login.png"


def show_qr(data: str, console: Console, folder: Path) -> Path:
    """Show what the network wants scanned; returns the picture's file in ``folder``."""
    code = segno.make(data, micro=False, error="l", boost_error=False)
    picture, drawn = BytesIO(), StringIO()
    code.save(picture, kind="png", scale=8)
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / PICTURE
    # Never readable by others, not even for a moment: whoever scans it logs in.
    file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
        stream.write(picture.getvalue())
    if console.is_terminal:
        code.terminal(drawn, compact=True)
        # Colours of its own: on a light terminal it would stand reversed, and some phones then see nothing.
        console.print(Text(drawn.getvalue().rstrip("\n"), style="bright_white on black"), soft_wrap=True)
    console.print(f"Scan with the WeChat of the bot's account within two minutes. The same as a picture: {file}")
    return file


def remove_qr(folder: Path) -> None:
    """Once somebody has logged in, the picture is of no use to anybody but a thief."""
    (folder / PICTURE).unlink(missing_ok=True)
