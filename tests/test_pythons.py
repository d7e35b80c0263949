"""Every Python that cxlint runs on gives the same reports, where it is on the path."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cxlint.linting.rules import loader

ROOT = Path(__file__).resolve().parent.parent
HERE = f"{sys.version_info.major}.{sys.version_info.minor}"
OTHERS = [version for version in ("3.11", "3.12", "3.13") if version != HERE]

REPORTS = """\
import json, os, subprocess, sys
for command in json.load(sys.stdin):
    whole = [sys.executable, "-m", "cxlint", *command]
    done = subprocess.run(whole, capture_output=True, text=True, encoding="utf-8")
    print(json.dumps([done.returncode, done.stdout, done.stderr]))
"""
"""Runs commands, and says how each ended and what it printed."""

pytestmark = pytest.mark.thorough


def environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return kept | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}


def reports(python: str | Path, commands: list[list[str]], folder: Path) -> list[Any]:
    done = subprocess.run(
        [python, "-c", REPORTS],
        cwd=folder,
        env=environment(),
        input=json.dumps(commands),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(params=OTHERS)
def other(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return another Python, with what cxlint needs, in an environment of its own."""
    name = f"python{request.param}"
    found = shutil.which(name)
    if (
        found is None
        or subprocess.run([found, "-c", ""], capture_output=True, check=False).returncode
    ):
        pytest.skip(f"{name} is not on the path")
    folder = tmp_path_factory.mktemp(name) / "env"
    subprocess.run([found, "-m", "venv", folder], check=True)
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    install = [python, "-m", "pip", "install", "--quiet", "--editable", ROOT]
    if (done := subprocess.run(install, capture_output=True, text=True, check=False)).returncode:
        pytest.skip(f"{name} cannot be given what cxlint needs: {done.stderr.strip()[-200:]}")
    return python


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of samples, of the examples of all rules, and of what is wrong in YAML."""
    shutil.copytree(ROOT / "sample_policies", tmp_path / "samples")
    for rule in loader.load().values():
        for number, text in enumerate((*rule.bad, *rule.good)):
            file = tmp_path / "examples" / rule.id / f"{number}.yaml"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
            spoilt = tmp_path / "spoilt" / rule.id / f"{number}.yaml"
            spoilt.parent.mkdir(parents=True, exist_ok=True)
            spoilt.write_text(text[: 7 + number] + text[10 + number :], encoding="utf-8")
    return tmp_path


def test_the_reports_are_the_same(other: Path, folder: Path) -> None:
    judged = [path.relative_to(folder).as_posix() for path in (folder / "samples").iterdir()]
    judged += ["examples", "spoilt"]
    as_of = ("--as-of", "2026-11-01")
    commands = [["check", path, "--format", form, *as_of]
                for path in sorted(judged) for form in ("json", "text")]  # fmt: skip
    commands += [["graph", path, "--format", "json", *as_of] for path in sorted(judged)]
    commands += [["rules", "--format", "json"]]
    ours = reports(sys.executable, commands, folder)
    assert {code for code, _, _ in ours} <= {0, 1, 2}
    for command, one, another in zip(commands, ours, reports(other, commands, folder), strict=True):
        assert one == another, command
