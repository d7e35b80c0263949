"""The tutorial, typed from its first line to its last: every file written, every command run."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from doc_pages import ROOT, Piece, pieces

from cxlint import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = "docs/tutorial.md"
ADDRESS = "https://github.com/cxlint/cxlint-policy"
SHIPPED = ("cxlint", "rules", "schemas", "pyproject.toml", "README.md", "LICENSE")
END = "--- what was printed ends here"

if os.name == "nt" or any(shutil.which(each) is None for each in ("bash", "git")):
    pytest.skip("needs bash and git", allow_module_level=True)


class Shell:
    """One shell in which the commands of the page are typed."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        """Start it in a folder."""
        self.process = subprocess.Popen(
            ["bash", "--noprofile", "--norc"],
            cwd=folder,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        self.folder = folder

    def type(self, command: str) -> tuple[str, int]:
        """Run a command and return what it printed and its exit code."""
        assert self.process.stdin
        self.process.stdin.write(f"{command}\necho $? \"$PWD\" '{END}'\n")
        self.process.stdin.flush()
        lines = list(self._printed())
        code, folder, _ = lines.pop().split(" ", 2)
        self.folder = Path(folder)
        return "".join(lines), int(code)

    def close(self) -> None:
        """End it."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait()

    def _printed(self) -> Iterator[str]:
        assert self.process.stdout
        for line in self.process.stdout:
            yield line
            if line.endswith(f"{END}\n"):
                return
        raise AssertionError("the shell has ended")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a repository with what is published, to be cloned in place of the public one."""
    folder = tmp_path_factory.mktemp("published") / "cxlint-policy"
    for name in SHIPPED:
        if ROOT.joinpath(name).is_dir():
            shutil.copytree(
                ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "*.md")
            )
        else:
            folder.mkdir(exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    who = "-c user.name=A -c user.email=a@b.example"
    for command in ("init -q -b main", "add .", f"{who} commit -q -m published"):
        subprocess.run(["git", *command.split()], cwd=folder, env=git_environment(), check=True)
    return folder


def git_environment() -> dict[str, str]:
    """Return the environment of somebody whom git does not know yet."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("GIT_", "PYTHON", "GITHUB_"))}
    return {**kept, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}


@pytest.fixture(scope="module")
def shell(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shell]:
    """Return a shell in which the address of the repository leads to the copy of it.

    An environment that is made in it has what cxlint depends on already, so that little is
    downloaded: what this test runs with lies on its path.
    """
    tmp_path = tmp_path_factory.mktemp("tutorial")
    commands = tmp_path / "commands"
    commands.mkdir()
    (site,) = {path for path in sys.path if Path(path).name == "site-packages"}
    wrapper = f"""#!/bin/sh
"{sys.executable}" "$@"
for found in .venv/lib/python*/site-packages; do echo "{site}" > "$found/dependencies.pth"; done
"""
    (commands / "python3").write_text(wrapper, encoding="utf-8")
    (commands / "python3").chmod(0o755)
    environment = {
        **git_environment(),
        "PATH": f"{commands}{os.pathsep}{os.environ['PATH']}",
        "COLUMNS": "80",
        "PYTHONIOENCODING": "utf-8",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.{published.as_uri()}.insteadOf",
        "GIT_CONFIG_VALUE_0": ADDRESS,
        "HOME": str(tmp_path),
    }
    made = Shell(tmp_path, environment)
    yield made
    made.close()


def follow(shell: Shell) -> Iterator[tuple[Piece, str]]:
    """Do what the page says, and yield each output that it shows with what was printed."""
    printed = ""
    for piece in pieces(PAGE):
        match piece.language:
            case "sh":
                printed = ""
                for command in piece.body.splitlines():
                    text, code = shell.type(command)
                    assert code == 0 or (command.startswith("cxlint check") and code == 1), text
                    printed += text
            case "yaml":
                file = shell.folder / piece.title
                file.write_text(piece.body, encoding="utf-8")
            case _:
                assert piece.language == "text"
                yield piece, printed


def shown(printed: str, page: str) -> str:
    """Return what the page is to show of an output: all, or its beginning where it is cut off."""
    if not page.endswith("…\n"):
        return printed
    lines = page.count("\n") - 1
    return "".join([*printed.splitlines(keepends=True)[:lines], "…\n"])


@pytest.fixture(scope="module")
def followed(shell: Shell) -> list[tuple[Piece, str]]:
    """Return the outputs that the page shows, each with what it is to be today."""
    return [(piece, shown(printed, piece.body)) for piece, printed in follow(shell)]


def test_the_tutorial_shows_what_is_printed_when_it_is_followed(
    followed: list[tuple[Piece, str]], request: pytest.FixtureRequest
) -> None:
    if request.config.getoption("--rewrite-golden"):
        rewrite(text for _, text in followed)
    today = pieces(PAGE)
    assert len(followed) >= 8
    for piece, printed in followed:
        assert today[piece.number].body == printed, "write it anew with --rewrite-golden"
    assert followed[0][1] == f"cxlint {__version__}\n"
    assert "waived" in followed[-1][1]


def rewrite(outputs: Iterator[str]) -> None:
    """Write these outputs in place of those on the page."""
    page = ROOT / PAGE
    block = re.compile(r"^```text\n.*?^```$", re.MULTILINE | re.DOTALL)
    written = block.sub(lambda _: f"```text\n{next(outputs)}```", page.read_text("utf-8"))
    page.write_text(written, encoding="utf-8", newline="\n")


def test_the_policy_at_the_end_is_clean_and_under_version_control(
    followed: list[tuple[Piece, str]], shell: Shell
) -> None:
    assert followed
    out, code = shell.type("cxlint check")
    assert code == 0, out
    assert shell.type("git status --porcelain") == ("", 0)
    tracked, _ = shell.type("git ls-files")
    assert tracked.split() == [
        ".github/workflows/policy.yml", ".gitignore", "cxlint.yaml", "policies/contact.yaml",
        "policies/refunds.yaml",
    ]  # fmt: skip


def test_the_page_for_windows_replaces_commands_of_the_tutorial() -> None:
    typed = "".join(piece.body for piece in pieces(PAGE) if piece.language == "sh").splitlines()
    page = ROOT.joinpath("docs", "recipes", "windows.md").read_text("utf-8")
    (table,) = re.findall(r"^\| in the tutorial \|.*\n.*\n((?:\|.*\n)+)", page, re.MULTILINE)
    replaced = re.findall(r"^\| `(.*?)` \|", table, re.MULTILINE)
    assert len(replaced) >= 3
    assert set(replaced) <= set(typed)
    (installed,) = re.findall(r"^git clone .*", page, re.MULTILINE)
    assert installed.replace("\\", "/") in typed
