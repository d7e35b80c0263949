"""A page on paper: the Chromium of the system prints it to a file."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from cxlint.errors import UserError

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
"""What it may be called, the most usual first."""

PATIENCE = 120
"""Seconds that it may take."""


def print_page(text: str) -> bytes:
    """Return a page as PDF. UserError where there is no Chromium, or where it fails."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        advice = "install Chromium, or print the page from your browser"
        raise UserError(f"a PDF needs Chromium, and there is none here: {advice}")
    with tempfile.TemporaryDirectory() as folder:
        page, printed = Path(folder, "page.html"), Path(folder, "page.pdf")
        page.write_text(text, encoding="utf-8")
        _run([browser, *_options(folder), f"--print-to-pdf={printed}", page.as_uri()])
        if not printed.is_file():
            raise UserError(f"{browser} printed nothing")
        return printed.read_bytes()


def _options(folder: str) -> list[str]:
    """Return how it is to run: unseen, without a profile of anybody, and without a network."""
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0  # it refuses its sandbox to root
    return [
        "--headless",
        "--disable-gpu",
        "--no-pdf-header-footer",
        "--no-first-run",
        f"--user-data-dir={folder}/profile",
        "--host-resolver-rules=MAP * ~NOTFOUND",
        *(["--no-sandbox"] if as_root else []),
    ]


def _run(command: list[str]) -> None:
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise UserError(f"{command[0]} did not finish within {PATIENCE} seconds") from None
    except (OSError, subprocess.CalledProcessError) as problem:
        raise UserError(f"{command[0]} could not print the page: {problem}") from None
