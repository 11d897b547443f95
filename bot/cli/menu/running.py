"""Starting the bot, and whether it could be started."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.menu.options import CommunityFile, DatabaseUrl
from bot.errors import FenjianError


def run(
    community: CommunityFile = None,
    transport: Annotated[
        str,
        typer.Option(
            metavar="simulated|wechaty",
            help="The chat network: simulated needs no account, wechaty one and a gateway.",
        ),
    ] = "simulated",
    database: DatabaseUrl = None,
    console: Annotated[
        bool | None,
        typer.Option(
            "--console/--no-console",
            help="The pages in the browser. Default: with them; the demonstration only where somebody types.",
        ),
    ] = None,
) -> None:
    """Start the bot; with no option, the demonstration.

    It prints the address of its pages, with a link that lets the first person in.

    Received means committed: it may be killed at any moment, and goes on where it was when it is started again.
    Ctrl-C ends it cleanly.

    \b
    The demonstration:   fenjian run
    Your own compound:   fenjian run --community community.yaml

    Real groups:         fenjian gateway, and in another window
                         fenjian run --community community.yaml --transport wechaty

    A gateway elsewhere is named by WECHATY_PUPPET_SERVICE_ENDPOINT (host:port) and WECHATY_PUPPET_SERVICE_TOKEN.
    """
    from bot.cli.run import run as start

    start(community, transport, database, console)


def doctor(
    community: CommunityFile = None,
    transport: Annotated[
        str, typer.Option(metavar="simulated|wechaty", help="The chat network that the bot uses.")
    ] = "simulated",
    database: DatabaseUrl = None,
) -> None:
    """Is this installation sound? Says what is wrong and how to mend it.

    Checks the database and its key, the words and forms, the community file and its roster, time zone and clock, the
    transport, and for every building: is the bot in the group, the group bound, the relay there, and the bot's friend.
    Changes nothing, and may be used while the bot runs. Exit status 1 if anything is wrong.

    \b
    Example:
      fenjian doctor --community community.yaml --transport wechaty
    """
    try:
        from bot.cli.doctor import doctor as start
    except Exception as error:
        raise FenjianError(
            f"✗ program: it does not begin ({type(error).__name__}: {error}). Undo the last edit, or install it again."
        ) from error

    start(community, transport, database)


def gateway(
    provider: Annotated[
        str,
        typer.Option(
            metavar="PACKAGE", envvar="WECHATY_PUPPET", help="The Wechaty provider, by the name of its npm package."
        ),
    ] = "wechaty-puppet-wechat4u",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Where it listens, on this machine only.")] = 8788,
) -> None:
    """Connect a WeChat account: shows the QR code, and serves the bot on this machine.

    Needs Node.js 18 or newer. The first time it installs itself and the provider into the data folder, with the
    network. It makes the token that the bot needs, and keeps the account logged in when it is stopped and started.
    What a provider sold you goes into FENJIAN_GATEWAY_PROVIDER_TOKEN.

    \b
    One window:       fenjian gateway
    Another window:   fenjian run --community community.yaml --transport wechaty

    No provider of personal accounts is safe from bans: read bot/transport/wechat/README.md first.
    """
    from bot.cli.gateway import gateway as start

    start(provider, port)
