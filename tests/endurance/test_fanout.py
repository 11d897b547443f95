"""kill -9 while the same words go out to 25 groups: each hears them, and once, unless the ledger says otherwise."""

from __future__ import annotations

import os
import sqlite3
from collections import Counter
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from tests.endurance.child import FILE, Order
from tests.endurance.fanout import ANSWERS, APART, ASKS, GATHERED, NOTICES, TOLD, Script, topic
from tests.endurance.killer import Killer
from tests.endurance.network import sent
from tests.endurance.sabotage import BLIND
from tests.endurance.verdict import check_sends

ROUNDS = int(os.environ.get("ENDURANCE_FANOUTS", "50"))
_KIND_OF = {ANSWERS: "answers", NOTICES: "notice", ASKS: "ask"}
_MOMENTS = {"before_send": 25, "after_send": 25, "before_commit": 70, "after_commit": 140}
_LONGEST_LIFE = 0.5
_HANGS = 120.0


class FanoutKiller(Killer):
    """One database through many fan-outs of one kind, each of which is interrupted until it comes to its end."""

    def __init__(self, folder: Path, seed: int, kind: str, *, mistake: str = "") -> None:
        super().__init__(folder, seed, mistake=mistake)
        self._kind = kind
        self.script = Script(self.base, kind)
        self.during = 0
        self.rounds = 0
        self.reached: list[int] = []

    def begin(self) -> None:
        """Everybody raises what is answered later."""
        if self.script.before:
            assert self._life(0, self.script.before, 0.0, _HANGS), "nothing was raised"

    def fan_out(self, kills: int) -> None:
        """One fan-out; at most ``kills`` of its lives end violently, the last is allowed to finish."""
        round_, self.rounds = self.rounds, self.rounds + 1
        first = self.script.before + round_ * self.script.size
        shift = APART.total_seconds() * round_
        if self._kind == ANSWERS:
            assert self._life(first, first + self.script.size, shift, _HANGS), "nothing was answered"
            first, shift = first + self.script.size, shift + GATHERED.total_seconds()
        until = self.script.before + self.rounds * self.script.size
        for _ in range(kills):
            if self._life(first, until, shift, self._chance.uniform(0.005, _LONGEST_LIFE), violent=True):
                return
            reached, left = self._progress(round_)
            if left:
                self.during += 1
                self.reached.append(reached)
        assert self._life(first, until, shift, _HANGS), "the last life did not finish its work"

    def _life(self, first: int, until: int, shift: float, seconds: float, *, violent: bool = False) -> bool:
        """Whether that life came to its end by itself."""
        order = Order(
            str(self.folder), self.base.isoformat(), self._chance.randrange(1 << 30), first, until, finish=True,
            echoes=self._chance.random() < 0.5, mistake=self._mistake, scene=self._kind, shift=shift,
        )  # fmt: skip
        if violent and self._chance.random() < 0.7:
            order.moment = self._chance.choice(list(_MOMENTS))
            order.times = self._chance.randrange(1, _MOMENTS[order.moment])
            seconds = _HANGS
        return self._live(order, seconds).done

    def _progress(self, round_: int) -> tuple[int, int]:
        """How many groups had heard this round's words when it was killed, and how many had still to hear them."""
        with closing(sqlite3.connect(self.folder / FILE)) as connection:
            left, rows = connection.execute(
                "SELECT COALESCE(SUM(state IN ('queued', 'sending', 'unknown')), 0), COUNT(*) FROM outbox "
                "WHERE kind = ? AND chat_group IS NOT NULL", (_KIND_OF[self._kind],),
            ).fetchone()  # fmt: skip
        heard = {one["group"] for one in sent(self.folder) if self.script.tokens(round_)[0] in str(one["text"])}
        return len(heard), left if rows >= len(TOLD) * (round_ + 1) else 0

    def check(self) -> tuple[int, int]:
        """Look at everything that was sent; return how many messages were given to the network twice, and how many
        never, of which the ledger says that it cannot know.
        """
        twice = check_sends(self.folder / FILE, self.folder)
        said = sent(self.folder)
        with closing(sqlite3.connect(self.folder / FILE)) as connection:
            rows = connection.execute("SELECT id, state, attempts, doubtful FROM outbox").fetchall()
        doubtful = {key for key, _, _, doubtful in rows if doubtful}
        given = {one["key"] for one in said}
        unknown = [key for key, state, tries, _ in rows if state == "unknown" and tries == 2 and key not in given]
        missing = set()
        for round_ in range(self.rounds):
            for token in self.script.tokens(round_):
                heard = Counter(
                    str(one["group"]) for one in said if token in str(one["text"]) and one["group"] in _TOPICS
                )
                assert topic("26") not in heard, f"{token}: heard where nobody was to hear it"
                missing |= {(round_, one) for one in _TOPICS[:-1] if one not in heard}
                again = {one["key"] for one in said if heard[str(one["group"])] > 1 and token in str(one["text"])}
                assert again <= doubtful, f"{token}: a group heard it twice, and the ledger does not say so"
                assert max(heard.values()) <= 2, f"{token}: a group heard it three times"
        assert len(missing) == len(unknown), f"not heard in {missing}, and the ledger does not say so"
        return twice, len(unknown)


_TOPICS = [*map(topic, TOLD), topic("26")]


def interrupt(folder: Path, seed: int, kind: str, kills: int, each: int = 3) -> FanoutKiller:
    """Fan out again and again until a fan-out was interrupted ``kills`` times."""
    with FanoutKiller(folder, seed, kind) as killer:
        killer.begin()
        while killer.during < kills:
            killer.fan_out(min(each, kills - killer.during))
    return killer


@pytest.mark.parametrize("kind", [ANSWERS, NOTICES, ASKS])
def test_a_few_kills_during_a_fan_out(tmp_path: Path, kind: str) -> None:
    killer = interrupt(tmp_path, 7, kind, kills=3)
    killer.check()


@pytest.mark.endurance
@pytest.mark.parametrize("kind", [ANSWERS, NOTICES, ASKS])
def test_fifty_kills_during_a_fan_out(tmp_path: Path, kind: str) -> None:
    killer = interrupt(tmp_path, 70, kind, kills=ROUNDS)
    twice, unknown = killer.check()
    print(
        f"{kind}: {killer.during} kills in {killer.rounds} fan-outs to {len(TOLD)} groups, after "
        f"{sorted(killer.reached)} of them had heard it: none lost; in doubt, and known to be, {twice} that were sent "
        f"twice and {unknown} that were not", flush=True,
    )  # fmt: skip


def test_one_that_sends_again_what_it_may_have_sent_is_caught(tmp_path: Path) -> None:
    with FanoutKiller(tmp_path, 5, NOTICES, mistake=BLIND) as killer:
        for times in (3, 9):
            order = Order(
                str(tmp_path), killer.base.isoformat(), 1, 0, killer.script.size, moment="after_send", times=times,
                finish=True, mistake=BLIND, scene=NOTICES,
            )  # fmt: skip
            assert not killer._live(order, _HANGS).done
        killer.fan_out(0)
        with pytest.raises(AssertionError, match="the ledger does not say so"):
            killer.check()


def test_the_script_is_the_same_in_every_process() -> None:
    base = datetime.fromisoformat("2022-04-10T08:00:00+08:00")
    for kind in (ANSWERS, NOTICES, ASKS):
        script = Script(base, kind)
        numbers = range(script.before + 3 * script.size)
        assert [script.message(k) for k in numbers] == [Script(base, kind).message(k) for k in numbers]
        assert len({token for round_ in range(3) for token in script.tokens(round_)}) == 3 * len(script.tokens(0))
