"""`check --watch`: what is saved is answered, whatever happens to the files, until Ctrl-C."""

from __future__ import annotations

import os
import queue
import shutil
import signal
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.cli.conftest import Run

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60

SOUND = "channels:\n  chat: {kind: chat, open: 24/7}\n"
CIRCLE = """\
channels:
  chat: {kind: chat, open: 24/7, goes_to: bot}
steps:
  bot: {kind: bot, goes_to: ivr}
  ivr: {kind: menu, goes_to: bot}
"""
UNSOUND = SOUND + "chanels: {}\n"

signals = pytest.mark.skipif(os.name != "posix", reason="Ctrl-C is sent as a signal on POSIX only")


class Watch:
    """A cxlint that watches, and what it says line by line."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()
        assert process.stderr is not None
        while "watching" not in process.stderr.readline():
            assert process.poll() is None

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.put(line)

    def until(self, word: str) -> list[str]:
        """Return what is said up to a line with a word."""
        said = []
        while not said or word not in said[-1]:
            said.append(self.lines.get(timeout=PATIENCE))
        return said

    def answer(self) -> list[str]:
        """Return what is said of the next change."""
        return self.until(" fixed: ")

    def stop(self) -> tuple[int, str]:
        """Press Ctrl-C; return the exit code and what was still said on standard error."""
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(timeout=PATIENCE)
        assert self.process.stderr is not None
        return code, self.process.stderr.read()


@contextmanager
def watching(*arguments: str) -> Iterator[Watch]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        [sys.executable, "-m", "cxlint", "check", "--watch", "--quiet", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    ) as process:
        try:
            yield Watch(process)
        finally:
            process.kill()


@signals
def test_what_is_saved_is_answered(write: Callable[[str, str], Path]) -> None:
    file = write("p/policy.yaml", SOUND)
    with watching("p") as watch:
        file.write_text(UNSOUND)
        *new, ending = watch.answer()
        assert any("new: p/policy.yaml:3:1: error: unknown-key: " in line for line in new)
        assert ending.startswith("1 new, ")
        file.write_text(SOUND)
        *fixed, ending = watch.answer()
        assert any("fixed: p/policy.yaml: unknown-key: " in line for line in fixed)
        assert ", 1 fixed: " in ending
        assert watch.stop() == (0, "")


@signals
def test_files_come_and_go_and_are_half_written(write: Callable[[str, str], Path]) -> None:
    file = write("p/policy.yaml", SOUND)
    with watching("p") as watch:
        more = write("p/care/more.yaml", "teams:\n  care: {open: [Mon")
        said = watch.answer()
        assert any("new: p/care/more.yaml:" in line and "unreadable-file" in line for line in said)
        more.write_text("teams:\n  care: {open: 24/7}\n")
        assert any("fixed: p/care/more.yaml: unreadable-file" in line for line in watch.answer())
        more.unlink()
        assert watch.answer()[-1].endswith("in 1 file\n")
        draft = write("draft", UNSOUND)
        draft.replace(file)  # as many editors save
        assert any("unknown-key" in line for line in watch.answer())
        assert watch.stop() == (0, "")


@signals
def test_a_folder_that_is_gone_is_waited_for(write: Callable[[str, str], Path]) -> None:
    write("p/policy.yaml", SOUND)
    with watching("p") as watch:
        assert watch.process.stderr is not None
        shutil.move("p", "away")
        assert "there is no such file or folder" in watch.process.stderr.readline()
        Path("away/policy.yaml").write_text(UNSOUND)
        shutil.move("away", "p")
        assert any("unknown-key" in line for line in watch.answer())
        assert watch.stop() == (0, "")


@signals
def test_a_configuration_counts_from_when_it_is_saved(write: Callable[[str, str], Path]) -> None:
    write("p/policy.yaml", CIRCLE)
    with watching("p") as watch:
        assert watch.process.stderr is not None
        file = write("p/cxlint.yaml", "rules: {hassle-loops: off}\n")
        assert "hassle-loops" in watch.process.stderr.readline()
        file.write_text("rules: {hassle-loop: off}\n")
        assert any("fixed: p/policy.yaml: hassle-loop" in line for line in watch.answer())
        assert watch.stop() == (0, "")


@pytest.mark.parametrize(
    "options",
    [("--format", "json"), ("--output", "json=x.json"), ("-",), ("--stdin-filename", "p/a.yaml")],
)
def test_what_does_not_go_with_it_is_refused(cxlint: Run, options: tuple[str, ...]) -> None:
    outcome = cxlint("check", "--watch", *options)
    assert outcome.code == 2
    assert "--watch" in outcome.err
