"""The engine's rules hold over a copied chat: the latest wins, a positive stays, who disagrees is looked at."""

from __future__ import annotations

import pytest

from .conftest import Count


def reasons(table: dict[str, object]) -> dict[str, str]:
    looks = table["review"]
    assert isinstance(looks, list)
    return {look["room"]: look["reason"] for look in looks}


def test_a_corrected_answer_replaces_the_first(count: Count) -> None:
    table = count("502-张三: 3人阴\n502-张三: 打错了，是4人阴\n")
    assert (table["people"]["502"]["negative"], table["review"]) == (4, [])


def test_a_positive_stays_until_a_person_settles_it(count: Count) -> None:
    table = count("502-张三: 1阳2阴\n502-张三: 都阴了\n503-李四: 阳\n503-李四: 撤回\n")
    assert table["positive_rooms"] == ["502", "503"]
    assert reasons(table) == {"502": "contradicts_positive", "503": "withdrawn_positive"}
    assert table["answers"] == {"502": "unclear", "503": "unclear"}


def test_members_who_disagree_are_shown_with_the_words_of_both(count: Count) -> None:
    table = count("602 赵: 2人阴\n602 钱: 3人阴\n")
    assert reasons(table) == {"602": "conflict"}
    assert [(said["who"], said["words"]) for said in table["review"][0]["said"]] == [
        ("602 赵", "2人阴"),
        ("602 钱", "3人阴"),
    ]


def test_lines_without_names_that_disagree_are_looked_at_unless_one_corrects(count: Count) -> None:
    assert reasons(count("502 3人阴\n502 2人阴\n")) == {"502": "conflict"}
    assert count("502 3人阴\n更正 502 2人阴\n")["people"]["502"]["people"] == 2


def test_an_answer_taken_back_leaves_what_another_had_said(count: Count) -> None:
    table = count("301周: 代报 502 3人阴\n502-张三: 4人阴\n502-张三: 撤回\n503-李: 阴\n503-李: 撤回\n")
    assert table["people"]["502"]["people"] == 3
    assert "503" not in table["answers"]


def test_the_room_may_come_in_a_message_of_its_own(count: Count) -> None:
    before = count("郑大哥: 3人都阴性\n李姐: 早\n郑大哥: 我是 403\n")
    after = count("郑大哥: 403\n郑大哥: 3人都阴性\n")
    assert before["answers"] == after["answers"] == {"403": "negative"}
    assert before["unplaced"] == after["unplaced"] == []


def test_an_answer_for_next_door_is_never_the_writers_own(count: Count) -> None:
    table = count("郑大哥: 对门 2人阴\n郑大哥: 403 3人阴\n郑大哥: 隔壁也是2人阴\n502-张三: 对门 2人阴\n")
    assert (table["answers"], table["people"]["403"]["people"]) == ({"403": "negative"}, 3)
    assert len(table["unplaced"]) == 3


def test_words_of_nobody_known_wait_with_who_said_them(count: Count) -> None:
    table = count("吴小妹: 阴\n502: 3人阴\n王五: 我家两条杠！\n")
    assert [(one["who"], one["words"], one["reason"], one["positive"]) for one in table["unplaced"]] == [
        ("吴小妹", "阴", "no_room", False),
        ("王五", "我家两条杠！", "no_room", True),
    ]


def test_another_building_is_never_booked(count: Count) -> None:
    table = count("冯: 5-502 3人阴\n")
    assert (table["answers"], table["unplaced"][0]["reason"]) == ({}, "other_building")


def test_a_positive_while_heads_are_counted_is_seen(count: Count) -> None:
    table = count("502-张三: 3人\n503-李四: 我家两条杠了\n", form="核酸")
    assert (table["form"], table["answers"]) == ("headcount", {"502": "done"})
    assert table["unplaced"][0]["reason"] == "other_form"
    assert table["unplaced"][0]["positive"]


def test_a_cry_for_help_is_shown_and_not_counted(count: Count) -> None:
    table = count("韩: 我妈摔倒了流了很多血，楼里有医生吗？快救命\n502: 阴\n沈: 哈哈\n")
    assert [one["who"] for one in table["urgent"]] == ["韩"]
    assert table["not_counted"] == 2


FIRST = "#接龙\n4.10抗原\n\n1. 501 2人阴\n2. 502 3人阴\n"


def test_a_chain_sent_again_is_counted_once(count: Count) -> None:
    table = count(f"张三: {FIRST}\n李四: {FIRST}3. 503 2人阴\n王五: {FIRST}3. 504 阳\n")
    assert table["answers"] == {"501": "negative", "502": "negative", "503": "negative", "504": "positive"}
    assert table["totals"]["people"]["negative"] == 7


def test_an_old_line_does_not_undo_a_newer_answer(count: Count) -> None:
    table = count(f"张三: {FIRST}\n张三: 502 更正 4人阴\n李四: {FIRST}3. 503 2人阴\n")
    assert table["people"]["502"]["people"] == 4


def test_a_line_that_vanished_is_withdrawn_only_by_its_author(count: Count) -> None:
    less = "#接龙\n4.10抗原\n\n1. 501 2人阴\n"
    assert "502" not in count(f"张三: {FIRST}\n张三: {less}")["answers"]
    assert "502" in count(f"张三: {FIRST}\n李四: {less}")["answers"]


def test_a_room_twice_in_one_list_is_two_voices(count: Count) -> None:
    chain = "#接龙\n核酸\n1. 502 张三 2\n2. 502 李四 2\n3. 503 1\n4. 503 3\n5. 504 2\n6. 504 2\n"
    table = count(chain, form="headcount")
    assert reasons(table) == {"502": "conflict", "503": "conflict"}
    assert table["answers"]["504"] == "done"


def test_a_chain_pasted_twice_takes_the_later_state(count: Count) -> None:
    table = count(f"{FIRST}\n#接龙\n4.10抗原\n\n1. 501 2人阴\n2. 502 4人阴\n")
    assert (table["people"]["502"]["people"], table["review"]) == (4, [])


@pytest.mark.parametrize(
    ("text", "form"),
    [("502 3人阴\n503 都阴\n", "antigen"), ("1. 501 2\n2. 502 -3\n3. 503 不在家\n4. 504 1\n", "headcount")],
)
def test_the_form_can_be_told_from_the_answers(text: str, form: str, count: Count) -> None:
    assert count(text, form=None)["form"] == form
