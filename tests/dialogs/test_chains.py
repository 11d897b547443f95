"""接龙 is a snapshot: new lines count, forks join, old lines override nothing, only one's own line is withdrawn."""

from __future__ import annotations

from tests.support.night import HE, Night

TITLE = "#接龙\n3号楼抗原\n\n"


def chain(*lines: str) -> str:
    return TITLE + "\n".join(f"{number}. {line}" for number, line in enumerate(lines, start=1))


def test_every_line_counts_once_however_often_it_is_posted(sweep: Night) -> None:
    sweep.say("502-张三", chain("502 3人阴"))
    sweep.say("401-李四", chain("502 3人阴", "401 4人阴"))
    sweep.say("301-王五", chain("502 3人阴", "401 4人阴", "301 3人阴"))
    building = sweep.building()
    assert building["answers"] == {"301": "negative", "401": "negative", "502": "negative"}
    assert sweep.people() == {"negative": 10}
    assert building["review"] == []
    assert sweep.new() == []


def test_two_forks_are_joined(sweep: Night) -> None:
    sweep.say("502-张三", chain("502 3人阴"))
    sweep.say("401-李四", chain("502 3人阴", "401 4人阴"))
    sweep.say("301-王五", chain("502 3人阴", "301 3人阴"))
    assert sorted(sweep.answers()) == ["301", "401", "502"]


def test_an_old_line_never_overrides_a_newer_direct_answer(sweep: Night) -> None:
    sweep.say("502-张三", chain("502 3人阴"))
    sweep.say("502-张三", "更正 502 2人阴")
    sweep.say("401-李四", chain("502 3人阴", "401 4人阴"))
    building = sweep.building()
    assert sweep.people() == {"negative": 6}
    assert building["review"] == []


def test_nor_does_it_when_only_its_spacing_or_number_changed(sweep: Night) -> None:
    sweep.say("402-赵六", chain("402 1人阴"))
    sweep.say("502-张三", chain("402 1人阴", "502 3人阴"))
    sweep.say("502-张三", "更正 502 2人阴")
    sweep.say("401-李四", chain("502-3人 阴", "402—1人阴", "401 4人阴"))
    building = sweep.building()
    assert sweep.people() == {"negative": 7}
    assert building["review"] == []


def test_its_author_changes_a_line(sweep: Night) -> None:
    sweep.say("502-张三", chain("502 3人阴"))
    sweep.say("502-张三", chain("502 2人阴"))
    assert sweep.people() == {"negative": 2}
    sweep.say("502-张三", chain("502 3人阴"))
    assert sweep.people() == {"negative": 3}, "and back again"


def test_a_slip_of_somebody_else_is_put_right_by_himself(sweep: Night) -> None:
    sweep.say("502-张三", chain("502 3人阴"))
    sweep.say("401-李四", chain("502 2人阴", "401 4人阴"))
    assert sweep.building()["review"] == ["502"], "two voices about one household"
    sweep.tell(HE, "更正 502 2人阴")
    sweep.say("301-王五", chain("502 2人阴", "401 4人阴", "301 3人阴"))
    assert sweep.building()["review"] == []
    assert sweep.people() == {"negative": 9}


def test_a_line_that_its_own_author_took_out_is_withdrawn(sweep: Night) -> None:
    sweep.say("502-张三", chain("502 3人阴"))
    sweep.say("401-李四", chain("502 3人阴", "401 4人阴"))
    sweep.say("401-李四", chain("502 3人阴"))
    assert sweep.answers() == {"502": "negative"}


def test_a_line_that_vanished_elsewhere_stays(sweep: Night) -> None:
    sweep.say("502-张三", chain("502 3人阴"))
    sweep.say("401-李四", chain("401 4人阴"))
    assert sorted(sweep.answers()) == ["401", "502"]


def test_who_posts_the_list_first_is_not_the_author_of_every_line(sweep: Night) -> None:
    """The bot came late: the first snapshot it sees carries three lines, of which one is the poster's."""
    sweep.say("301-王五", chain("502 3人阴", "401 4人阴", "301 3人阴"))
    sweep.say("301-王五", chain("502 3人阴"))
    assert sorted(sweep.answers()) == ["401", "502"], "his own is withdrawn, his neighbour's is not"


def test_numbers_that_jump_and_a_title_with_one_change_nothing(sweep: Night) -> None:
    sweep.say("502-张三", "#接龙\n3号楼 抗原 7点30前\n例 室号 人数 结果\n\n1. 502 3人阴\n3. 401 4人阴\n7. 301 3人阴")
    assert sorted(sweep.answers()) == ["301", "401", "502"]


def test_one_doubtful_line_waits_the_others_count(sweep: Night) -> None:
    sweep.say("502-张三", chain("502 3人阴", "401 好像有一条浅浅的", "301 3人阴", "909 1人阴"))
    building = sweep.building()
    assert building["answers"] == {"301": "negative", "401": "unclear", "502": "negative"}
    assert building["review"] == ["401"]


def test_a_positive_in_a_list_alerts(sweep: Night) -> None:
    sweep.say("502-张三", chain("502 3人阴", "401 1人阳 3人阴"))
    sweep.later(2)
    assert sweep.building()["positive_rooms"] == ["401"]
    assert "401" in sweep.to(HE)[0]


def test_the_same_household_twice_in_one_list_is_not_summed(sweep: Night) -> None:
    sweep.say("502-张三", chain("502 3人阴", "502 3人阴"))
    assert sweep.people() == {"negative": 3}
