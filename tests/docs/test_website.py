"""The site: its pages are brought together with links that work in it, and its links are checked.

The site itself is built by `make docs`, which `make test` runs as well.
"""

from __future__ import annotations

import re
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING

import pytest
import yaml
from doc_pages import ROOT, text

from docs.website import assembly, links
from docs.website.__main__ import main

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

REPOSITORY = "https://host.example/us/policy"
PLACES = assembly.sources()


def turned(line: str, source: str = "docs/configuration.md") -> str:
    return assembly.page(line, ROOT / source, PLACES, REPOSITORY)


@pytest.mark.parametrize(
    ("source", "link", "expected"),
    [
        ("docs/configuration.md", "ci.md", "ci.md"),
        ("docs/configuration.md", "language/values.md#money", "language/values.md#money"),
        ("docs/recipes/bot.md", "../../rules/README.md#returns", "../rules/README.md#returns"),
        ("docs/contributing.md", "../CHANGELOG.md", "changelog.md"),
        ("rules/README.md", "handoffs/silo.md", "handoffs/silo.md"),
        ("docs/ci.md", "../sample_policies/tidy", f"{REPOSITORY}/tree/main/sample_policies/tidy"),
        ("docs/configuration.md", "../action.yml", f"{REPOSITORY}/blob/main/action.yml"),
        ("docs/configuration.md", "../nothing.md", "../nothing.md"),
        ("docs/configuration.md", "../../outside.md", "../../outside.md"),
        ("docs/configuration.md", "https://elsewhere.example/a.md", "https://elsewhere.example/a.md"),
        ("docs/configuration.md", "#the-baseline", "#the-baseline"),
    ],
)  # fmt: skip
def test_a_link_works_in_the_site(source: str, link: str, expected: str) -> None:
    assert turned(f"see [there]({link}), and\n", source) == f"see [there]({expected}), and\n"


def test_code_is_left_as_it_is() -> None:
    code = "```\n[x](../action.yml)\n```\n"
    assert turned(f"{code}[x](ci.md)\n\n    {code[:-4]}    ```\n").startswith(code)
    assert turned(code + "<details>") == code + '<details markdown="1">'


def test_every_page_is_brought_together_and_named_in_the_navigation(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    number = assembly.assemble(folder)
    written = {file.relative_to(folder).as_posix() for file in folder.rglob("*.md")}
    assert len(written) == number > 200
    assert (folder / "assets" / "circle.svg").is_file()
    settings = yaml.safe_load(ROOT.joinpath("mkdocs.yml").read_text("utf-8"))
    named = set(re.findall(r"[\w/-]+\.md", yaml.safe_dump(settings["nav"])))
    listed = {page for page in written if re.fullmatch(r"rules/[\w-]+/.*|law/[a-z]+-.*", page)}
    assert named == written - listed


def test_nothing_is_left_from_an_earlier_time(tmp_path: Path) -> None:
    (tmp_path / "old.md").write_text("gone", encoding="utf-8")
    assembly.assemble(tmp_path)
    assert not (tmp_path / "old.md").exists()


# --- links -----------------------------------------------------------------------------------


def built(folder: Path, **pages: str) -> list[str]:
    """Write pages into a folder and return what is broken."""
    for place, content in pages.items():
        file = folder / f"{place.replace('_', '/')}.html"
        file.parent.mkdir(exist_ok=True)
        file.write_text(content, encoding="utf-8")
    return list(links.broken(links.read_site(folder), folder))


def test_a_site_whose_links_are_right_passes(tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_text("<svg/>", encoding="utf-8")
    assert not built(
        tmp_path,
        index='<a href="sub/b.html#part">b</a><img src="a.svg"><a href="#x">x</a><p id="x">'
        '<a href="b.html">b</a>',
        sub_b='<h2 id="part"></h2><a href="../">up</a><a href="..">up</a>',
        b='<a href="mailto:x@y">m</a><a href="sub/b.html">b</a>',
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('<a href="b.html">b</a>', "index.html: there is no b.html"),
        ('<img src="b.svg">', "index.html: there is no b.svg"),
        ('<script src="b.js"></script>', "index.html: there is no b.js"),
        ('<script src="https://b.org/b.js">', "index.html: loads https://b.org/b.js"),
        ('<link href="//b.org/b.css">', "index.html: loads //b.org/b.css"),
        ('<a href="#b">b</a>', "index.html: there is nothing at #b"),
        ('<a href="sub/">b</a>', "index.html: there is no sub/"),
    ],
)
def test_a_link_that_leads_nowhere_is_named(content: str, said: str, tmp_path: Path) -> None:
    assert built(tmp_path, index=content) == [said]


def test_a_page_that_no_page_leads_to_is_named(tmp_path: Path) -> None:
    lonely = built(
        tmp_path, index="", lonely='<a href="lonely.html">', **{"404": '<a href="/lonely.html">'}
    )
    assert lonely == ["lonely.html: no page leads to it"]


def test_only_what_leads_out_is_tried_and_fiction_is_not(tmp_path: Path) -> None:
    built(
        tmp_path,
        index='<a href="https://a.org/x#y">a</a><a href="https://shop.example/">b</a>',
        b='<a href="https://a.org/x">a</a><a href="index.html">c</a>',
    )
    assert links.leaving(links.read_site(tmp_path)) == {"https://a.org/x": ["b.html", "index.html"]}


class _Answers(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/there" else 404)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing of the requests."""


@pytest.fixture
def server() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), _Answers) as made:
        thread = threading.Thread(target=made.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{made.server_port}"
        made.shutdown()
        thread.join()


def test_an_address_that_does_not_answer_is_told(server: str) -> None:
    assert not links.trouble(f"{server}/there")
    assert links.trouble(f"{server}/gone") == "404 Not Found"
    assert links.trouble("https://nowhere.invalid/", seconds=2)


def test_a_link_that_leads_out_never_fails_the_run(
    server: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    built(tmp_path, index=f'<a href="{server}/gone">gone</a><a href="b.html">b</a>')
    assert main(["links", str(tmp_path)]) == 0
    assert f"{server}/gone: 404 Not Found (on index.html)" in capsys.readouterr().out
    assert main(["check", str(tmp_path)]) == 1
    assert "index.html: there is no b.html" in capsys.readouterr().out


def test_a_site_without_pages_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(tmp_path)]) == 1
    assert "0 pages" in capsys.readouterr().out
    assert main(["build"]) == 2


def test_make_test_builds_the_site_strictly() -> None:
    makefile = text("Makefile")
    assert re.search(r"^BESIDE := .*\bdocs\b", makefile, re.MULTILINE)
    (commands,) = re.findall(r"^docs: .*\n((?:\t.*\n)+)", makefile, re.MULTILINE)
    assert re.findall(r"\t(.*(?:build --strict|-m docs.website \w+))", commands) == [
        "$(BIN)/python -m docs.website assemble",
        "$(BIN)/zensical build --strict",
        "$(BIN)/python -m docs.website check",
    ]
