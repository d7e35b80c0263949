"""The Makefile: what it says where Python is missing, and that CI runs the same thing."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MAKE = shutil.which("make")


@pytest.mark.skipif(MAKE is None or os.name == "nt", reason="needs make")
def test_without_a_python_that_is_new_enough_it_says_so(tmp_path: Path) -> None:
    shutil.copy(ROOT / "Makefile", tmp_path)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    old = tmp_path / "path" / "python3"
    old.parent.mkdir()
    old.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    old.chmod(0o755)
    result = subprocess.run(
        [str(MAKE), "demo"],
        cwd=tmp_path,
        env={"PATH": str(old.parent)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode != 0
    assert "cxlint needs Python 3.11 or newer" in result.stderr
    assert not (tmp_path / ".venv").exists()


PROGRAMS = {"python", "ruff", "mypy", "lint-imports", "zensical"}


@pytest.mark.skipif(MAKE is None or os.name == "nt", reason="needs make")
@pytest.mark.parametrize(
    ("failing", "unheard"),
    [
        ("", set()),
        ("ruff", PROGRAMS - {"ruff"}),  # it takes no time, so that nothing else begins
        ("mypy", set()),
        ("lint-imports", set()),
        ("zensical", set()),
        ("python", {"zensical"}),  # which builds what python has assembled
    ],
)
def test_whichever_check_fails_the_whole_fails(
    tmp_path: Path, failing: str, unheard: set[str]
) -> None:
    (tmp_path / "pyproject.toml").touch()
    shutil.copy(ROOT / "Makefile", tmp_path)
    programs = tmp_path / ".venv" / "bin"
    programs.mkdir(parents=True)
    for name in (*PROGRAMS, "cxlint"):
        code = int(name == failing)
        (programs / name).write_text(f"#!/bin/sh\necho {name} ends with {code}\nexit {code}\n")
        (programs / name).chmod(0o755)
    for group in ("dev", "docs"):
        (tmp_path / ".venv" / f"group-{group}").touch()
    done = subprocess.run(
        [str(MAKE), "test"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode != 0) == (failing != "")
    heard = {line.split()[0] for line in done.stdout.splitlines() if " ends with " in line}
    assert heard == PROGRAMS - unheard


def test_continuous_integration_runs_all_tests() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert script.read_text(encoding="utf-8").rstrip().endswith("make test test-bare test-all")
