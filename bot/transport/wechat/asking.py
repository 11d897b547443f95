"""Whether a gateway is there and lets us in, without listening to it."""

from __future__ import annotations

from grpclib.const import Status
from grpclib.exceptions import GRPCError, StreamTerminatedError

from bot.transport.wechat.channel import Stub, address
from bot.transport.wechat.session import REFUSED


async def stands_in_the_way(endpoint: str, token: str, limit: float = 5.0) -> str | None:
    """What keeps a bot from using the gateway, in one sentence; None: nothing does.

    Raises:
        ConfigError: endpoint or token cannot be right.
    """
    channel = address(endpoint, token).open()
    try:
        await Stub(channel, token, limit, lambda: None).version()
    except GRPCError as error:
        return REFUSED if error.status is Status.UNAUTHENTICATED else None
    except TimeoutError:
        return "the gateway does not answer: end it and start it again"
    except (OSError, StreamTerminatedError):
        return f"no gateway is there at {endpoint}. Start it: fenjian gateway"
    finally:
        channel.close()
    return None
