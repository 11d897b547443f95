"""Help on one command, asked as the help itself says."""

from __future__ import annotations

from tests.support.night import B3, SONG, STAFF, Night


def test_help_on_a_command_needs_no_slash(sweep: Night) -> None:
    sweep.say(SONG, "帮助 统计", STAFF)
    told = sweep.new()[-1]
    assert "/统计" in told.text
    assert "写法" in told.text


def test_help_between_neighbours_is_no_command(sweep: Night) -> None:
    sweep.say("502-张三", "帮助 501的老人拿药", B3)
    assert not any("写法" in told.text for told in sweep.new())
