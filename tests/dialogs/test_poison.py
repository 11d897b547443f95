"""An identity number, a telephone number and an illness in every field: none reaches a group, a log, or the disk."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr
from io import StringIO
from pathlib import Path

import pytest

from bot import log
from bot.call import Call, Reply
from bot.contract import MessageType
from bot.disclosure import OFFICIAL_TEXT, REVEALS
from bot.roles import GroupKind
from bot.understand.discreet import discreet
from data.directory import Group
from data.inbox import Stored
from data.work import Work
from tests.support.databases import fresh_sqlite
from tests.support.night import B3, HE, RELAYS, SONG, STAFF, VOLUNTEERS, WANG, Heard, Night
from tests.support.poison import poisoned, template_names

ID_CARD, PHONE, ILLNESS, INSURED = "11010519491231002X", "13812345678", "糖尿病", "A20394857"
NUMBERS = (ID_CARD, PHONE, INSURED)
SECRETS = (*NUMBERS, ILLNESS)
POISON = f"502张三{ILLNESS} {ID_CARD} {PHONE} 医保卡号{INSURED}"


@pytest.fixture
def logged() -> Iterator[Callable[[], str]]:
    """Every log line that was written, told on being asked."""
    lines = StringIO()
    with redirect_stderr(lines):
        log.set_up("DEBUG")
    yield lines.getvalue
    log.set_up("CRITICAL")


@pytest.fixture
def sweep(opened: tuple[Path, list[Heard]], tmp_path: Path, logged: Callable[[], str]) -> Iterator[Night]:
    """Six in the morning while 抗原 is collected, in files of its own."""
    path, heard = opened
    begin = Night.begin.replace(hour=6)
    with Night(fresh_sqlite(path, tmp_path / "night.db"), begin=begin, heard=list(heard)) as night:
        yield night


def raw(night: Night) -> bytes:
    """Every byte of the database's files."""
    path = Path(str(night.database.engine.url.database))
    return b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))


def check(night: Night, logged: Callable[[], str]) -> None:
    """Nothing of the poison is where it must not be."""
    night.new(15)
    for one in night.heard:
        for secret in SECRETS if one.room is not None else NUMBERS:
            assert secret not in one.text, one
    knowing = {night.contact(name) for name in (HE, SONG, WANG)}
    for one in night.heard:
        assert one.room is not None or ILLNESS not in one.text or one.to in knowing | {"wx-502-张三"}, one
    state = json.dumps(night.state(), ensure_ascii=False)
    found, lines = raw(night), logged()
    assert len(found) > 10_000
    for secret in SECRETS:
        assert secret not in state
        assert secret not in lines
        assert secret.encode() not in found


TEXTS = (
    f"502 3人阴 {POISON}", f"502 1人阳2人阴 {POISON}", f"502 看不清 {POISON}", POISON, f"{POISON}，求配络活喜2盒",
    f"救命，{POISON}，老人摔倒流血了，快来人", f"什么时候消毒？{POISON}", f"我家楼上漏水三天了没人管，{POISON}",
    f"我是医生可以帮忙 {POISON}", f"#接龙\n1. 502 3人阴 {POISON}\n2. 301 2人阴", f"大家好 {POISON}",
    f"3-301 代报 {POISON}", f"不想活了 {POISON}",
)  # fmt: skip


@pytest.mark.parametrize("room", [B3, None, VOLUNTEERS, STAFF])
def test_in_a_text(sweep: Night, logged: Callable[[], str], room: str | None) -> None:
    for number, text in enumerate(TEXTS):
        sweep.say("502-张三", text, room, contact=f"wx-teller-{number}")
        sweep.later(1)
    check(sweep, logged)


@pytest.mark.parametrize("name", [f"502-{ILLNESS}", f"502-张三{PHONE}", f"502 {ID_CARD}", f"502{ILLNESS} {PHONE}"])
def test_in_a_nickname(sweep: Night, logged: Callable[[], str], name: str) -> None:
    for text in ("大家早", "502 1人阳", "/统计", "什么时候消毒？", "救命，老人摔倒流血了", "求配络活喜2盒"):
        sweep.say(name, text, contact="wx-502-张三")
    sweep.say(HE, "/催报", B3)
    sweep.say(name, "", B3, kind=MessageType.LEAVE, contact="wx-502-张三")
    sweep.say(name, "", B3, kind=MessageType.IMAGE, contact="wx-502-张三")
    sweep.until("07:35")
    check(sweep, logged)


def test_in_a_quotation(sweep: Night, logged: Callable[[], str]) -> None:
    sweep.say("502-张三", f"楼上{ILLNESS}老人没人管，电话{PHONE}")
    sweep.say("301-赵六", "+1", quote=f"楼上{ILLNESS}老人没人管，电话{PHONE}")
    sweep.say("301-赵六", f"「张三：{POISON}」\n- - - - - - - - - -\n2人阴")
    for who, room in ((HE, B3), (HE, None), (WANG, STAFF), (HE, RELAYS)):
        for command in ("/转发", "/统计"):
            sweep.say(who, command, room, quote=f"楼上{ILLNESS}老人没人管，电话{PHONE}")
        sweep.new(3)
    check(sweep, logged)


def test_in_the_arguments_of_every_command(sweep: Night, logged: Callable[[], str]) -> None:
    names = list(sweep.replay.engine.kit.words.commands)
    for who, room in ((SONG, STAFF), (HE, B3), (HE, None), (WANG, RELAYS), ("502-张三", B3)):
        for name in names:
            for form in (
                f"/{name} {POISON}",
                f"/{name} 1 {POISON}",
                f"/{name} 3号楼\n{POISON}",
                f"/{name} @{POISON} 信息员",
            ):
                sweep.say(who, form, room)
        sweep.new(10)
    check(sweep, logged)


def test_in_notices_and_collections_that_are_confirmed(sweep: Night, logged: Callable[[], str]) -> None:
    for head in ("广播 3号楼", "广播 全区 定时 8:00", "广播 居委群", "收集 核酸 3号楼 截止 9:00", "求援 3号楼"):
        for words in (POISON, f"请找 {PHONE}", f"请 {ID_CARD} 来", f"502 {ILLNESS}"):
            sweep.say(SONG, f"/{head}\n{words}", STAFF)
            sweep.say(SONG, "/确认", STAFF)
            sweep.new(3)
    sweep.until("09:30")
    check(sweep, logged)


def test_in_the_name_of_a_group(sweep: Night, logged: Callable[[], str]) -> None:
    engine = sweep.replay.engine

    def renamed(work: Work) -> None:
        message = Stored(
            1, work.account, "t", "room-9", "wx-502-张三", MessageType.TEXT, False, sweep.replay.clock.now(), "",
            "大家好", "502-张三", POISON, None,
        )  # fmt: skip
        engine.dispatch._group(work, message)

    sweep.look(renamed)
    check(sweep, logged)


def test_in_an_answer_and_in_the_reason_of_a_dropped_item(sweep: Night, logged: Callable[[], str]) -> None:
    sweep.say("502-张三", "楼道灯坏了，什么时候修？")
    sweep.say("301-赵六", "垃圾三天没人收了，请尽快处理")
    sweep.new(3)
    for item in [one["id"] for one in sweep.state()["demands"]]:
        for words in (f"502 {ILLNESS}家先修", f"师傅电话{PHONE}", f"登记 {ID_CARD}"):
            sweep.say(SONG, f"/答复 {item} 将办 {words}", STAFF)
            assert sweep.said("没有发送", sweep.new(3))
        sweep.tell(HE, f"分拣 {item} 不转 {POISON}")
        sweep.tell(HE, f"/sort {item} drop {POISON}")
    assert "dropped" in [one["status"] for one in sweep.state()["demands"]]
    check(sweep, logged)


def test_in_the_roster(sweep: Night) -> None:
    """What a walk from door to door learned stands in the roster's tags: elderly, alone, ill."""
    stored = sweep.look(
        lambda work: [home.tags for flats in work.directory.households.values() for home in flats.values()]
    )
    assert "独居" in stored
    assert "独居".encode() not in raw(sweep)


# Every template, in every kind of room and in private.

PLACES = [*GroupKind, None]


def asked(night: Night, work: Work, group: Group | None = None) -> Call:
    """A message that something is answered to."""
    now = night.replay.clock.now()
    message = Stored(1, work.account, "t", None, "wx-he", MessageType.TEXT, False, now, "", "", "", None, None)
    return Call(work, night.replay.engine.kit, message, now, group=group)


@pytest.mark.parametrize("kind", PLACES)
def test_no_template_tells_it_to_a_group(night: Night, kind: GroupKind | None) -> None:
    def walk(work: Work) -> list[tuple[str, str]]:
        post = night.replay.engine.dispatch.renderer(work)
        group = work.directory.groups["here"] = Group("here", f"群 {POISON}", kind, "3")
        call = asked(night, work, group)
        told = []
        for template in template_names():
            # What staff wrote for everybody is looked at before: of that, only numbers are masked here.
            official = frozenset({"title", "label", "how_to", "answer", *(["text"] * (template in OFFICIAL_TEXT))})
            for spared, secrets in ((official, SECRETS), (frozenset[str](), NUMBERS)):
                reply = Reply(template, poisoned(template, POISON, spared))
                said = post.words(call, reply, group.id)
                may = kind is GroupKind.STAFF or post.may_say(call, reply, group.id, None, said)
                told += [(template, said) for secret in secrets if may and secret in said]
        del work.directory.groups["here"]
        return told

    assert night.look(walk) == []


def test_no_template_shows_a_number_in_private(night: Night) -> None:
    def walk(work: Work) -> list[str]:
        post = night.replay.engine.dispatch.renderer(work)
        call = asked(night, work)
        said = {name: post.words(call, Reply(name, poisoned(name, POISON)), None) for name in template_names()}
        return [name for name, text in said.items() if any(number in text for number in NUMBERS)]

    assert night.look(walk) == sorted(REVEALS)


def test_the_walk_has_poison_to_find() -> None:
    """A walk over templates that show nothing would find nothing."""
    with_poison = [name for name in template_names() if POISON in str(poisoned(name, POISON))]
    assert len(with_poison) > 40
    assert {"forward/up", "notice/text", "medicine/sheet", "refused/not_understood"} <= set(with_poison)


@pytest.mark.parametrize(
    "text",
    [
        "１３８１２３４５６７８",
        "138 1234 5678",
        "+86 138-1234-5678",
        "110105 19491231 002X",
        ILLNESS,
        "糖 尿 病",
        "高血壓",
    ],
)
def test_however_it_is_written(text: str) -> None:
    assert discreet(f"502 {text}，请帮忙") == "502 ▇，请帮忙"
