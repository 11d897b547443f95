"""What was learned from labelled texts: it belongs to the texts of today, adds up, and overrules no cry for help."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import LexiconError
from bot.understand import Message, Reader
from bot.understand.learned import LONGEST, ZERO, Learned, Weights, learned, pieces
from bot.understand.normalise import fold
from tests.learning import answers, lists, rows

FOLDER = Path(__file__).resolve().parents[3] / "data" / "learned"


def weights(name: str) -> Weights:
    return Weights.model_validate_json((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


WEIGHTS = weights("demands")


@pytest.mark.parametrize(
    ("name", "fingerprint"),
    [("demands", rows.fingerprint), ("results", answers.fingerprint), ("lists", lists.fingerprint)],
)
def test_the_weights_are_of_the_texts_that_lie_here(name: str, fingerprint: Callable[[], str]) -> None:
    assert weights(name).learned_from == fingerprint(), "tests/corpus/learning has changed: make learn"


def by_hand(text: str, families: list[str], label: str) -> dict[str, float]:
    """What the file says, added up in the plainest way."""
    names = [(one, name) for one, classes in WEIGHTS.labels.items() for name in classes]
    found = pieces(text)
    sums = dict.fromkeys(names, 0.0)
    for lines, there, share in (
        (WEIGHTS.pieces, found, len(found) ** -0.5),
        (WEIGHTS.families, families, WEIGHTS.family),
    ):
        for row in (b64decode(lines[name]) for name in there if name in lines):
            for name, byte in zip(names, row, strict=True):
                sums[name] += (byte - ZERO) * share * WEIGHTS.worth
    biased = {name: sums[name] + bias for name, bias in zip(names, WEIGHTS.bias, strict=True)}
    return {name: value for (one, name), value in biased.items() if one == label}


FAMILIES = st.lists(st.sampled_from([*list(WEIGHTS.families)[:40], "unheard:of"]), unique=True, max_size=12)


@given(st.text(alphabet="电梯坏了什么时候修好药没胰岛素谢！？。12ab\n", max_size=60), FAMILIES)
def test_the_long_sums_are_what_the_file_says(text: str, families: list[str]) -> None:
    scores = learned("demands").weigh(text, families)
    for label in WEIGHTS.labels:
        assert scores.of(label) == pytest.approx(by_hand(text, families, label))


def test_no_lane_runs_into_the_next_one() -> None:
    longest = "".join(chr(0x4E00 + n) for n in range(LONGEST))
    heaviest = WEIGHTS.model_copy(update={"pieces": dict.fromkeys(pieces(longest), "/" * 36 + "/w=="), "families": {}})
    heaviest = heaviest.model_copy(update={"labels": {"kind": [str(n) for n in range(28)]}, "bias": [0.0] * 28})
    of_each = Learned(heaviest).weigh(longest, []).of("kind").values()
    assert max(of_each) == pytest.approx(min(of_each))
    assert min(of_each) == pytest.approx(127 * WEIGHTS.worth * len(pieces(longest)) ** 0.5)


@given(st.text(max_size=LONGEST * 2))
def test_any_text_is_weighed(text: str) -> None:
    assert set(learned("demands").weigh(fold(text), []).of("urgency")) == {"low", "medium", "high"}


def test_a_long_laugh_and_another_number_are_one_piece() -> None:
    assert pieces("哈哈哈哈哈哈") == pieces("哈哈")
    assert pieces("等了3天") == pieces("等了15天")


def test_weights_that_cannot_be_read_say_how_to_make_them() -> None:
    with pytest.raises(LexiconError, match="make learn"):
        learned("unheard-of")


@pytest.mark.parametrize(
    "text",
    ["楼下有人晕倒了", "厨房着火了", "奶奶摔倒起不来", "有人要跳楼", "煤气味好大"],
)
def test_danger_is_never_chatter_and_never_calm(reader: Reader, text: str) -> None:
    meaning = reader.read(Message(text, "502", "official", "3", None))
    assert meaning.kind == "request"
    assert meaning.urgency == "high"


@pytest.mark.parametrize("text", ["谢谢大家", "哈哈哈", "早上好", "收到", "电梯修好了，谢谢师傅", "[强]"])
def test_chatter_stays_chatter(reader: Reader, text: str) -> None:
    assert reader.read(Message(text, "502", "official", "3", None)).kind == "chat"
