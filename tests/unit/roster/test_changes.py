"""What a table would change: shown before anything is changed."""

from __future__ import annotations

from bot.roster.changes import Changes, compare, preview
from bot.roster.household import Household
from tests.unit.roster.files import csv, home

NOW = [home("3-501", 2, "独居"), home("3-502", 3), home("3-503", 1, "空置"), home("5-101", 4)]


def changes(text: str, *, whole: bool = False, now: list[Household] = NOW) -> Changes:
    return compare(csv(text), now, whole=whole)


def test_added_removed_and_changed() -> None:
    found = changes("楼号,室号,人数,标签\n3,501,2,独居\n3,502,4,\n3,504,1,无微信\n")
    assert [one.label for one in found.added] == ["3-504"]
    assert [one.label for one in found.removed] == ["3-503"]
    assert found.changed == ((home("3-502", 3), home("3-502", 4)),)
    assert found.left_alone == ("5",)
    assert [one.label for one in found.roster] == ["3-501", "3-502", "3-504", "5-101"]


def test_a_building_that_is_not_named_goes_only_where_the_file_is_the_whole_roster() -> None:
    found = changes("楼号,室号,人数,标签\n3,501,2,独居\n3,502,3,\n3,503,1,空置\n", whole=True)
    assert [one.label for one in found.removed] == ["5-101"]
    assert found.left_alone == ()
    assert not changes("楼号,室号,人数,标签\n3,501,2,独居\n3,502,3,\n3,503,1,空置\n")


def test_what_the_table_is_silent_about_stays() -> None:
    assert not changes("楼号,室号\n3,501\n3,502\n3,503\n")
    found = changes("楼号,室号,人数\n3,501,\n3,502,5\n3,503,1\n")
    assert found.changed == ((home("3-502", 3), home("3-502", 5)),)


def test_a_column_of_one_tag_speaks_of_that_tag_alone() -> None:
    found = changes("楼号,室号,空关\n3,501,是\n3,502,\n3,503,否\n")
    assert found.changed == (
        (home("3-501", 2, "独居"), Household("3", "", "501", 2, ("独居", "空关"), vacant=True, no_wechat=False)),
        (home("3-503", 1, "空置"), home("3-503", 1)),
    )


def test_a_column_of_tags_speaks_of_all() -> None:
    found = changes("楼号,室号,标签\n3,501,\n3,502,\n3,503,空置\n")
    assert found.changed == ((home("3-501", 2, "独居"), home("3-501", 2)),)


def test_the_order_of_the_file_changes_nothing() -> None:
    assert not changes("楼号,室号\n3,503\n3,501\n3,502\n")
    assert not changes("楼号,室号,标签\n3,501,无微信、独居\n", now=[home("3-501", None, "独居", "无微信")])


def test_a_preview_counts_and_names_what_it_is_of() -> None:
    raw = "楼号,室号,人数\n3,501,2\n3,502,两大一小\n3,,1\n".encode()
    seen = preview(raw, "名册.csv", NOW)
    assert seen.people == 2
    assert [(fault.row, fault.reason) for fault in seen.not_taken] == [(4, "no_room")]
    assert [(fault.row, fault.reason) for fault in seen.doubts] == [(3, "bad_people")]
    assert seen.mark == preview(raw, "名册.csv", NOW).mark
    assert seen.mark != preview(raw + b"\n", "名册.csv", NOW).mark
    assert seen.mark != preview(raw, "名册.csv", NOW[1:]).mark
    assert seen.mark != preview(raw, "名册.csv", NOW, whole=True).mark


def test_a_column_that_tells_how_a_flat_is_used_speaks_of_vacancy() -> None:
    found = changes("楼号,室号,居住状态\n3,501,自住\n3,502,空置\n3,503,常住\n")
    assert [(before.label, before.vacant, after.vacant) for before, after in found.changed] == [
        ("3-501", False, False), ("3-502", False, True), ("3-503", True, False),
    ]  # fmt: skip
    assert "独居" in found.roster[0].tags
