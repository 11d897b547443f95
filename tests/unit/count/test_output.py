"""What a relay sees: a table that lines up, a text to paste upward, an object for a program."""

from __future__ import annotations

import io
import json
import sys
from importlib.resources import files
from pathlib import Path

import pytest
from rich.cells import cell_len

from bot.cli.count import count
from bot.errors import ConfigError

DEMO = Path(str(files("data").joinpath("demo", "copied_chat.txt")))


class Terminal(io.TextIOWrapper):
    def isatty(self) -> bool:
        return True


def shown(capsys: pytest.CaptureFixture[str], **options: object) -> str:
    assert count(**options) == 0  # type: ignore[arg-type]
    return capsys.readouterr().out


def test_the_whole_morning_on_one_page(capsys: pytest.CaptureFixture[str], roster_file: Path) -> None:
    text = shown(capsys, file=DEMO, households=roster_file)
    assert "应答 23 户，已答 11 户，未答 12 户，待核实 5 处，阳性或疑似 2 户" in text
    assert "阳性或疑似（2 户）：203、602" in text
    assert "602 前后说法不一样：“都阴，谢谢志愿者”（602 赵 07:04）；“一人两条杠了，怎么办”（602 钱 07:05）" in text
    assert "5-502 写的是别的楼：“5-502 3人阴”（冯 07:15）" in text
    assert "3楼　301、302、304" in text


def test_columns_line_up_though_chinese_is_wide(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "chat.txt"
    file.write_text("501 阴\n502 2人阴\n503 2阴1未测\n1201 不在家\n1202 阴\n1203 1人阴", encoding="utf-8")
    text = shown(capsys, file=file, building="3")
    upper = next(line for line in text.splitlines() if "1202" in line)
    lower = next(line for line in text.splitlines() if "502" in line)
    assert cell_len(upper[: upper.index("1202")]) == cell_len(lower[: lower.index("502")])
    assert cell_len(upper[: upper.index("1203")]) == cell_len(lower[: lower.index("503")])


def test_nothing_is_dropped_in_silence(capsys: pytest.CaptureFixture[str]) -> None:
    brief = shown(capsys, file=DEMO, building="3")
    full = shown(capsys, file=DEMO, building="3", show_all=True)
    assert "与统计无关的 2 条没有算（加 --all 可以看）" in brief
    assert "菜什么时候发啊？" not in brief
    assert "提问：“菜什么时候发啊？”（沈老师 07:13）" in full


def test_the_text_to_paste_upward_is_short_and_warns(capsys: pytest.CaptureFixture[str], roster_file: Path) -> None:
    assert count(file=DEMO, households=roster_file, paste=True) == 0
    said = capsys.readouterr()
    assert said.out.startswith("【3号楼 抗原检测】截至 4-10 07:21\n应答 23 户")
    assert len(said.out.splitlines()) < 10
    assert "不要发在楼群里" in said.err


def test_a_program_gets_one_object(capsys: pytest.CaptureFixture[str], roster_file: Path) -> None:
    table = json.loads(shown(capsys, file=DEMO, form="抗原", households=roster_file, as_json=True))
    assert (table["form"], table["building"], table["reported"], table["not_counted"]) == ("antigen", "3", 11, 2)
    assert set(table["positive_rooms"]) == {"203", "602"}
    assert {look["room"]: look["words"] for look in table["review"]}["203"] == "203 好像有两条杠，看不清"


def test_what_was_assumed_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(capsys, file=DEMO)
    assert "没有写 --form，按“抗原检测”来数" in text
    assert "没有住户名单" in text


def test_it_reads_what_is_pasted_and_says_how(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal(io.BytesIO("502 3人阴\n".encode())))
    assert count(building="3") == 0
    said = capsys.readouterr()
    assert "Ctrl-D" in said.err
    assert "502 阴性3" in said.out


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_file_may_be_saved_by_any_editor(encoding: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "chat.txt"
    file.write_bytes("502-张三: 3人阴\r\n".encode(encoding))
    assert "502 阴性3" in shown(capsys, file=file, building="3")


def test_nothing_to_read_is_said(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    empty = tmp_path / "chat.txt"
    empty.write_text("\n \n", encoding="utf-8")
    assert count(file=empty) == 1
    assert "没有收到文字" in capsys.readouterr().err
    with pytest.raises(ConfigError, match="is not there"):
        count(file=tmp_path / "other.txt")


def test_no_answer_among_the_words_is_said(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "chat.txt"
    file.write_text("张三: 早上好\n", encoding="utf-8")
    assert "没有读到一条回答" in shown(capsys, file=file, form="antigen", building="3")


def test_a_deadline_on_a_text_without_times_is_a_note_beside_the_table(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "chain.txt"
    file.write_text("#接龙\n1. 502 3人阴\n2. 503 2人阴\n", encoding="utf-8")
    assert count(file=file, building="3", deadline="7:30") == 0
    said = capsys.readouterr()
    assert "--deadline 没有用上" in said.err
    assert "502 阴性3" in said.out
    assert "无关" not in said.out, "nothing was left out"


def test_what_was_said_yesterday_can_be_left_out_of_a_copy_without_dates(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "chat.txt"
    file.write_text("501 昨天 21:03\n阴\n\n502 07:20\n阴\n", encoding="utf-8")
    table = json.loads(shown(capsys, file=file, form="antigen", building="3", since="0:00", as_json=True))
    assert list(table["answers"]) == ["502"]
