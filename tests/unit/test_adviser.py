"""The second opinion: asked only where a person must look, told nothing of anybody, and it can only propose."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

import pytest
from pydantic import SecretStr

from bot.adviser import Adviser, Proposal, adviser_of
from bot.cli.understand import answer
from bot.errors import ConfigError
from bot.settings import Settings
from bot.understand import Meaning, Message, Reader, load_forms, mask

FORMS = load_forms()
READER = Reader(FORMS)


class StandIn(ThreadingHTTPServer):
    """A model that says what it is told to, in the protocol of chat completions."""

    daemon_threads = True

    def __init__(self) -> None:
        self.heard: list[tuple[str, str | None, dict[str, Any]]] = []
        self.says: Any = {"room": None, "result": "negative", "why": "像是阴性"}
        self.status = 200
        self.whole: bytes | None = None
        self.drips = False
        self.over = Event()
        super().__init__(("127.0.0.1", 0), _Handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def told(self) -> str:
        """The words of the person that were sent last."""
        return str(self.heard[-1][2]["messages"][-1]["content"])


class _Handler(BaseHTTPRequestHandler):
    server: StandIn

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.heard.append((self.path, self.headers.get("Authorization"), body))
        said = self.server.says if isinstance(self.server.says, str) else json.dumps(self.server.says)
        reply = json.dumps({"choices": [{"message": {"role": "assistant", "content": said}}]}).encode()
        reply = reply if self.server.whole is None else self.server.whole
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(reply)))
        self.end_headers()
        if not self.server.drips:
            self.wfile.write(reply)
            return
        for index in range(len(reply)):
            if self.server.over.wait(0.05):
                return
            self.wfile.write(reply[index : index + 1])

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
        """Quiet."""


@pytest.fixture
def model() -> Iterator[StandIn]:
    server = StandIn()
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.over.set()
    server.shutdown()
    thread.join()
    server.server_close()


def asked(
    model: StandIn, text: str, *, seconds: float = 5.0, key: str | None = None
) -> tuple[Meaning, Proposal | None]:
    message = Message(text, "502-张三", "official", "3", "antigen")
    meaning = READER.read(message)
    adviser = Adviser(model.url, "stand-in", SecretStr(key) if key else None, seconds)
    return meaning, adviser.propose(message, meaning, FORMS)


def test_what_the_rules_are_sure_of_is_never_asked(model: StandIn) -> None:
    for text in ("502 阴", "我家两条杠", "今天天气不错", "撤回"):
        assert asked(model, text)[1] is None
    assert model.heard == []


def test_it_proposes_and_books_nothing(model: StandIn) -> None:
    model.says = {"room": "ROOM1", "result": "positive", "why": "说有淡淡的线", "book": True}
    meaning, proposal = asked(model, "602 若隐若现")
    assert proposal == Proposal(room="602", result="positive", why="说有淡淡的线")
    assert [(entry.result, entry.review) for entry in meaning.entries] == [("unclear", "unclear_result")]


def test_it_sees_nobody(model: StandIn) -> None:
    asked(model, "@小荷 602王阿姨电话13812345678，身份证310104196505051234，若隐若现")
    said = json.dumps(model.heard, ensure_ascii=False)
    for private in ("602", "王阿姨", "13812345678", "310104", "小荷", "502", "张三"):
        assert private not in said
    assert "若隐若现" in model.told()


def test_the_protocol_and_the_key(model: StandIn) -> None:
    asked(model, "502 若隐若现", key="sesame")
    path, authorization, body = model.heard[0]
    assert (path, authorization) == ("/v1/chat/completions", "Bearer sesame")
    assert body["model"] == "stand-in"
    assert [one["role"] for one in body["messages"]] == ["system", "user"]


@pytest.mark.parametrize(
    "says",
    [
        "no idea",
        "",
        "{",
        "[]",
        {"result": "healthy"},
        {"room": "1203", "result": "negative"},
        {"result": "negative", "why": "很长" * 200},
        {"result": None},
        "[" * 30_000,
    ],
)
def test_a_strange_answer_is_no_proposal(model: StandIn, says: Any) -> None:
    model.says = says
    assert asked(model, "502 若隐若现")[1] is None
    assert len(model.heard) == 1


def test_brackets_without_end_are_no_proposal(model: StandIn) -> None:
    model.whole = b"[" * 60_000
    assert asked(model, "502 若隐若现")[1] is None


def test_marks_that_nobody_sees_do_not_reach_who_settles_it(model: StandIn) -> None:
    model.says = {"room": None, "result": "negative", "why": "像\u202e阴\n性\x1b[2J"}
    proposal = asked(model, "502 若隐若现")[1]
    assert proposal is not None
    assert proposal.why == "像阴性[2J"


def test_a_number_is_not_cut_in_two(model: StandIn) -> None:
    asked(model, "502 若隐若现" + "，" * 981 + "310104196505051234")
    assert "310104" not in model.told()


def test_another_endpoint_keeps_its_query(model: StandIn) -> None:
    message = Message("502 若隐若现", None, "official", "3", "antigen")
    Adviser(model.url + "?api-version=1", "stand-in", None, 5.0).propose(message, READER.read(message), FORMS)
    assert model.heard[0][0] == "/v1/chat/completions?api-version=1"


@pytest.mark.parametrize("url", ["http://[::1", "http://example.org:port/v1", "http://example.org:99999", "http:///v1"])
def test_an_address_that_is_none_is_refused_at_start(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("FENJIAN_ADVISER_URL", url)
    monkeypatch.setenv("FENJIAN_ADVISER_MODEL", "some-model")
    with pytest.raises(ConfigError, match="FENJIAN_ADVISER_URL"):
        adviser_of(Settings())


def test_an_answer_wrapped_in_words_is_read(model: StandIn) -> None:
    model.says = '好的：```json\n{"room": null, "result": "none", "why": "提问"}\n```'
    proposal = asked(model, "502 若隐若现")[1]
    assert proposal is not None
    assert (proposal.room, proposal.result) == (None, "none")


def test_an_error_of_the_endpoint_is_no_proposal(model: StandIn) -> None:
    model.status = 500
    assert asked(model, "502 若隐若现")[1] is None


def test_an_answer_that_drips_is_not_waited_for(model: StandIn) -> None:
    model.drips = True
    start = time.perf_counter()
    assert asked(model, "502 若隐若现", seconds=0.3)[1] is None
    assert time.perf_counter() - start < 3


def test_nobody_there_is_no_proposal() -> None:
    adviser = Adviser("http://127.0.0.1:9/v1", "none", None, 1.0)
    message = Message("502 若隐若现", None, "official", "3", "antigen")
    assert adviser.propose(message, READER.read(message), FORMS) is None


def test_off_unless_it_is_set_up(monkeypatch: pytest.MonkeyPatch) -> None:
    assert adviser_of(Settings()) is None
    monkeypatch.setenv("FENJIAN_ADVISER_URL", "ftp://example.org")
    with pytest.raises(ConfigError, match="FENJIAN_ADVISER_URL"):
        adviser_of(Settings())
    monkeypatch.setenv("FENJIAN_ADVISER_URL", "https://example.org/v1")
    with pytest.raises(ConfigError, match="FENJIAN_ADVISER_MODEL"):
        adviser_of(Settings())
    monkeypatch.setenv("FENJIAN_ADVISER_MODEL", "some-model")
    monkeypatch.setenv("FENJIAN_ADVISER_KEY", "sesame")
    adviser = adviser_of(Settings())
    assert adviser is not None
    assert "sesame" not in repr(adviser)


def test_a_proposal_is_one_more_key_of_the_line() -> None:
    raw = json.dumps({"id": 1, "text": "502 若隐若现", "building": "3", "collecting": "antigen"}).encode()
    plain = answer(READER, raw)
    advised = answer(READER, raw, advise=lambda message, meaning: {"room": None, "result": "positive", "why": ""})
    assert advised.pop("proposal") == {"room": None, "result": "positive", "why": ""}
    assert advised == plain


@pytest.mark.parametrize(
    ("text", "masked", "hidden"),
    [
        ("602 阳", "ROOM1 阳", {"ROOM1": "602"}),
        ("3号楼602室和603都阳", "ROOM1和ROOM2都阳", {"ROOM1": "3号楼602室", "ROOM2": "603"}),
        ("李四 发烧了", "NAME1 发烧了", {"NAME1": "李四"}),
        ("今天测了", "今天测了", {}),
    ],
)
def test_what_is_hidden_can_be_put_back(text: str, masked: str, hidden: dict[str, str]) -> None:
    assert mask(text) == (masked, hidden)


@pytest.mark.parametrize(
    ("text", "private"),
    [
        ("我叫王建国，阳了", "王建国"),
        ("联系人：李小明，若隐若现", "李小明"),
        ("我妈李桂芳确诊了", "李桂芳"),
        ("3号楼502王建国阳性", "王建国"),
        ("身份证31010419650505123", "31010419650505123"),
        ("身份证3101041965050512345", "3101041965050512345"),
        ("卡号6222021234567890123", "6222021234567890123"),
        ("微信wxid_abc123", "wxid"),
        ("邮箱zhangsan@example.org", "zhangsan"),
        ("车牌沪A12345", "12345"),
        ("138\u200b12345678", "12345678"),
        ("我是小美，两条", "小美"),
    ],
)
def test_who_is_told_of_stays_unknown(text: str, private: str) -> None:
    assert private not in mask(text, "502-小美")[0].lower()


def test_the_result_beside_a_name_is_seen() -> None:
    assert mask("502张伟阳")[0] == "ROOM1NAME1阳"
