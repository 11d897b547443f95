"""Who may say what a group is, and whom a name means: nobody gets near results by a name or a topic."""

from __future__ import annotations

import pytest

from tests.support.night import B3, B5, LI, SONG, STAFF, WANG, Night


@pytest.mark.parametrize(
    ("room", "text", "why"),
    [
        (B5, "/绑定 居委群", "全小区"),
        (B5, "/绑定 信息员群", "全小区"),
        ("新群", "/绑定 物业群", "全小区"),
        ("新群", "/绑定 志愿者群", "全小区"),
        (B3, "/绑定 官方群 5号楼", "不归您管"),
        (STAFF, "/绑定 志愿者群 5号楼", "全小区"),
    ],
)
def test_staff_of_one_building_bind_only_groups_of_theirs(sweep: Night, room: str, text: str, why: str) -> None:
    sweep.say(LI, text, room)
    assert why in sweep.answer()


def test_staff_of_one_building_bind_their_own(sweep: Night) -> None:
    sweep.say(LI, "/绑定 官方群 5号楼", "5号楼二群")
    assert "5号楼官方群" in sweep.answer()


def test_an_official_group_does_not_become_the_staff_group(sweep: Night) -> None:
    sweep.say(SONG, "/绑定 居委群", B5)
    assert "不能直接改成居委群" in sweep.answer()


def test_only_the_secretary_makes_something_else_of_the_staff_group(sweep: Night) -> None:
    sweep.say(WANG, "/绑定 志愿者群", STAFF)
    assert "要书记来做" in sweep.answer()
    sweep.say(SONG, "/绑定 志愿者群", STAFF)
    assert "志愿者群" in sweep.answer()
    sweep.say(WANG, "/绑定 居委群", STAFF)
    assert "要书记来做" in sweep.answer()
    sweep.say(SONG, "/绑定 居委群", STAFF)
    assert "居委群" in sweep.answer()


def test_after_a_failed_binding_nothing_goes_astray(sweep: Night) -> None:
    sweep.say(LI, "/绑定 居委群", B5)
    sweep.say("502-张三", "502 一人阳性", B3, "06:30")
    sweep.later(3)
    assert not any("502" in text for text in sweep.in_room(B5))
    assert any("502" in text for text in sweep.in_room(STAFF))


def test_a_borrowed_name_gets_no_role(sweep: Night) -> None:
    """赵干事 is of the community file and has no contact yet; somebody of building 5 calls himself so."""
    sweep.say("赵干事", "大家好", B5, contact="wx-mallory")
    sweep.say(SONG, "/任命 @赵干事 居委", B5)
    assert "是另一个人" in sweep.answer()
    sweep.tell(SONG, "/任命 @赵干事 居委")
    told = "".join(one.text for one in sweep.new(1))
    assert "验证码" in told
    sweep.tell("赵干事", "/收集 抗原 全区 截止 9:00", contact="wx-mallory")
    assert "要有相应职责" in sweep.answer()


def test_in_private_a_nickname_names_nobody_for_a_role(sweep: Night) -> None:
    sweep.say("3-401 陈阿姨", "大家早", B3)
    sweep.tell(SONG, "/任命 @3-401 陈阿姨 楼组长 3号楼")
    assert "没有找到" in sweep.answer()
    sweep.say("李干事", "大家好", B5, contact="wx-mallory")
    sweep.tell(SONG, "/任命 @李干事 居委")
    sweep.new(1)
    sweep.tell("李干事", "/统计", contact="wx-mallory")
    assert "要有相应职责" in sweep.answer()


def test_a_borrowed_name_shields_nobody_from_dismissal(sweep: Night) -> None:
    sweep.say("李干事", "大家好", B5, contact="wx-mallory")
    sweep.say(SONG, "/免去 @李干事 居委", B5)
    assert "已免去" in sweep.answer()
    sweep.tell(LI, "/统计")
    assert "要有相应职责" in sweep.answer()
