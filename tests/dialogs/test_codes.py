"""One-time codes: a group that has read one makes it worthless, and nobody guesses for long."""

from __future__ import annotations

from tests.support.night import SONG, STAFF, VOLUNTEERS, Night


def code_of(night: Night) -> str:
    night.say(SONG, "/任命 @赵干事 居委", STAFF)
    night.new(2)
    return "".join(ch for ch in night.to(SONG)[-1] if ch.isdigit())[:8]


def test_a_code_typed_in_a_group_is_burnt(sweep: Night) -> None:
    code = code_of(sweep)
    sweep.say("赵干事", f"/认证 {code}", VOLUNTEERS, contact="wx-zhao")
    assert "已经作废" in sweep.answer()
    sweep.tell("贼", f"/认证 {code}")
    assert "验证码不对" in sweep.answer()
    sweep.tell("赵干事", f"认证 {code_of(sweep)}", contact="wx-zhao")
    assert "认证成功" in sweep.answer()


def test_without_a_slash_too(sweep: Night) -> None:
    code = code_of(sweep)
    sweep.say("赵干事", f"认证 {code}", VOLUNTEERS, contact="wx-zhao")
    assert "已经作废" in sweep.answer()


def test_after_five_wrong_codes_an_hour_passes(sweep: Night) -> None:
    code = code_of(sweep)
    for guess in range(5):
        sweep.tell("贼", f"/认证 2222222{guess}")
        sweep.new(3)
    sweep.tell("贼", f"/认证 {code}")
    assert "一小时后" in sweep.answer()
    sweep.tell("赵干事", f"认证 {code}", contact="wx-zhao")
    assert "认证成功" in sweep.answer()
    sweep.tell("贼", "/认证 22222227", at="07:45")
    sweep.later(1)
    assert "验证码不对" in sweep.to("贼")[-1]
