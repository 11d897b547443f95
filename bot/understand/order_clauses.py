"""What the clauses of an order order together: an amount alone is of the thing before it, a remark of nothing."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from bot.understand.goods_words import goods_words
from bot.understand.order_amounts import Amount, Item, counts_packs, known_goods
from bot.understand.order_patterns import order_patterns
from bot.understand.order_sharing import are_of
from bot.understand.things import run_together


@dataclass(slots=True)
class Clause:
    """What stands between two marks: its ``items``, or a thing without an amount (``named``), or the reverse.

    ``void`` where it only speaks of goods, ``spoiled`` where nothing of its sentence is meant,
    ``last`` where it is the door alone, and what was told before it is over; ``shared`` are the amounts of one that
    says who gets them, ``given_up`` where it takes back what stands before it, ``talked_of`` what runs out.
    """

    items: list[Item] = field(default_factory=list)
    named: str = ""
    amount: Amount | None = None
    void: bool = False
    spoiled: bool = False
    wanted: bool = False
    priced: bool = False
    declined: bool = False
    alike: bool = False
    last: bool = False
    given_up: bool = False
    talked_of: str = ""
    shared: list[Amount] = field(default_factory=list)


def collected(clauses: list[Clause], *, listed: bool) -> list[Item]:
    """The items of all clauses that order; an amount alone belongs to the thing named right before it."""
    items: list[Item] = []
    spoken = False
    wished = ""  # 娃想吃草莓，来一箱: a thing that is spoken of, which somebody must look at
    pending = offered = ""  # 鸡蛋25元一板，我要两板: a thing with its price, and how many of it are wanted
    counted: Amount | None = None
    for clause in clauses:
        offered = clause.talked_of or offered  # 卫生纸没剩几卷了，登记2提
        if clause.last or clause.void or clause.spoiled:
            named = known_goods(_only_thing(clause)) if clause.void and not clause.spoiled else []
            wished = named[0] if len(named) == 1 else ""
            spoken, pending = not clause.last, ""  # 忘了时间，502，鸡蛋2盒: talk, and behind the door the order
            continue
        if (spoken and not (listed or clause.wanted)) or _of_the_last(clause, items):
            continue  # 上次的不错，鸡蛋2盒 tells of eggs; 上次的不错，再来2盒鸡蛋 orders them
        amount = clause.amount
        if amount is not None and not clause.items:
            counted = _alone(amount, clause, items, pending or (offered if clause.wanted else ""))
            if counted is not None and wished and clause.wanted:
                items.append(Item(wished, amount.number, amount.measure, sure=False))
                counted = None
        elif counted is not None and (one := _only_thing(clause)):
            clause.items, clause.named, counted = [Item(one, counted.number, counted.measure)], "", None
        pending = clause.named or (pending if not clause.items and amount is None else "")
        if clause.priced and all(one.quantity is None for one in clause.items):
            offered = clause.items[0].name if len(clause.items) == 1 else offered
            continue  # 鸡蛋20元一盒 offers, and orders nothing
        items += clause.items
    ordered = any(item.sure and item.quantity is not None for item in items)
    items = [item for item in items if item.quantity is not None or not _is_dish(item.name)]
    if ordered and len(items) > 1:
        items = [item for item in items if item.name not in goods_words().uses]
    if spoken and not listed:
        items = [item for item in items if item.quantity is not None]  # 想要蛋，有伐
    amounted = {item.name for item in items if item.quantity is not None}
    items = [item for item in items if item.quantity is not None or not _named_again(item.name, amounted)]
    declined = {item.name for clause in clauses if clause.declined for item in clause.items} if ordered else set()
    items = [item for item in items if not (item.quantity is None and item.name in declined)]
    # 两三盒: an amount that is not sure.
    return [replace(item, sure=item.sure and not (item.quantity is None and item.measure)) for item in items]


def _of_the_last(clause: Clause, items: list[Item]) -> bool:
    """牛奶3箱，一箱给我妈: whether ``clause`` only says who gets what was ordered as the last of ``items``.

    All of them are not sure where it takes them back.
    """
    if clause.given_up:
        items[:] = [replace(item, sure=False) for item in items]
    return bool(clause.shared and items and are_of(clause.shared, items[-1]))


def _is_dish(name: str) -> bool:
    """炖萝卜, 萝卜炖肋排: what somebody will cook; not 烧鸡, which is sold."""
    patterns = order_patterns()
    return patterns.dish.fullmatch(name) is not None and patterns.goods.fullmatch(name) is None


def _named_again(name: str, counted: set[str]) -> bool:
    """来点葱姜蒜，葱两根姜一块: what is named together and then counted one by one."""
    parts = run_together(name, order_patterns())
    if name in counted or (len(parts) > 1 and bool(counted & set(parts))):
        return True
    return any(one.endswith(name) for one in counted)  # 只买米，大米一袋


def _alone(amount: Amount, clause: Clause, items: list[Item], pending: str) -> Amount | None:
    """Give an amount alone to the thing named before it, in ``items``; return it where there is none."""
    last = items[-1] if items else None
    if clause.alike and last:
        items.append(replace(last, quantity=amount.number, measure=amount.measure))
    elif pending:
        items.append(Item(pending, amount.number, amount.measure))
    elif last is None and clause.alike:
        items.append(Item("", amount.number, amount.measure, sure=False))  # 蓝月亮牌的两瓶
    elif last is None:
        return amount
    elif last.quantity is None or (counts_packs(last.measure, amount.measure) and not amount.told):
        items[-1] = replace(last, quantity=amount.number, measure=amount.measure)
    elif not amount.told and (last.quantity, last.measure) != (amount.number, amount.measure):
        items[-1] = replace(last, sure=False)  # 牛奶2袋，1箱
    return None


def _only_thing(clause: Clause) -> str:
    """The one thing that ``clause`` names, without an amount: 要三箱，饮用水."""
    names = [one.name for one in clause.items if one.quantity is None] or [clause.named]
    name = names[0]
    known = bool(name) and (order_patterns().goods.search(name) is not None or name[-1] in goods_words().short)
    return name if known and len(names) == 1 and len(clause.items) <= 1 else ""
