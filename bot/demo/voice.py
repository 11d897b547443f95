"""What the bot says, on the screen: marked so that nobody can mistake a private word for a public one."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from bot.contract import Act
from bot.demo.neighbours import Neighbours
from bot.demo.words import printable
from bot.outbox import Sent

_KEPT = 200
_INDENT = 4
_TAKEN_BACK = "(took a message back)"


@dataclass(slots=True)
class Said:
    """One message of the bot. ``place`` is a group's topic or a person's name."""

    at: datetime
    public: bool
    place: str
    text: str


class Voice:
    """Listens to what is sent; tells it on ``console`` while ``aloud``."""

    def __init__(self, console: Console, neighbours: Neighbours, zone: ZoneInfo) -> None:
        self._console = console
        self._names = {speaker.contact: speaker.label() for speaker in neighbours.people}
        self._nicknames = neighbours.nicknames
        self._zone = zone
        self._texts: dict[int, str] = {}
        self._last = ""
        self.lately: deque[Said] = deque(maxlen=_KEPT)
        self.public = 0
        self.private = 0
        self.aloud = False

    def hear(self, sent: Sent) -> None:
        """The bot has said something."""
        message = sent.message
        public = message.group is not None
        contact = message.contact or ""
        person = self._names.get(contact) or self._nicknames.get(contact) or contact
        taken_back = message.act is Act.RECALL
        text = _TAKEN_BACK if taken_back else message.text
        said = Said(sent.at, public, sent.topic or message.group or "" if public else person, text)
        if taken_back:
            if self.aloud:
                self._console.print(self.brief(said))
            return
        self.public += public
        self.private += not public
        self.lately.append(said)
        number = self.number(message.text)
        if self.aloud:
            self.tell(said, number)

    def number(self, text: str) -> int:
        """Give ``text`` a number by which the prompt can quote it."""
        number = len(self._texts) + 1
        self._texts[number] = text
        return number

    def quoted(self, number: int) -> str | None:
        """The text with that number."""
        return self._texts.get(number)

    def tell(self, said: Said, number: int) -> None:
        """Print one message; the same words to the next place are not printed again."""
        head = Text()
        head.append(f"{self._clock(said.at)} [{number}] ", style="dim")
        head.append_text(where(said))
        again = said.text == self._last
        self._last = said.text
        if again:
            head.append("  the same words", style="dim")
        self._console.print(head, soft_wrap=True)
        if again:
            return
        text = Text(printable(said.text))
        if self._console.is_terminal:
            self._console.print(Padding(text, (0, 0, 0, _INDENT)))
            return
        for line in text.split():
            self._console.print(Text(" " * _INDENT) + line)

    def forget(self) -> None:
        """Print the next message in full."""
        self._last = ""

    def brief(self, said: Said) -> Text:
        """One message on one line."""
        line = Text(no_wrap=True, overflow="ellipsis")
        line.append(f"{self._clock(said.at)} ", style="dim")
        line.append_text(where(said))
        line.append(f" {printable(said.text).replace(chr(10), ' ')}")
        return line

    def _clock(self, at: datetime) -> str:
        return f"{at.astimezone(self._zone):%H:%M:%S}"


def where(said: Said) -> Text:
    """To whom: the whole group, or one person alone."""
    text = Text()
    if said.public:
        text.append("GROUP ", style="bold yellow")
        text.append(printable(said.place), style="yellow")
    else:
        text.append("ONLY ", style="bold green")
        text.append(printable(said.place), style="green")
    return text
