"""Bytes become messages: words that the reader knows, numbers, marks, and any character at all."""

from __future__ import annotations

from bot.understand import Message, load_forms
from bot.understand.goods_words import goods_words
from bot.understand.words import place_words, reading_words

_MARKS = [
    *"，。、；：？！\n -+*~/#@(（)）[]【】「」“”／0９\u200b\ud83d🐑✅🥚\x00",
    "1. ", "2. ", "#接龙\n", "例 ", "\n——————\n", "3-502", "3号楼502室", "500弄69号501室", "五零二", "5o2", "110",
    "13812345678", "310104196505051234", "4月10日", "7:30", "600ml*24瓶4箱", "10mg*30片/盒",
]  # fmt: skip
_COLLECTING = ("antigen", "headcount", "supplies", "medicine", None, "gas")
_SENDERS = (None, "502-张三", "3-1203 小荷", "信息员-3号楼", "", "🐑")
_GROUPS = ("official", "staff", "private", "relay")


def vocabulary() -> list[str]:
    """Every word of the forms, the readers' lists and some marks; 200 numbers and single characters behind them."""
    words: list[str] = list(_MARKS)
    for lexicon in (reading_words(), place_words(), goods_words()):
        for listed in lexicon.model_dump().values():
            words.extend(listed)
    for form in load_forms().values():
        for answer in form.answers.values():
            words.extend((*answer.words, *answer.weak))
        words.extend(form.not_answers)
    return [*dict.fromkeys(words), *(str(number) for number in range(0, 2000, 10))]


def message_of(data: bytes, words: list[str]) -> Message:
    """The message that ``data`` spells: four bytes of circumstances, then two bytes a word or a character."""
    head, body = data[:4].ljust(4, b"\0"), data[4:]
    parts: list[str] = []
    for index in range(0, len(body) - 1, 2):
        code = body[index] << 8 | body[index + 1]
        parts.append(words[code % len(words)] if code < 0xC000 else chr(code - 0xC000 + 0x20))
    return Message(
        "".join(parts),
        _SENDERS[head[0] % len(_SENDERS)],
        _GROUPS[head[1] % len(_GROUPS)],
        "3" if head[2] % 4 else None,
        _COLLECTING[head[3] % len(_COLLECTING)],
    )
