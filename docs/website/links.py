"""The links of a site that was built: those inside must be right, those that lead out are tried."""

from __future__ import annotations

import posixpath
import urllib.error
import urllib.request
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "site"
START = "index.html"
LOST = "404.html"
"""The page for who is lost: nothing leads to it, and its links count from the server's root."""

_LOADED = {"link": "href", "img": "src", "script": "src", "iframe": "src"}
_FICTION = (".example", ".test", ".invalid", "example.org", "example.com", "localhost")


class Page(NamedTuple):
    """A page of the site: the ids on it, where its links lead, and what it loads."""

    ids: frozenset[str]
    targets: tuple[str, ...]
    loaded: tuple[str, ...]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.targets: list[str] = []
        self.loaded: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("id", "name") and value:
                self.ids.add(value)
            if (tag, name) == ("a", "href") and value:
                self.targets.append(value)
            if name == _LOADED.get(tag) and value:
                self.loaded.append(value)


def read_site(folder: Path) -> dict[str, Page]:
    """Return the pages of a site that was built, by their place in it."""
    pages = {}
    for file in sorted(folder.rglob("*.html")):
        reader = _Reader()
        reader.feed(file.read_text("utf-8"))
        place = file.relative_to(folder).as_posix()
        pages[place] = Page(frozenset(reader.ids), tuple(reader.targets), tuple(reader.loaded))
    pages.pop(LOST, None)
    return pages


def broken(pages: Mapping[str, Page], folder: Path) -> Iterator[str]:
    """Yield a line for each link inside the site that leads nowhere.

    The same goes for what a page loads from elsewhere, and for a page that no other leads to.
    """
    reached = {START}
    for place, page in pages.items():
        for target in (*page.targets, *page.loaded):
            if _is_outside(target):
                continue
            to, anchor = _meant(place, target)
            reached |= {to} - {place}
            if not folder.joinpath(to).is_file():
                yield f"{place}: there is no {target}"
            elif anchor and to in pages and anchor not in pages[to].ids:
                yield f"{place}: there is nothing at {target}"
        yield from (f"{place}: loads {each}" for each in page.loaded if _is_outside(each))
    yield from (f"{place}: no page leads to it" for place in pages if place not in reached)


def _is_outside(target: str) -> bool:
    return bool(urlsplit(target).scheme) or target.startswith("//")


def leaving(pages: Mapping[str, Page]) -> dict[str, list[str]]:
    """Return the addresses outside of the site, each with the pages that link to it."""
    found: dict[str, list[str]] = {}
    for place, page in pages.items():
        for target in page.targets:
            parts = urlsplit(target)
            if parts.scheme in ("http", "https") and not parts.netloc.endswith(_FICTION):
                found.setdefault(target.partition("#")[0], []).append(place)
    return dict(sorted(found.items()))


def trouble(address: str, *, seconds: float = 20) -> str:
    """Return what is wrong with an address, or nothing if it answers."""
    request = urllib.request.Request(address, headers={"User-Agent": "Mozilla/5.0 (link check)"})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=seconds):  # noqa: S310
            return ""
    except urllib.error.HTTPError as error:
        return f"{error.code} {error.reason}"
    except (OSError, ValueError) as error:
        return str(error)


def _meant(place: str, target: str) -> tuple[str, str]:
    """Return the file that a link on the page at `place` means, and the id in it."""
    parts = urlsplit(target)
    path = unquote(parts.path)
    if not path:
        return place, unquote(parts.fragment)
    to = posixpath.normpath(posixpath.join(posixpath.dirname(place), path))
    return (posixpath.join(to, START) if path.endswith(("/", ".")) else to), unquote(parts.fragment)
