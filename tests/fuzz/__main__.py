"""Fuzz the reader: ``python -m tests.fuzz [INPUTS]`` (1,000,000 unless told).

Coverage guides the search where atheris is installed (the extra ``fuzz``); else hypothesis searches, by the number of
entries that a message has. Ends with an error at the first message that raises or is slow, and prints it.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec

_LONGEST = 44  # bytes of one input: up to 20 words
_SLOWED = 2.5  # times as long an instrumented reader takes


def main(inputs: int) -> None:
    """Run ``inputs`` messages through the reader."""
    if find_spec("atheris") is not None:
        _by_coverage(inputs)
    else:
        _by_target(inputs)


def _by_coverage(inputs: int) -> None:
    import atheris

    with atheris.instrument_imports(include=["bot.understand"]):
        from tests.fuzz.check import Check
        from tests.fuzz.inputs import message_of, vocabulary
    check, words = Check(_SLOWED), vocabulary()

    def one(data: bytes) -> None:
        check(message_of(data, words))
        if check.inputs % max(1, inputs // 10) == 0:  # libFuzzer ends the process without a word
            print(check.report(), flush=True)

    arguments = [sys.argv[0], f"-runs={inputs}", f"-max_len={_LONGEST}", "-len_control=0", "-print_final_stats=1"]
    atheris.Setup(arguments, one)
    atheris.Fuzz()


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
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
