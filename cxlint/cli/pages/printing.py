"""A page on paper, and a picture in dots: the Chromium of the system makes them."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from cxlint.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Sequence

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
"""What it may be called, the most usual first."""

PATIENCE = 120
"""Seconds that it may take."""


SHARPNESS = 2
"""Dots that each unit of a picture is drawn with, so that it is sharp on any screen."""

MOST_DOTS = 16_000
"""A picture is no broader and no higher: browsers draw no larger ones."""


def print_page(text: str) -> bytes:
    """Return a page as PDF. UserError where there is no Chromium, or where it fails."""
    advice = "install Chromium, or print the page from your browser"
    return _make("pdf", advice, "page.html", text, ["--print-to-pdf={}"])


def draw_picture(text: str, width: int, height: int) -> bytes:
    """Return an SVG of that size as PNG. UserError where there is no Chromium, or it fails."""
    advice = "install Chromium, or take --format svg, which needs none"
    scale = min(SHARPNESS, MOST_DOTS / max(width, height, 1))
    options = [
        "--screenshot={}",
        "--hide-scrollbars",
        f"--window-size={width},{height}",
        f"--force-device-scale-factor={scale:.4f}",
    ]
    return _make("png", advice, "picture.svg", text, options)


def _make(form: str, advice: str, name: str, text: str, options: Sequence[str]) -> bytes:
    """Return what the browser makes of a text; `{}` in an option is the file that it writes."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        raise UserError(f"a {form.upper()} needs Chromium, and there is none here: {advice}")
    with tempfile.TemporaryDirectory() as folder:
        shown, made = Path(folder, name), Path(folder, f"made.{form}")
        shown.write_text(text, encoding="utf-8")
        told = [each.format(made) for each in options]
        _run([browser, *_options(folder), *told, shown.as_uri()])
        if not made.is_file():
            raise UserError(f"{browser} made nothing")
        return made.read_bytes()


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
        raise UserError(f"{command[0]} failed: {problem}") from None
