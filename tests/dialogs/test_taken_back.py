"""A 接龙 line that was taken back counts again once its sender posts the list again; nobody else's list revives it."""

from __future__ import annotations

from bot.contract import MessageType
from tests.support.night import Night

LIST = "#接龙\n抗原接龙\n\n1. 502 张三 3人阴"
MANY = "#接龙\n抗原接龙\n\n1. 301 a 3人阴\n2. 302 b 2人阴\n3. 401 c 4人阴"


def test_a_recalled_list_that_is_posted_again_counts(sweep: Night) -> None:
    posted = sweep.say("502-张三", LIST)
    sweep.say("502-张三", posted, kind=MessageType.RECALL)
    sweep.later(1)
    assert sweep.answers() == {}
    sweep.say("502-张三", LIST)
    sweep.later(1)
    assert sweep.answers() == {"502": "negative"}
    assert sweep.people() == {"negative": 3}


def test_a_withdrawn_line_that_is_posted_again_counts(sweep: Night) -> None:
    sweep.say("502-张三", LIST)
    sweep.say("502-张三", "撤销")
    sweep.later(1)
    assert sweep.answers() == {}
    sweep.later(11)
    sweep.say("502-张三", LIST)
    sweep.later(1)
    assert sweep.answers() == {"502": "negative"}


def test_a_list_of_many_lines_that_is_recalled_counts_once_it_is_posted_again(sweep: Night) -> None:
    posted = sweep.say("路人甲", MANY)
    sweep.say("路人甲", posted, kind=MessageType.RECALL)
    sweep.later(1)
    assert sweep.answers() == {}
    sweep.say("路人甲", MANY)
    sweep.later(1)
    assert sweep.answers() == {"301": "negative", "302": "negative", "401": "negative"}


def test_a_neighbour_s_list_does_not_revive_a_line_that_was_taken_back(sweep: Night) -> None:
    sweep.say("502-张三", LIST)
    sweep.say("502-张三", "撤销")
    sweep.say("401-李四", LIST + "\n2. 401 李四 4人阴")
    sweep.later(1)
    assert sweep.answers() == {"401": "negative"}


def test_a_line_that_its_author_took_out_and_put_back_counts(sweep: Night) -> None:
    sweep.say("502-张三", LIST)
    sweep.say("502-张三", "#接龙\n抗原接龙\n\n1. 401 李四 4人阴")
    sweep.later(1)
    assert sweep.answers() == {"401": "negative"}
    sweep.say("502-张三", LIST)
    sweep.later(1)
    assert "502" in sweep.answers()


def test_an_order_that_is_given_up_takes_no_answer_back(sweep: Night) -> None:
    sweep.say("502-张三", "502 3人阴")
    for said in ("麻烦取消我的订单", "我的鸡蛋不要了", "团购取消", "我家那两箱牛奶退了吧"):
        sweep.later(2)
        sweep.say("502-张三", said)
    sweep.later(1)
    assert sweep.answers() == {"502": "negative"}
