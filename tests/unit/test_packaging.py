"""What is shipped: a wheel that holds everything, and runs outside the checkout with what the lock names."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
import venv
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).resolve().parents[2]
PYPROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
SHIPPED: list[str] = PYPROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
NOT_SHIPPED = {"tests", "scripts"}
PIP = ("-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input")


def run(*command: str | Path, folder: Path, stdin: str = "") -> str:
    """Run ``command`` in ``folder`` as an installation would be used: without this checkout on Python's path."""
    surroundings = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "FENJIAN"))}
    done = subprocess.run(
        command, cwd=folder, env=surroundings, input=stdin, capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, f"{command} failed:\n{done.stdout}\n{done.stderr}"
    return done.stdout


def locked(name: str) -> dict[str, set[str]]:
    """Each package of a lock with its versions: more than one where they depend on Python's version."""
    found: dict[str, set[str]] = {}
    for package, version in re.findall(r"^([\w.-]+)(?:\[[^]]*])?==([^\s;]+)", (ROOT / name).read_text(), re.MULTILINE):
        found.setdefault(package.lower(), set()).add(version)
    return found


def requirement_name(requirement: str) -> str:
    return re.split(r"[\s\[<>=!~;]", requirement, maxsplit=1)[0].lower().replace("_", "-")


def test_every_folder_with_code_is_shipped() -> None:
    with_code = {path.parent.name for path in ROOT.glob("[a-z]*/*.py")}
    assert with_code - NOT_SHIPPED == set(SHIPPED), "name the folder in pyproject.toml, or in NOT_SHIPPED here"


def test_every_folder_of_code_is_a_package() -> None:
    """Else mypy and import-linter would pass it by in silence."""
    for package in SHIPPED:
        for folder in {path.parent for path in (ROOT / package).rglob("*.py")}:
            assert (folder / "__init__.py").exists(), f"{folder.relative_to(ROOT)} lacks its __init__.py"


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_names_versions_and_hashes_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert not re.search(r"://|^\s*-(i|f|-index|-extra|-find|-trusted)| @ ", text, re.MULTILINE)
    for entry in re.split(r"\n(?=\S)", text):
        assert entry.startswith("#") or ("==" in entry and "--hash=sha256:" in entry), entry


def test_the_locks_hold_what_the_project_asks_for() -> None:
    project, extras = PYPROJECT["project"], PYPROJECT["project"]["optional-dependencies"]
    small, large = locked("requirements.lock"), locked("requirements-dev.lock")
    assert {requirement_name(each) for each in project["dependencies"]} <= set(small), "make lock"
    assert {requirement_name(each) for extra in extras.values() for each in extra} <= set(large), "make lock"
    assert small.items() <= large.items(), "the two locks differ in a version: make lock"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, *PIP, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, ROOT, folder=folder)
    return next(folder.glob("fenjian-*.whl"))


@pytest.mark.packaging
def test_the_wheel_holds_every_file_of_the_packages(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        shipped = set(archive.namelist())
    expected = {
        path.relative_to(ROOT).as_posix()
        for package in SHIPPED
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert expected - shipped == set()
    assert {name.split("/")[0] for name in shipped if ".dist-info/" not in name} == set(SHIPPED)


@pytest.mark.packaging
def test_an_installed_wheel_runs_outside_the_checkout(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "installed", with_pip=False)
    binaries = tmp_path / "installed" / ("Scripts" if os.name == "nt" else "bin")
    pip = (sys.executable, "-m", "pip", "--python", binaries / "python", *PIP[2:], "install")
    run(*pip, "--require-hashes", "--requirement", ROOT / "requirements.lock", folder=tmp_path)
    run(*pip, "--no-deps", "--no-index", wheel, folder=tmp_path)

    taught = run(binaries / "fenjian", "--help", folder=tmp_path)
    assert all(command in taught for command in ("run", "understand", "replay", "state", "doctor", "count"))
    assert run(binaries / "python", "-m", "bot", "--help", folder=tmp_path) == taught

    asked = json.dumps({"id": 7, "text": "502 阴", "building": "3", "collecting": "antigen"}, ensure_ascii=False)
    answer = json.loads(run(binaries / "fenjian", "understand", folder=tmp_path, stdin=asked + "\n"))
    assert (answer["id"], answer["kind"], answer["form"]) == (7, "report", "antigen")
