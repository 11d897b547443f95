"""What an order is made of: amounts, sizes, prices, things, and the words around them, as patterns built once."""

from __future__ import annotations

from functools import cache

from bot.understand.goods_words import goods_words, measure_pattern, number_pattern
from bot.understand.patterns import any_of, lazily
from bot.understand.words import place_words, reading_words

# Lists of reading.yaml that make a clause order nothing.
_DOUBTING = ("question", "past", "doubt")
_CATTY = "\u65a4"
_HAN = "[\u3400-\u9fff]"


class OrderPatterns:
    """Patterns for folded text.

    Groups of ``amount``: each, n and m, b and bm (*2盒), c (a bare number), shared and k (各一), h (a half).
    """

    def __init__(self) -> None:
        words, reading, places = goods_words(), reading_words(), place_words()
        number, measure, strength = number_pattern(), measure_pattern(), any_of(words.strengths)
        self.emoji = lazily(f"(?:{any_of(words.emoji)})\ufe0f?")
        self.names = words.emoji
        self.packs = frozenset(words.packs)
        hour, minute, month, day = (any_of(one) for one in (places.hours, places.minutes, places.months, places.days))
        money = rf"[0-9]{{1,5}}(?:\.[0-9]{{1,5}})?\s?(?:{any_of(words.money)}|块(?=\s?[/每一0-9]))|[¥￥][0-9.]+"
        # 牛奶68/箱; 面粉25斤88
        counted = "".join(one for one in words.packs if len(one) == 1) + _CATTY
        behind = rf"(?:\.[0-9]{{1,2}})?(?![0-9./]|\s?(?:{measure}|{any_of(words.sizes)}))"
        money += rf"|[0-9]{{1,5}}(?:\.[0-9]{{1,2}})?(?=/(?:{measure}))|(?<=[{counted}])[0-9]{{2}}{behind}"
        piece = "\u5757"
        some = f"{number}{piece}"  # 一颗八块五, 六块钱一把
        money += rf"|一(?:{measure}){some}(?:{number}|半|钱|多)?(?![0-9])"
        money += rf"|{some}(?:[{''.join(reading.numbers)}](?!{measure})|半|钱)"
        self.price = lazily(rf"(?:{money})(?:\s?(?:/|每|一)\s?(?:{measure}))?")
        pack = any_of(words.packs)
        self.sized = lazily(rf"[*×x]\s?[0-9]{{1,5}}(?:{pack})\Z")
        # What the thing is, not how many: 600ml*24瓶, 5kg装, 24瓶/箱, 十斤装, 20斤的; and times of day.
        self.size = lazily(
            rf"[0-9]{{1,5}}(?:\.[0-9]{{1,5}})?(?:{any_of(words.sizes)})(?![a-z])"
            rf"(?:(?:\s?[*×x]\s?[0-9]{{1,5}}(?:{measure}|{any_of(words.sizes)})?)+(?:/(?:{measure}))?(?:装)?|/(?:{measure})(?:装)?|装|(?=\s?的?\s?{number}\s?(?:{pack})))"
            rf"|(?<=[{''.join(one for one in words.packs if len(one) == 1)}])\s?{number}\s?(?:{strength})的"
            rf"|{number}\s?(?:{measure}|{strength})大?包?装|{number}(?:{measure}|{strength})/(?:{measure})"
            rf"|(?<=[0-9])[*×x][0-9]{{1,5}}(?:{measure})(?=[0-9])"
            rf"|[0-9]{{1,2}}(?:{month})[0-9]{{1,2}}(?:{day})?|[0-9]{{1,2}}[:：][0-9]{{2}}|[0-9]{{1,2}}(?:{hour})(?:[0-9]{{1,2}}(?:{minute}))?"
        )
        portions = any_of(words.portions)
        goods = any_of(words.goods)
        apart = rf"(?:\s(?!{goods}))?(?!{any_of(words.begun)})(?:{any_of(words.grades)})?"
        between, parted = any_of(words.between), any_of(words.parted)
        rough = rf"(?:\s?(?:[-~～/]|{between})\s?{number}|(?:{parted}){number}|(?:{any_of(words.roughly)}))"
        named, alone = f"(?!{any_of(words.numbered_names)})", "".join(f"(?<!{one})" for one in words.paired)
        self.amount = lazily(
            rf"(?P<each>(?:{any_of(words.each)})\s?)?(?:(?<![0-9./])(?P<v>{number}{rough})\s?(?P<vm>{measure})"
            rf"|(?P<n>(?<![0-9.])(?:(?<![a-z])|(?<![a-z0-9][a-z])(?={number}\s?(?:{portions}))|(?=[^0-9])){named}{number}){apart}"
            rf"(?P<m>{measure})(?!{any_of(words.not_goods)})(?P<h>半(?!{measure}))?|{alone}(?P<u>{any_of(words.pairs)})(?:(?P<um>{measure})(?P<uh>半(?!{measure}))?)?(?![0-9])"
            rf"|(?:(?<={')|(?<='.join(words.ones)}))(?P<o>{measure})(?=(?:{any_of(words.grades)})?(?:{goods}))"
            rf"|[*×x+]\s?(?P<b>[0-9]{{1,3}})(?![0-9.a-z])(?:\s?(?P<bm>{measure}))?"
            rf"|(?P<shared>(?:{any_of(words.each)})\s?)(?P<k>{number})(?=\s|$)"
            rf"|(?<![0-9.a-z])(?!(?:{any_of(words.numbered)})(?![0-9]))(?P<c>[0-9]{{1,2}})(?=\s|$|{goods}))"
        )
        spoiling = {*reading.hearsay, *reading.pastimes, *reading.condition}.difference(words.plain, words.supposed)
        self.spoiled = lazily(any_of([*words.told, *spoiling]))
        self.supposed = lazily(any_of({*words.supposed, *reading.wish}.difference(words.plain)))
        doubting = {word for name in _DOUBTING for word in getattr(reading, name)}.difference(words.plain)
        self.void = lazily(
            rf"{any_of([*words.not_an_order, *doubting])}"
            rf"|(?:{any_of(words.those)}){number}\s?(?:{measure})"
            rf"|(?:{any_of(words.being)}){number}.{{1,8}}(?:{any_of(words.choosing)})"
        )
        self.total = lazily(rf"\s*(?:{any_of(words.totals)})\s?(?={number})")
        self.lacking = lazily(any_of(words.lacking))
        self.turning = lazily(any_of(words.to_the_point))
        cooked = any_of(words.goods)
        self.dish = lazily(rf"[{words.cooked}](?:{cooked})|(?:{cooked})[{words.cooked_with}](?:{cooked})")
        self.talk = lazily(any_of(words.talk))
        self.described = lazily(
            rf"(?<![0-9a-z\u3400-\u9fff])(?:{any_of(words.described)})(?:{any_of(words.attributes)})?(?!{_HAN})"
        )
        self.asked_of = lazily(
            rf"(?<={_HAN})\s?(?:{any_of(words.asked_of)})(?:{any_of(words.looks)})(?:{any_of(words.looks_endings)})?(?!{_HAN})"
        )
        self.either = lazily(any_of(words.either))
        self.alternative = lazily(rf"{_HAN}(?:{any_of(words.either)}){_HAN}")
        self.given_up = lazily(any_of(words.given_up))
        self.fallback = lazily(any_of(words.fallback))
        self.denied = lazily(rf"(?:{any_of(words.denied)})\s?{number}\s?(?:{measure})")
        self.numbered = frozenset(words.numbered)
        self.run = lazily(rf"(?:{any_of(words.goods)})(?:{any_of(words.goods)})+|[{words.short}]{{2,}}")
        self.household = lazily(rf"{number}\s?(?:{any_of(reading.people)})+\Z")
        described = any_of(one for one in words.described if one[0] > "z")
        self.suffix = lazily(rf"(?:{described})\Z")
        self.outside = lazily(rf"[\s,，]{{0,2}}{number}\s?(?:{pack})")
        self.may_have = lazily(rf"[^,，;；\s]{{0,3}}(?:{any_of(words.may_have)})")
        self.telling = lazily(f"[{words.telling}]")
        self.joke = lazily(any_of([*reading.joke, *reading.laughter]))
        self.wanted = lazily(any_of(words.wanting))
        self.changed, self.replaced = lazily(any_of(words.changed)), lazily(any_of(words.replaced))
        self.declined = lazily(any_of(words.declined))
        self.goods = lazily(any_of(words.goods))
        around = any_of([*words.around, *words.asking, *reading.acknowledging, *words.changed, *words.replaced])
        household = any_of([*reading.members, *words.persons, *words.me, *reading.mine])
        asks = any_of([*words.asking, *words.around, *words.before])
        neighbours = any_of([*reading.neighbours, *words.delivered])
        self.inside = lazily(any_of(words.inside))
        self.head = lazily(
            rf"^(?:(?!{any_of(words.goods)})(?:{around}|{neighbours}|{any_of(words.each)}|(?:{household})(?:{asks})+)|[^0-9a-z\u3400-\u9fff])+"
        )
        self.tail = lazily(rf"(?:{any_of([*words.around, *words.changed, *words.asking])}|[^0-9a-z\u3400-\u9fff])+\Z")
        self.name = lazily(rf"{_HAN}|[a-z]{{2}}|[a-z][0-9]{{2}}")
        self.option = lazily(r"[a-z]")
        self.options = lazily(r"[a-h]{2,4}")
        self.attribute = lazily(rf"(?:{any_of(words.attributes)})\Z")
        self.plain_name = lazily(rf"[^0-9]*(?:{any_of(words.goods)})\Z")
        titles, marks = any_of(reading.titles), any_of(reading.name_marks)
        self.person = lazily(
            rf"[{reading.surnames}]{_HAN}{{1,2}}|.{{0,3}}(?:{titles})|(?:{marks}){_HAN}{{1,2}}|({_HAN})\1"
        )
        self.people = frozenset(
            [*reading.members, *reading.whole, *reading.household, *reading.people, *words.around, *words.persons]
        )
        self.code = lazily(r"\[[^\[\]\n]{1,6}\]")
        self.bracket = lazily(r"[(（\[【][^()（）\[\]【】\n]{0,40}[)）\]】]")
        self.number = lazily(r"1[3-9][0-9]{9}|[0-9]{7,}")


@cache
def order_patterns() -> OrderPatterns:
    """The patterns, built once a process. Raises LexiconError."""
    return OrderPatterns()
