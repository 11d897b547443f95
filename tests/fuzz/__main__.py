"""Fuzz the reader: ``python -m tests.fuzz [INPUTS]`` (1,000,000 unless told).

Coverage guides the search where atheris is installed (the extra ``fuzz``): a fifth of the inputs look for new paths,
what they found is then varied at full speed, without instruments. Elsewhere hypothesis searches, by the number of
entries that a message has. Ends with an error at the first message that raises or is slow, and prints it.
"""

from __future__ import annotations

import random
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

_LONGEST = 44  # bytes of one input: up to 20 words
_SLOWED = 2.5  # times as long an instrumented reader takes


def main(inputs: int) -> int:
    """Run ``inputs`` messages through the reader; the exit status."""
    if find_spec("atheris") is None:
        _by_target(inputs)
        return 0
    guided = inputs // 5
    with TemporaryDirectory() as corpus:
        # libFuzzer ends its process: it has one of its own.
        done = subprocess.run([sys.executable, "-m", "tests.fuzz", str(guided), corpus], check=False)
        if done.returncode:
            return done.returncode
        _varied(inputs - guided, corpus)
    return 0


def _by_coverage(inputs: int, corpus: str) -> None:
    import atheris

    with atheris.instrument_imports(include=["bot.understand"]):
        from tests.fuzz.check import Check
        from tests.fuzz.inputs import message_of, vocabulary

    check, words = Check(_SLOWED), vocabulary()

    def one(data: bytes) -> None:
        check(message_of(data, words))
        if check.inputs % max(1, inputs // 5) == 0:  # libFuzzer ends the process without a word
            print(check.report(), flush=True)

    limits = [f"-runs={inputs}", f"-max_len={_LONGEST}", "-len_control=0"]
    options = [*limits, "-print_final_stats=1", f"-artifact_prefix={corpus}/"]
    atheris.Setup([sys.argv[0], *options, corpus], one)
    atheris.Fuzz()


def _varied(inputs: int, corpus: str) -> None:
    """Vary what coverage found: bytes changed, put in, left out, and two inputs joined."""
    from tests.fuzz.check import Check
    from tests.fuzz.inputs import message_of, vocabulary

    check, words, chance = Check(), vocabulary(), random.Random(inputs)
    found = [path.read_bytes() for path in sorted(Path(corpus).iterdir())] or [b"\0" * _LONGEST]
    for _ in range(inputs):
        data = bytearray(chance.choice(found))
        for _ in range(chance.randint(1, 4)):
            place = chance.randrange(len(data) + 1)
            kind = chance.randrange(4)
            if kind == 0:
                data[place:place] = chance.randbytes(2)
            elif kind == 1:
                del data[place : place + 2]
            elif kind == 2:
                data[place : place + 1] = chance.randbytes(1)
            else:
                data[place:] = chance.choice(found)[place:]
        check(message_of(bytes(data[: 2 * _LONGEST]), words))
    print(check.report(), flush=True)


def _by_target(inputs: int) -> None:
    from hypothesis import HealthCheck, given, settings, target
    from hypothesis import strategies as st

    from tests.fuzz.check import Check
    from tests.fuzz.inputs import message_of, vocabulary

    check, words = Check(), vocabulary()

    @settings(max_examples=inputs, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.binary(max_size=_LONGEST))
    def search(data: bytes) -> None:
        before = check.answered
        check(message_of(data, words))
        target(float(check.answered - before))

    search()
    print(check.report())


if __name__ == "__main__":
    if len(sys.argv) > 2:
        _by_coverage(int(sys.argv[1]), sys.argv[2])
    else:
        sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000))
