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


NO_REQUESTS = {"SARIF2006.UrisShouldBeReachable.Options": {"RuleEnabled": "Disabled"}}
"""Whether a page answers is no fault of a log, and each log names hundreds of pages."""


def complaints(logs: list[Path]) -> dict[str, list[str]]:
    """Return the errors the validator finds, by the names of the logs that have any.

    It takes longer to start than to read a log: give it all of them at once. Skip the test where
    there is no node.
    """
    with tempfile.TemporaryDirectory() as folder:
        told, settings = Path(folder, "told.json"), Path(folder, "settings.json")
        settings.write_text(json.dumps(NO_REQUESTS), encoding="utf-8")
        # The validator's wrapper hands its arguments to a shell.
        words = ["validate", *map(str, logs), "--rule-kind", "Sarif;Ghas"]
        words += ["--config", str(settings), "-o", str(told)]
        command = ["node", str(_validator()), *map(shlex.quote, words)]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        assert told.is_file(), run.stdout + run.stderr
        return _errors(json.loads(told.read_text(encoding="utf-8-sig")))


def _errors(log: dict) -> dict[str, list[str]]:
    (run,) = log["runs"]
    notices = run["invocations"][0].get("toolExecutionNotifications", [])
    told: dict[str, list[str]] = {}
    for fault in (*run.get("results", []), *notices):
        if fault.get("level") == "error":
            told.setdefault(_place(fault), []).append(json.dumps(fault))
    return told


def _place(fault: dict) -> str:
    """Return the name of the file that a fault is in; a notice about the run itself has none."""
    places = [place["physicalLocation"]["artifactLocation"] for place in fault.get("locations", [])]
    return places[0]["uri"].rpartition("/")[2] if places else ""


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
