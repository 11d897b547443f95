"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

CommunityFile = Annotated[Path | None, typer.Option("--community", metavar="FILE", help="The community file.")]
DatabaseUrl = Annotated[
    str | None,
    typer.Option(
        "--database",
        metavar="URL",
        help="sqlite:///PATH or postgresql://USER:PASSWORD@HOST/NAME.",
        show_default="FENJIAN_DATABASE, else var/fenjian.db",
    ),
]
