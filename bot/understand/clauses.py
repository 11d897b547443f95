"""Which answers are none: questions, doubt, hearsay, wishes and the like void the answers that stand under them."""

from __future__ import annotations

from bot.understand.defined import defines, explained
from bot.understand.of_whom import LAUGHED, OWN, RETRACTED, TOPIC, Whose, retracted
from bot.understand.tokens import Clause, Kind, Token
from bot.understand.words import reading_words

# To the end of the sentence; the rest to the end of the clause only.
_SENTENCE = {Kind.HEARSAY: "hearsay", Kind.CONDITION: "condition"}
_CLAUSE = (
    (Kind.WEATHER, "weather"),
    (Kind.WISH, "wish"),
    (Kind.DOUBT, "doubt"),
    (Kind.QUESTION, "question"),
    (Kind.PLAN, "plan"),
    (Kind.CONDITION, "condition"),
    (Kind.HEARSAY, "hearsay"),
)
_TEXT = ((Kind.TOPIC, TOPIC), (Kind.JOKE, "joke"), (Kind.LAUGHTER, LAUGHED))
_PLAIN = frozenset(
    {
        Kind.ANSWER, Kind.FILLER, Kind.PLACE, Kind.PEOPLE, Kind.NUMBER, Kind.COMMA, Kind.STOP, Kind.WHOLE, Kind.MEMBER,
        Kind.OWN, Kind.OTHER, Kind.REST, Kind.NAME, Kind.DASH, Kind.PLUS, Kind.NOW, Kind.BUILDING, Kind.ALL_BUT,
    }
)  # fmt: skip
_IN_NICKNAMES = frozenset({Kind.WEATHER, Kind.WISH, Kind.PLAN})
_SOMEBODY = frozenset({Kind.OTHERS, Kind.MEMBER})
_NOT_THEY = frozenset({Kind.ANSWER, Kind.OWN, Kind.WHOLE, Kind.PLACE})
_CUTTING = frozenset({Kind.COMMA, Kind.STOP, Kind.QUESTION, Kind.WHAT_NOW})
_NOT_ASKED = (Kind.FILLER, Kind.ANSWER)
_STEP_OVER = frozenset({Kind.FILLER, Kind.ATTEMPT, Kind.DEFINING, Kind.MEMBER, Kind.WHOLE, Kind.OWN, Kind.POSSESSIVE})


def split(tokens: list[Token], text: str) -> list[Clause]:
    """Cut ``tokens`` of ``text`` into clauses: at marks, before "what now?", and before a question after an answer."""
    current = Clause()
    clauses = [current]
    for token in tokens:
        kind = token.kind
        if kind not in _CUTTING:
            current.tokens.append(token)
            current.kinds.add(kind)
            continue
        if _begins(current, token, text):
            current = Clause(sentence=current.sentence)
            clauses.append(current)
        current.add(token)
        if kind is Kind.COMMA or kind is Kind.STOP or text[token.start] in "?？":
            current = Clause(sentence=current.sentence + (kind is not Kind.COMMA))
            clauses.append(current)
    if not clauses[-1].tokens:
        clauses.pop()
    return clauses


def _begins(current: Clause, token: Token, text: str) -> bool:
    """Whether ``token`` begins a clause though no mark stands before it."""
    if token.kind is Kind.WHAT_NOW:
        return bool(current.tokens)
    if text[token.start] in "?？":
        return False  # 401阳 ?: the mark asks what stands before it, near or far
    return token.kind is Kind.QUESTION and Kind.ANSWER in current.kinds and text[token.start - 1].isspace()


def void_reasons(clauses: list[Clause], text: str, *, listed: bool = False) -> dict[int, str]:
    """Return why an answer does not count, by the start of its token; answers that count are not in it.

    ``listed``: it is an entry of a list; what speaks of the sky or of hope beside a room there is a nickname.
    """
    voided: dict[int, str] = {}
    kinds: set[Kind] = clauses[0].kinds if len(clauses) == 1 else set().union(*[clause.kinds for clause in clauses])
    if Kind.ANSWER not in kinds:
        return voided
    if kinds <= _PLAIN:
        return _void_plain(clauses, text)
    hinted = own = False
    echoed = Kind.ECHO in kinds and _echoed(clauses)
    active: tuple[int, str] = (-1, "")
    long_ago = pastime = -1
    for clause in clauses:
        if Kind.LONG_AGO in clause.kinds:
            long_ago = clause.sentence
        elif Kind.NOW in clause.kinds:
            long_ago = -1
        active = _over_sentence(clause, active)
        if Kind.HEARSAY in clause.kinds:
            pastime = clause.sentence
        elif pastime == clause.sentence and not clause.kinds & OWN:
            active = (pastime, "hearsay")  # 追剧忘了报，1502阴 is none
        hinted = hinted or Kind.HINT in clause.kinds
        if Kind.ANSWER not in clause.kinds:
            own = own or bool(clause.kinds & (OWN | {Kind.PEOPLE}))
            continue
        named = listed and Kind.PLACE in kinds
        whole = _whole_clause(clause, named, active, hinted, echoed) or _whole_text(kinds)
        own = _void(clause, whole, voided, text, own=own, long_ago=long_ago == clause.sentence)
    _void_far_away(clauses, voided)
    _void_instructions(clauses, voided, text)
    return voided


def _over_sentence(clause: Clause, active: tuple[int, str]) -> tuple[int, str]:
    """The last sentence in which nothing counts, and why."""
    for kind, reason in _SENTENCE.items():
        if kind in clause.kinds and any(token.kind is kind and not token.number for token in clause.tokens):
            active = (clause.sentence, reason)
    return active


def _echoed(clauses: list[Clause]) -> bool:
    """502阳了，是吗; not 这样讲就行是吧，我家都阴, which asks about something else before."""
    answered = False
    for clause in clauses:
        answered = answered or Kind.ANSWER in clause.kinds
        if Kind.ECHO in clause.kinds and (answered or Kind.OTHER not in clause.kinds):
            return True
    return False


def _void_far_away(clauses: list[Clause], voided: dict[int, str]) -> None:
    """我闺蜜在广州，全家都阳了: the answers of who lives elsewhere, where nobody else of the household is named."""
    sentence, reason = -1, ""
    for clause in clauses:
        named = clause.kinds & OWN
        if _lives_elsewhere(clause):
            sentence, reason = clause.sentence, "elsewhere" if named else "others"
        elif named:
            return
        elif clause.sentence == sentence:
            answers = [token for token in clause.tokens if token.kind is Kind.ANSWER]
            voided.update((token.start, reason) for token in answers if token.start not in voided)


def _lives_elsewhere(clause: Clause) -> bool:
    return bool(Kind.ELSEWHERE in clause.kinds and clause.kinds & _SOMEBODY and not clause.kinds & _NOT_THEY)


def _void_plain(clauses: list[Clause], text: str) -> dict[int, str]:
    """Most messages: nothing in them speaks against an answer but what stands right beside it."""
    voided: dict[int, str] = {}
    several = -1
    for clause in clauses:
        if Kind.ANSWER not in clause.kinds:
            continue
        for index, token in enumerate(clause.tokens):
            if token.kind is Kind.ANSWER:
                several += 1
                if (token.general or token.alone or token.end - token.start == 1) and (
                    reason := _reason(clause, index, text)
                ):
                    voided[token.start] = reason
    if several > 0:
        _void_instructions(clauses, voided, text)
    return voided


def _void_instructions(clauses: list[Clause], voided: dict[int, str], text: str) -> None:
    """阴性的报阴，阳性的私聊我: who speaks of those with one answer and of those with another gives none himself."""
    answers = [token for clause in clauses for token in clause.tokens if token.kind is Kind.ANSWER]
    if len(answers) < 2:
        return
    if len(set(explained(clauses, text))) > 1:
        voided.update((token.start, "hint") for token in answers)
    if len({token.answer for token in answers if voided.get(token.start) == "general"}) > 1:
        voided.update((token.start, "hint") for token in answers)


def _whole_text(kinds: set[Kind]) -> str:
    """Why nothing in a text of ``kinds`` counts that nothing else speaks against; "" where it does."""
    return next((reason for kind, reason in _TEXT if kind in kinds), "")


def _whole_clause(clause: Clause, named: bool, active: tuple[int, str], hinted: bool, echoed: bool) -> str:
    if hinted or defines(clause):
        return "hint"
    if active[0] == clause.sentence:
        return active[1]
    if echoed:
        return "question"
    for kind, reason in _CLAUSE:
        if kind in clause.kinds and not (named and kind in _IN_NICKNAMES):
            return reason
    return ""


def _void(clause: Clause, whole: str, voided: dict[int, str], text: str, *, own: bool, long_ago: bool) -> bool:
    """Void what does not count; return whether the text has said by now whose answers these are."""
    whose = Whose(own=own, long_ago=long_ago)
    for index, token in enumerate(clause.tokens):
        if token.kind is not Kind.ANSWER:
            whose.hear(clause.tokens, index)
            continue
        back = RETRACTED if retracted(clause.tokens, index) else ""
        if whole == LAUGHED:
            voided[token.start] = back or whose.reason() or _reason(clause, index, text) or LAUGHED
        elif reason := whole or back or whose.reason() or _reason(clause, index, text):
            voided[token.start] = reason
    return whose.own


def _closed_by_past(after: list[Token]) -> bool:
    """502 阴（昨天）."""
    kinds = [token.kind for token in after]
    return Kind.PAST in kinds and Kind.ANSWER not in kinds


def _reason(clause: Clause, index: int, text: str) -> str:
    """Why the answer at ``index`` does not count, for what stands right beside it."""
    tokens = clause.tokens
    if tokens[index].general or _possessed(tokens, index, text):
        return "general"
    if _negated(tokens, index):
        return "negated"
    if Kind.PAST in clause.kinds and Kind.NOW not in clause.kinds and _closed_by_past(tokens[index + 1 :]):
        return "past"
    if Kind.DECOY in clause.kinds and Kind.PLACE not in clause.kinds and not _counted(tokens, index):
        return "decoy"
    if tokens[index].alone and _runs_on(tokens, index):
        return "object"
    return "glued" if _glued(tokens, index, text) else ""


def _possessed(tokens: list[Token], index: int, text: str) -> bool:
    """阴性的跟我说: what follows speaks of those who have the answer, not of the writer."""
    after = [token for token in tokens[index + 1 : index + 4] if token.kind is not Kind.FILLER][:2]
    if len(after) < 2 or after[0].kind is not Kind.POSSESSIVE:
        return False
    return (
        after[0].start - tokens[index].end <= 2
        and after[1].start == after[0].end
        and after[1].kind not in _STEP_OVER | _CUTTING
        and text[after[1].start : after[1].end] not in reading_words().addressed  # 都是阴性的你不要再打电话来了
    )


def _negated(tokens: list[Token], index: int) -> bool:
    if _none_of_it(tokens, index):
        return True
    defined = False
    for before in reversed(tokens[:index]):
        if before.kind is Kind.NEGATION:
            return before.end - before.start > 0
        if before.kind not in _STEP_OVER or (defined and before.kind is Kind.POSSESSIVE):
            return False  # 不好的就是两条杠
        defined = defined or before.kind is Kind.DEFINING
    return False


def _none_of_it(tokens: list[Token], index: int) -> bool:
    """一条杠都没看到: not even that."""
    after = tokens[index : index + 3]
    joined = len(after) == 3 and after[0].end == after[1].start and after[1].end == after[2].start
    return joined and after[1].kind in (Kind.WHOLE, Kind.FILLER) and after[2].kind is Kind.NEGATION


def _counted(tokens: list[Token], index: int) -> bool:
    """欧阳家2人阴: a number of people right before an answer."""
    before = tokens[index - 1] if index else None
    return before is not None and before.kind in (Kind.PEOPLE, Kind.NUMBER)


def _runs_on(tokens: list[Token], index: int) -> bool:
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    return after is not None and after.kind is Kind.OTHER and after.start == tokens[index].end


def _glued(tokens: list[Token], index: int, text: str) -> bool:
    """A single character that may be a part of an unknown word: 李阳, 阳某; not 猫没测，人阴."""
    token = tokens[index]
    if token.end - token.start != 1:
        return False
    before = index > 0 and tokens[index - 1].kind is Kind.OTHER and tokens[index - 1].end == token.start
    if before and text[tokens[index - 1].start : token.start] in reading_words().people:
        before = index > 1 and tokens[index - 2].end == tokens[index - 1].start
    after = index + 1 < len(tokens) and tokens[index + 1].kind is Kind.OTHER and tokens[index + 1].start == token.end
    return before or after


def asks_about(clause: Clause, token: Token) -> bool:
    """Whether the question of ``clause`` is whether ``token`` is true (502阳了吗), not what follows from it."""
    tokens = clause.tokens
    if any(before.kind is Kind.QUESTION and before.start < token.start for before in tokens):
        return True
    after = next((one for one in tokens if one.start > token.start and one.kind not in _NOT_ASKED), None)
    return after is None or after.kind is Kind.QUESTION


def answered(clauses: list[Clause]) -> dict[int, Clause]:
    """The clause of each answer, by where the answer starts."""
    return {token.start: clause for clause in clauses for token in clause.tokens if token.kind is Kind.ANSWER}
