"""npm's SARIF validator with GitHub's rules, installed once per machine outside the repository."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

import pytest

PACKAGE = "@microsoft/sarif-multitool"
VERSION = "5.7.0"


def complaints(logs: list[Path]) -> list[str]:
    """Return the errors the validator finds in `logs`; skip the test where there is no node."""
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder, "told.json")
        # The validator's wrapper hands its arguments to a shell.
        words = ["validate", *map(str, logs), "--rule-kind", "Sarif;Ghas", "-o", str(told)]
        command = ["node", str(_validator()), *map(shlex.quote, words)]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        assert told.is_file(), run.stdout + run.stderr
        return _errors(json.loads(told.read_text(encoding="utf-8-sig")))


def _errors(log: dict) -> list[str]:
    (run,) = log["runs"]
    notices = run["invocations"][0].get("toolExecutionNotifications", [])
    faults = [*run.get("results", []), *notices]
    return [json.dumps(fault) for fault in faults if fault.get("level") == "error"]


@cache
def _validator() -> Path:
    if not (shutil.which("node") and shutil.which("npm")):
        pytest.skip("node and npm are absent: SARIF was not validated")
    store = os.environ.get("CXLINT_NODE_CACHE") or Path(tempfile.gettempdir(), "cxlint-node")
    home = Path(store, f"sarif-multitool-{VERSION}")
    program = home / "node_modules" / PACKAGE / "bin.js"
    if not program.is_file():
        _install(home)
    return program


def _install(home: Path) -> None:
    """Install beside and rename, so that two runs at once do not see half of it."""
    home.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home.parent) as folder:
        Path(folder, "made").mkdir()
        command = ["npm", "install", "--no-audit", "--no-fund", "--prefix", f"{folder}/made"]
        done = subprocess.run(
            [*command, f"{PACKAGE}@{VERSION}"], capture_output=True, text=True, check=False
        )
        if done.returncode and not os.environ.get("CI"):
            pytest.skip(f"the SARIF validator could not be installed: {done.stderr[-500:]}")
        assert not done.returncode, done.stderr
        made = Path(folder, "made")
        if not home.exists():
            made.rename(home)
