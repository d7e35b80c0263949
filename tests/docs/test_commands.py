"""Every command on a page is accepted, and every target of make that a page names exists."""

from __future__ import annotations

import re
import shlex
import shutil
from typing import TYPE_CHECKING

import pytest
from doc_pages import INLINE, ROOT, WRITTEN, cxlint, everywhere, text
from git_repository import Repository

from cxlint.cli import watching

if TYPE_CHECKING:
    from pathlib import Path

TUTORIAL = "docs/tutorial.md"
"""Its commands are run one after the other, by a test of its own."""


LONG = re.compile("--mutate|check .*--coverage")
"""Commands that judge a policy again and again: here a small one."""

SMALL = """\
channels:
  hotline: {kind: voice, open: 24x7, goes_to: care, respond: 20s}
teams:
  care: {seats: 12, open: Mon-Fri 09:00-18:00}
"""

BARE = {"cxlint ask", "cxlint explain", "cxlint import", "cxlint init", "cxlint test"}
"""The names of commands that need something behind them, or a terminal; texts speak of them."""


def commands() -> list[str]:
    shells = [piece for piece in everywhere() if piece.language in ("", "sh")]
    lines = [line for piece in shells if piece.page != TUTORIAL for line in piece.body.splitlines()]
    shown = [
        line.partition("  #")[0].strip()
        for line in lines
        if line.startswith("cxlint ") and "<" not in line
    ]
    inline = [command for page in WRITTEN for command in INLINE.findall(text(page))]
    return sorted({*shown, *inline} - {"cxlint explain RULE"} - BARE)


def test_the_page_of_commands_shows_every_command() -> None:
    told = re.findall(
        r"^  ([a-z-]+)  ", cxlint("--help").stdout.partition("Commands:")[2], re.MULTILINE
    )
    assert len(told) >= 10
    shown = {command.split()[1] for command in INLINE.findall(text("docs/commands.md"))}
    assert shown == set(told)


@pytest.mark.parametrize("command", commands())
def test_every_command_shown_is_accepted(
    command: str, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "await_change", _press_ctrl_c)
    if LONG.search(command):
        for folder in ("policies", "sample_policies", "flows"):
            shutil.rmtree(repository / folder)
        (repository / "policies").mkdir()
        (repository / "policies" / "contact.yaml").write_text(SMALL, encoding="utf-8")
    if command.split()[1] in ("diff", "trend") or "--base" in command:
        _make_history(repository)
    made = cxlint(*shlex.split(command)[1:], folder=repository)
    assert made.returncode in (0, 1), made.stderr
    assert made.stdout


def _make_history(folder: Path) -> None:
    """Make a folder a repository in which a branch shortens a window, and more is staged."""
    shop = Repository(folder)
    shop.commit("begin")
    shop.git("update-ref", "refs/remotes/origin/main", "HEAD")
    shop.git("switch", "--quiet", "--create", "shorter")
    for days in (20, 10):
        file = folder / "policies" / "returns" / "shoes.yaml"
        text = re.sub(r"window: \d+ days", f"window: {days} days", file.read_text("utf-8"), count=1)
        shop.write("policies/returns/shoes.yaml", text)
        if days == 20:
            shop.commit("shorter")
    shop.git("add", "--all")


def _press_ctrl_c(*_: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("command", sorted(BARE))
def test_every_command_named_exists(command: str) -> None:
    assert cxlint(*shlex.split(command)[1:], "--help").returncode == 0


@pytest.mark.parametrize("page", WRITTEN)
def test_every_target_of_make_that_is_named_exists(page: str) -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in set(re.findall(r"(?:^|`)make ([a-z][a-z-]*)", text(page), re.MULTILINE)):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_what_is_typed_without_make_is_what_make_runs() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    run: list[str] = []
    for target in ("style", "types", "layers", "docs"):
        (recipe,) = re.findall(rf"^{target}:.*\n((?:\t.*\n)+)", makefile, re.MULTILINE)
        run += recipe.split("\n")
    checked = re.findall(r"^CHECKED := (.*)$", makefile, re.MULTILINE)[0]
    plain = [line.strip().replace("$(BIN)/", "").replace("$(CHECKED)", checked) for line in run]
    typed = next(piece for piece in everywhere() if "lint-imports" in piece.body)
    assert typed.page == "docs/recipes/windows.md"
    assert typed.body.splitlines()[1:] == [*filter(None, plain), "python -m pytest"]
