"""The floors of the house, and what a start may cost."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from cxlint.cli import app

ROOT = Path(__file__).resolve().parent.parent
HEAVY = ("jsonschema", "networkx", "holidays", "difflib", "importlib.metadata", "sqlite3",
         "asyncio", "http", "xml", "jinja2", "typing_extensions")  # fmt: skip
CLEAN = "organization: {name: Northwind Outfitters, industry: retail}\n"
FULLER = """\
schedules: {office: Mon-Fri 09:00-18:00}
channels:
  mailbox: {kind: email, open: office, goes_to: care, respond: 1 day, monitored_by: care}
teams:
  care: {open: office, seats: 3}
"""
ASK = """\
import sys
from cxlint.__main__ import main
code = main({arguments!r})
print(code, *sys.modules, file=sys.stderr)
"""


def loaded(*arguments: str, folder: Path) -> tuple[int, set[str]]:
    """Return the exit code of cxlint, run on its own, and all modules that it loaded."""
    # The second run counts: the first one may compile the rules.
    for _ in range(2):
        result = subprocess.run(
            [sys.executable, "-c", ASK.format(arguments=arguments)],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        )
    code, *modules = result.stderr.splitlines()[-1].split()
    return int(code), set(modules)


def test_no_module_reaches_up(tmp_path: Path) -> None:
    script = Path(sys.executable).with_name("lint-imports")
    if not script.exists():
        pytest.skip("import-linter is not installed")
    result = subprocess.run(
        [script, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout


def test_the_version_is_told_before_anything_is_imported(tmp_path: Path) -> None:
    code, modules = loaded("--version", folder=tmp_path)
    assert code == 0
    ours = {name for name in modules if name.startswith("cxlint")}
    assert ours == {"cxlint", "cxlint.__main__"}
    assert not modules & {"click", "typing", "yaml", "re", *HEAVY}


@pytest.mark.parametrize("policy", [CLEAN, FULLER])
def test_a_clean_check_imports_nothing_heavy(tmp_path: Path, policy: str) -> None:
    (tmp_path / "a.yaml").write_text(policy, encoding="utf-8")
    code, modules = loaded("check", "a.yaml", folder=tmp_path)
    assert code == 0
    assert sorted(modules & set(HEAVY)) == []
    beside = {name for name in modules if name.startswith("cxlint.cli.")}
    commands = {app.MODULES.get(name, name) for name in app.COMMANDS} - {"check"}
    assert not beside & {f"cxlint.cli.{name}" for name in commands}
    assert not modules & {
        f"cxlint.reporting.{name}" for name in ("formats.sarif", "formats.junit", "diagram")
    }


def test_help_imports_no_command(tmp_path: Path) -> None:
    _, modules = loaded("--help", folder=tmp_path)
    assert not modules & {"cxlint.cli.check", "cxlint.linting", "cxlint.policy", "yaml"}


def test_only_the_command_line_prints_or_exits() -> None:
    spoken = re.compile(r"\b(print\(|input\(|sys\.(exit|argv|stdout|stderr)|os\._exit)")
    guilty = [
        f"{file.relative_to(ROOT)}: {found[0]}"
        for file in (ROOT / "cxlint").rglob("*.py")
        if ROOT / "cxlint" / "cli" not in file.parents and file.name != "__main__.py"
        for found in spoken.finditer(file.read_text(encoding="utf-8"))
    ]
    assert guilty == []
