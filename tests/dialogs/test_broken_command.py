"""A command that breaks is set aside; who works here hears that it was, a resident hears nothing."""

from __future__ import annotations

from dataclasses import replace

from bot.call import Call
from handlers import all_routes
from tests.support.night import HE, Night


def break_the_tally(night: Night) -> None:
    def breaks(call: Call) -> None:
        raise RuntimeError

    routes = all_routes()
    routes.commands["tally"] = replace(routes.commands["tally"], run=breaks)
    night.replay.engine.dispatch._router = routes


def test_a_relay_hears_that_it_could_not_be_done(sweep: Night) -> None:
    break_the_tally(sweep)
    sweep.tell(HE, "/统计")
    assert sweep.answer() == "没能处理，请稍后再试。"
    sweep.say("502-张三", "502 3人阴")
    assert sweep.answers() == {"502": "negative"}


def test_odd_digits_break_nothing(sweep: Night) -> None:
    for digits in ("²", "٣", "9" * 40):
        sweep.tell(HE, f"/统计 {digits}")
        sweep.later(3)
    assert not any("没能处理" in text for text in sweep.to(HE))
    assert len(sweep.to(HE)) == 3


def test_a_resident_hears_nothing(sweep: Night) -> None:
    break_the_tally(sweep)
    sweep.tell("502-张三", "/统计")
    assert not any("没能处理" in text for text in sweep.to("502-张三"))
