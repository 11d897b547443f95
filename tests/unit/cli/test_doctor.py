"""fenjian doctor: what is wrong, and how it is mended."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.clock import SystemClock
from bot.soundness.storage import check_clock
from data.session import Database
from tests.unit.cli.conftest import COMMUNITY, HOUSEHOLDS, Fenjian, Said


def faults(said: Said) -> list[str]:
    return [line[2:] for line in said.text.splitlines() if line.startswith("✗")]


def change(url: str, statement: str) -> None:
    database = Database(url, inline=True)
    with database.transaction() as connection:
        connection.exec_driver_sql(statement)
    database.close()


def test_a_sound_installation(fenjian: Fenjian, played: str) -> None:
    looked = fenjian("doctor", "--community", "community.yaml", "--database", played)
    assert (faults(looked), looked.status) == ([], 0)
    for subject in ("words and forms", "community file", "time zone", "transport", "database", "key", "clock"):
        assert f"✓ {subject}: " in looked.text
    assert "✓ coverage: 2 of 2 buildings" in looked.text
    assert fenjian("doctor", "--database", played).status == 0, "the database knows its community"


def test_before_the_first_start_it_says_what_would_be(fenjian: Fenjian, home: Path) -> None:
    looked = fenjian("doctor", "--community", "community.yaml")
    assert (faults(looked), looked.status) == ([], 0)
    assert "✓ coverage: 2 of 2 buildings" in looked.text
    assert not (home / "var").exists(), "nothing is made by looking"


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("wx-lan]}", "]}", "building 5: no relay in 5号楼官方群. Add 小兰 to that group."),
        ('buildings: ["5"]}', 'buildings: ["3"]}', "building 5: no relay. The secretary writes /appoint @NAME relay 5"),
        ('buildings: ["5"]}', 'buildings: ["5"], friend: false}', "private lines: relay 小兰 is no friend of the bot."),
        ("{id: wx-lan, ", "{", "private lines: relay 小兰 is not known here yet."),
        ('kind: official, building: "5"', "kind: job", "building 5: no official group."),
        ("kind: staff", "kind: job", "staff: no staff group: summaries have nowhere to go."),
        ("role: secretary", "role: staff", "staff: nobody is secretary: no notice can go out."),
        ("Asia/Shanghai", "Asia/Shanghia", "Did you mean Asia/Shanghai?"),
        ("kind: staff", "kind: stuff", "Did you mean staff?"),
        ("households.csv", "homes.csv", "homes.csv is not there."),
    ],
)
def test_what_the_community_lacks(fenjian: Fenjian, home: Path, old: str, new: str, fault: str) -> None:
    assert old in COMMUNITY
    (home / "community.yaml").write_text(COMMUNITY.replace(old, new), encoding="utf-8")
    looked = fenjian("doctor", "--community", "community.yaml")
    assert looked.status == 1
    assert any(fault in found for found in faults(looked)), faults(looked)


def test_every_problem_of_both_files_at_once(fenjian: Fenjian, home: Path) -> None:
    (home / "community.yaml").write_text(COMMUNITY.replace("kind: staff", "kind: stuff"), encoding="utf-8")
    (home / "households.csv").write_text(HOUSEHOLDS + "5,,101,1,\n", encoding="utf-8")
    found = faults(fenjian("doctor", "--community", "community.yaml"))
    assert len(found) == 2
    assert "line 7" in found[0] or "line 7" in found[1]


def test_the_bot_is_not_in_a_group(fenjian: Fenjian, played: str) -> None:
    change(played, "DELETE FROM chat_group_alias WHERE alias = '5号楼官方群'")
    assert faults(fenjian("doctor", "--database", played)) == [
        "building 5: the bot is not in 5号楼官方群. Add it to that group."
    ]


def test_what_is_stuck(fenjian: Fenjian, played: str) -> None:
    now = SystemClock().now().isoformat()
    change(played, "UPDATE inbox SET state = 'parked' WHERE seq = (SELECT max(seq) FROM inbox)")
    change(played, f"UPDATE outbox SET state = 'failed', created_at = '{now}' WHERE id = (SELECT min(id) FROM outbox)")
    messages, sends = faults(fenjian("doctor", "--database", played))
    assert messages.startswith("messages: 1 could not be handled")
    assert sends.startswith("sends: 1 of the last day failed")


def test_a_key_that_is_lost_or_open_to_all(fenjian: Fenjian, home: Path, played: str) -> None:
    key = home / "kept" / "fenjian.key"
    if os.name == "posix":
        key.chmod(0o644)
        assert "chmod 600" in faults(fenjian("doctor", "--database", played))[0]
    key.write_bytes(b"\xff\xfe" * 40)
    (fault,) = [fault for fault in faults(fenjian("doctor", "--database", played)) if "chmod" not in fault]
    assert fault.startswith(f"key: The key file {key} is damaged: a key is 32 bytes")
    key.unlink()
    (fault,) = faults(fenjian("doctor", "--database", played))
    assert fault.startswith("key: No key at ")


def test_a_damaged_database(fenjian: Fenjian, home: Path) -> None:
    (home / "night.db").write_bytes(b"no database" * 100)
    looked = fenjian("doctor", "--database", "night.db", "--community", "community.yaml")
    assert (looked.status, len(faults(looked))) == (1, 1)
    assert "damaged" in faults(looked)[0]


def test_a_database_of_another_schema(fenjian: Fenjian, played: str) -> None:
    change(played, "UPDATE alembic_version SET version_num = '0000'")
    (fault,) = faults(fenjian("doctor", "--database", played))
    assert "schema 0000" in fault


def test_another_communitys_database(fenjian: Fenjian, home: Path, played: str) -> None:
    (home / "other.yaml").write_text(COMMUNITY.replace("试验小区", "别的小区"), encoding="utf-8")
    assert (
        "does not hold the community" in faults(fenjian("doctor", "--community", "other.yaml", "--database", played))[0]
    )


def test_a_real_network_needs_its_settings(fenjian: Fenjian, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WECHATY_PUPPET_SERVICE_TOKEN", raising=False)
    monkeypatch.setenv("WECHATY_PUPPET_SERVICE_ENDPOINT", "127.0.0.1:9999")
    found = faults(fenjian("doctor", "--community", "community.yaml", "--transport", "wechaty"))
    assert found[0].startswith("transport: No gateway is known.")
    monkeypatch.setenv("WECHATY_PUPPET_SERVICE_TOKEN", "token-of-nobody")
    found = faults(fenjian("doctor", "--community", "community.yaml", "--transport", "wechaty"))
    assert "no gateway is there at 127.0.0.1:9999" in found[0]
    monkeypatch.setenv("WECHATY_PUPPET_SERVICE_ENDPOINT", "somewhere-else:9999")
    found = faults(fenjian("doctor", "--community", "community.yaml", "--transport", "wechaty"))
    assert "another machine" in found[0]
    assert fenjian("doctor", "--transport", "pigeon").status == 1


def test_a_clock_that_cannot_be_right() -> None:
    now = SystemClock().now()
    assert check_clock(now, None).sound
    assert not check_clock(now.replace(year=1970), None).sound
    assert not check_clock(now, now.replace(year=now.year + 1)).sound


def test_looking_changes_nothing(fenjian: Fenjian, home: Path, played: str) -> None:
    before = (home / "kept" / "night.db").read_bytes()
    fenjian("doctor", "--database", played)
    assert (home / "kept" / "night.db").read_bytes() == before


def test_the_roster_is_named_as_such_and_the_demonstration_too(fenjian: Fenjian, home: Path) -> None:
    (home / "households.csv").write_text(HOUSEHOLDS + "5,,101,1,\n", encoding="utf-8")
    (fault,) = faults(fenjian("doctor", "--community", "community.yaml"))
    assert fault.startswith("roster: ")
    assert "· community file: none was named" in fenjian("doctor").text


def test_what_an_edit_broke_is_a_sentence(fenjian: Fenjian, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: object) -> None:
        raise AttributeError("no handler of this name\nand more")

    monkeypatch.setattr("bot.cli.doctor.make_kit", broken)
    (fault, *_) = faults(fenjian("doctor", "--community", "community.yaml"))
    assert fault == "words and forms: broken (AttributeError: no handler of this name). Undo the last edit."
