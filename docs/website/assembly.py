"""One folder for the site's builder: docs/, the pages of the rules, and what has changed.

Pages are written so that their links work where the repository is read. Here the links are turned
so that they work in the site: what is no page of it is linked to in the repository.
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

if TYPE_CHECKING:
    from collections.abc import Mapping

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
FOLDER = ROOT / "build" / "docs"
SETTINGS = ROOT / "mkdocs.yml"

_FENCED = re.compile(r"^ *(`{3,})[^\n]*\n.*?^ *\1$\n?", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"(?<=\]\()(?!<|[a-z]+:|#)([^)#\s]+)")


def assemble(folder: Path = FOLDER) -> int:
    """Write everything that the site is built from into a folder, and count the pages."""
    shutil.rmtree(folder, ignore_errors=True)
    places = sources()
    repository = repository_address()
    for source, place in places.items():
        target = folder / place
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.suffix == ".md":
            text = page(source.read_text("utf-8"), source, places, repository)
            target.write_text(text, "utf-8", newline="\n")
        else:
            shutil.copyfile(source, target)
    return sum(source.suffix == ".md" for source in places)


def sources() -> dict[Path, str]:
    """Return each file that belongs to the site, with its place in it."""
    docs = (file for file in sorted(ROOT.joinpath("docs").rglob("*")) if file.is_file())
    pages = (file for file in docs if HERE not in file.parents)
    places = {file: file.relative_to(ROOT / "docs").as_posix() for file in pages}
    rules = sorted(ROOT.joinpath("rules").rglob("*.md"))
    places |= {file: file.relative_to(ROOT).as_posix() for file in rules}
    return {**places, ROOT / "CHANGELOG.md": "changelog.md"}


def repository_address() -> str:
    """Return where the repository is, as the settings of the site say it."""
    (said,) = re.findall(r"^ +link: (https://\S+)$", SETTINGS.read_text("utf-8"), re.MULTILINE)
    return str(said)


def page(text: str, source: Path, places: Mapping[Path, str], repository: str) -> str:
    """Return the text of a page with its links turned; code is left as it is."""

    def turned(match: re.Match[str]) -> str:
        return _turned(match[1], source, places, repository)

    parts, end = [], 0
    for code in _FENCED.finditer(text):
        parts += [_LINK.sub(turned, text[end : code.start()]), code[0]]
        end = code.end()
    parts.append(_LINK.sub(turned, text[end:]))
    # The builder reads Markdown inside of HTML only where it is asked to.
    return "".join(parts).replace("<details>", '<details markdown="1">')


def _turned(target: str, source: Path, places: Mapping[Path, str], repository: str) -> str:
    """Return where a link leads in the site; one that leads nowhere is left, for the builder."""
    meant = (source.parent / unquote(target)).resolve()
    if meant in places:
        here = PurePosixPath(places[source]).parent
        return quote(os.path.relpath(places[meant], here).replace("\\", "/"))
    if not (meant.exists() and meant.is_relative_to(ROOT)):
        return target
    kind = "tree" if meant.is_dir() else "blob"
    return f"{repository}/{kind}/main/{quote(meant.relative_to(ROOT).as_posix())}"
