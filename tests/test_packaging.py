"""The wheel and an editable install work from any folder, with the rules and schemas in place."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHIPPED = ("cxlint", "rules", "schemas", "pyproject.toml", "README.md", "LICENSE")
WINDOWS = os.name == "nt"

ONE_WAY = """\
channels:
  chat: {kind: chat, goes_to: nobody}
"""


def run(*command: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder, without this process's own import path."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    return subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def done(*command: str | Path, folder: Path) -> str:
    """Run a command that must succeed and return what it printed."""
    result = run(*command, folder=folder)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of what a release is built from, away from this checkout."""
    folder = tmp_path_factory.mktemp("checkout")
    for name in SHIPPED:
        source = ROOT / name
        if source.is_dir():
            ignored = shutil.ignore_patterns("__pycache__", "_data")
            shutil.copytree(source, folder / name, ignore=ignored)
        else:
            shutil.copy(source, folder / name)
    return folder


def installed(folder: Path, *what: str | Path) -> Path:
    """Install into a fresh environment and return the folder of its commands."""
    done(sys.executable, "-m", "venv", folder / "env", folder=folder)
    commands = folder / "env" / ("Scripts" if WINDOWS else "bin")
    done(commands / "python", "-m", "pip", "install", "--quiet", *what, folder=folder)
    return commands


@pytest.fixture(scope="module")
def from_wheel(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the commands of an environment into which the wheel was installed."""
    folder = tmp_path_factory.mktemp("wheel")
    done(
        sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder,
        checkout, folder=folder,
    )  # fmt: skip
    (wheel,) = folder.glob("cxlint_policy-*.whl")
    return installed(folder, wheel)


@pytest.fixture(scope="module")
def from_checkout(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the commands of an environment with an editable install."""
    return installed(tmp_path_factory.mktemp("editable"), "--editable", checkout)


@pytest.mark.parametrize("install", ["from_wheel", "from_checkout"])
def test_an_install_lints_explains_and_lists_from_any_folder(
    install: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    commands: Path = request.getfixturevalue(install)
    cxlint = commands / "cxlint"
    (tmp_path / "policy.yaml").write_text(ONE_WAY, encoding="utf-8")

    assert done(cxlint, "--version", folder=tmp_path).startswith("cxlint ")
    found = run(cxlint, "check", "policy.yaml", folder=tmp_path)
    assert found.returncode == 1, found.stderr
    assert "undefined-reference" in found.stdout
    listed = done(cxlint, "rules", folder=tmp_path)
    files = (ROOT / "rules").glob("*/*.yaml")
    shipped = [file.stem for file in files if file.parent.name not in ("profiles", "law")]
    assert [rule for rule in shipped if rule not in listed] == []
    assert "duplicate-key" in done(cxlint, "explain", "duplicate-key", folder=tmp_path)
    assert done(commands / "python", "-m", "cxlint", "--version", folder=tmp_path)


def test_the_wheel_carries_the_data_and_nothing_of_the_checkout(from_wheel: Path) -> None:
    where = "import cxlint, pathlib; print(pathlib.Path(cxlint.__file__).parent)"
    package = Path(done(from_wheel / "python", "-c", where, folder=from_wheel).strip())

    assert package.is_relative_to(from_wheel.parent)
    for name in ("rules", "schemas"):
        shipped = [file for file in listing(ROOT / name) if not file.endswith(".md")]
        assert listing(package / "_data" / name) == shipped


def listing(folder: Path) -> list[str]:
    """Return every file below a folder, by its place in it."""
    files = (file for file in folder.rglob("*") if file.is_file())
    return sorted(file.relative_to(folder).as_posix() for file in files)


def test_an_editable_install_sees_a_rule_that_is_changed_later(
    from_checkout: Path, checkout: Path, tmp_path: Path
) -> None:
    rule = next((checkout / "rules" / "reading").glob("duplicate-key.yaml"))
    before = rule.read_text(encoding="utf-8")
    lines = ["title: Changed after the install" if s.startswith("title:") else s
             for s in before.splitlines()]  # fmt: skip
    rule.write_text("\n".join(lines) + "\n", encoding="utf-8")
    try:
        assert "Changed after the install" in done(
            from_checkout / "cxlint", "explain", "duplicate-key", folder=tmp_path
        )
    finally:
        rule.write_text(before, encoding="utf-8")
