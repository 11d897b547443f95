"""Work that is seen is believed: photographs with a word about where are carried to the buildings."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.contract import File, MessageType
from bot.settings import Settings
from data.session import Database
from data.tables import FileRow
from tests.support.databases import restore
from tests.support.night import B3, B5, B8, LI, SONG, STAFF, WANG, WUYE, Night


def show(night: Night, who: str = WANG, room: str | None = STAFF, at: str | None = None) -> str:
    return night.say(who, "", room, at, kind=MessageType.IMAGE)


def carried(night: Night, room: str) -> list[tuple[str, str]]:
    """File names and texts of what went to ``room``."""
    return [
        (sent.file.name, sent.text)
        for _, sent in night.replay.transport.sent
        if sent.group == room and sent.file is not None
    ]


def test_a_word_then_its_photograph(night: Night) -> None:
    night.say(WANG, "3号楼 已消毒", STAFF, "12:00")
    photo = show(night)
    night.later(1)
    assert carried(night, B3) == [(f"{photo}.jpg", "居委：3号楼 已消毒（见图）")]
    assert carried(night, B5) == []
    assert night.in_room(STAFF) == []


def test_photographs_then_their_word(night: Night) -> None:
    first, second = show(night, at="12:00"), show(night)
    night.say(WANG, "3、5号楼的快递都送到门口了", STAFF)
    night.later(1)
    for room in (B3, B5):
        assert carried(night, room) == [
            (f"{first}.jpg", ""),
            (f"{second}.jpg", "居委：3、5号楼的快递都送到门口了（见图）"),
        ]
    assert carried(night, B8) == []


def test_each_photograph_goes_with_its_own_word(night: Night) -> None:
    one = show(night, at="12:00")
    night.say(WANG, "3号楼 已消毒", STAFF)
    two = show(night)
    night.say(WANG, "5号楼 已消毒", STAFF)
    night.later(2)
    assert [name for name, _ in carried(night, B3)] == [f"{one}.jpg"]
    assert [name for name, _ in carried(night, B5)] == [f"{two}.jpg"]


def test_property_may_do_so_in_private(night: Night) -> None:
    night.tell(WUYE, "8栋楼道清理完成", "12:00")
    show(night, WUYE, None)
    night.later(1)
    assert [text for _, text in carried(night, B8)] == ["物业：8栋楼道清理完成（见图）"]


def test_after_a_minute_they_do_not_belong_together(night: Night) -> None:
    night.say(WANG, "3号楼 已消毒", STAFF, "12:00")
    show(night, at="12:01:30")
    night.later(1)
    assert carried(night, B3) == []


def test_who_has_no_such_role_or_not_there_carries_nothing(night: Night) -> None:
    night.tell("502-张三", "3号楼 已消毒", "12:00")
    show(night, "502-张三", None)
    night.say(LI, "3号楼 已消毒", STAFF)
    show(night, LI)
    night.say(SONG, "5号楼 已消毒", B3)
    show(night, SONG, B3)
    night.later(1)
    assert [carried(night, room) for room in (B3, B5)] == [[], []]


def test_what_may_expose_somebody_is_never_carried(night: Night) -> None:
    for second, words in enumerate(
        ("3号楼 又一个阳性，已消毒", "3号楼502门口已消毒", "3号楼的名单 物资", "3号楼 两条杠 快递")
    ):
        show(night, at=f"12:0{second}:00")
        night.say(WANG, words, STAFF)
    night.later(2)
    assert carried(night, B3) == []


def test_what_shows_no_work_is_asked_about_in_private(night: Night) -> None:
    night.say(WANG, "3号楼 大家看看", STAFF, "12:00")
    photos = [show(night), show(night)]
    night.later(1)
    (question,) = night.to(WANG)
    assert carried(night, B3) == []
    assert "确认 1" in question
    night.tell(WANG, "确认 1")
    night.later(1)
    assert [name for name, _ in carried(night, B3)] == [f"{photo}.jpg" for photo in photos]


def test_the_parcels_at_the_gate_are_everybodys_and_asked_about(night: Night) -> None:
    show(night, at="12:00")
    night.say(WANG, "大门口的快递，正在消毒分拣", STAFF)
    night.later(1)
    assert [carried(night, room) for room in (B3, B5, B8)] == [[], [], []]
    assert all(room in night.to(WANG)[-1] for room in (B3, B5, B8))
    night.tell(WANG, "确认 1")
    night.later(1)
    assert all("正在消毒分拣" in carried(night, room)[0][1] for room in (B3, B5, B8))


def test_the_gate_of_a_building_is_that_buildings(night: Night) -> None:
    show(night, at="12:00")
    night.say(WANG, "3号楼大门口的快递，正在消毒分拣", STAFF)
    night.later(1)
    assert [len(carried(night, room)) for room in (B3, B5, B8)] == [1, 0, 0]


def test_one_that_was_recalled_in_time_is_not_carried(night: Night) -> None:
    night.say(WANG, "3号楼 已消毒", STAFF, "23:00")
    photo = show(night)
    night.say(WANG, photo, STAFF, kind=MessageType.RECALL)
    night.until("06:05")
    assert carried(night, B3) == []


def test_what_is_too_large_is_told_to_who_showed_it(desk: Database, template: Path) -> None:
    with Night(restore(desk, template), settings=Settings(file_limit=10)) as night:
        night.replay.transport.files["big"] = File("big.jpg", b"x" * 11)
        night.say(WANG, "3号楼 已消毒", STAFF, "12:00")
        night.say(WANG, "", STAFF, kind=MessageType.IMAGE, message="big")
        night.later(1)
        assert carried(night, B3) == []
        assert "没能带到" in night.to(WANG)[-1]


def test_a_photograph_is_sealed_and_deleted_when_it_is_not_needed_any_more(night: Night) -> None:
    def kept(night: Night) -> list[bytes]:
        return [row.body for row in night.look(lambda work: work.store.rows(work.store.select(FileRow)))]

    night.replay.transport.files["stairs"] = File("stairs.jpg", b"what is on the picture")
    night.say(WANG, "3号楼 已消毒", STAFF, "12:00")
    night.say(WANG, "", STAFF, kind=MessageType.IMAGE, message="stairs")
    night.later(1)
    (body,) = kept(night)
    assert b"picture" not in body
    night.later(timedelta(hours=50).total_seconds() / 60)
    assert kept(night) == []
