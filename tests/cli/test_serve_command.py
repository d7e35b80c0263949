"""`cxlint serve`: the page for this machine alone, renewed when a file is saved."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from cxlint.cli.pages.serving import PageServer
from cxlint.errors import UserError

ROOT = Path(__file__).resolve().parents[2]
POLICY = """\
organization: {name: Harbour Lights}
channels:
  hotline: {kind: voice, open: 24x7, goes_to: care}
teams:
  care: {open: Mon-Fri 09:00-17:00}
"""


@pytest.fixture
def pages():
    with PageServer("<!doctype html><title>one</title>") as served:
        yield served


def ask(served, path, host=None):
    """Return the status, the headers and the text of an answer."""
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=10)
    connection.request("GET", path, headers={"Host": host} if host else {})
    answer = connection.getresponse()
    return answer.status, answer.headers, answer.read().decode()


def test_the_page_is_served_under_its_address(pages):
    status, headers, text = ask(pages, f"/{pages.token}/")
    assert (status, text) == (200, "<!doctype html><title>one</title>")
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["Cache-Control"] == "no-store"
    assert pages.address == f"http://127.0.0.1:{pages.port}/{pages.token}/"


@pytest.mark.parametrize("path", ["/", "/version", "/x/", "//", "/%2e%2e/", "/token/version"])
def test_without_the_token_there_is_nothing(pages, path):
    assert ask(pages, path)[0] == 404


def test_below_the_token_there_is_nothing_else(pages):
    assert ask(pages, f"/{pages.token}/secrets")[0] == 404


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1", ""])
def test_who_names_it_otherwise_gets_nothing(pages, host):
    assert ask(pages, f"/{pages.token}/", host or "x")[0] == 404


def test_a_new_page_has_a_new_version(pages):
    before = ask(pages, f"/{pages.token}/version")[2]
    pages.renew("two")
    assert ask(pages, f"/{pages.token}/")[2] == "two"
    assert ask(pages, f"/{pages.token}/version")[2] != before


def test_each_has_a_token_of_its_own(pages):
    with PageServer("another") as other:
        assert other.token != pages.token
        assert len(other.token) >= 30


def test_a_port_that_is_taken_is_told(pages):
    with pytest.raises(UserError, match=f"port {pages.port}"):
        PageServer("another", pages.port)


@pytest.mark.skipif(os.name == "nt", reason="there is no such signal")
def test_it_is_renewed_when_a_file_is_saved(tmp_path):
    file = tmp_path / "policy" / "a.yaml"
    file.parent.mkdir()
    file.write_text(POLICY, encoding="utf-8")
    served = subprocess.Popen(
        [sys.executable, "-m", "cxlint", "serve", "policy", "--as-of", "2026-11-30"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        address = served.stdout.readline().strip()
        assert "Harbour Lights" in read(address)
        file.write_text(POLICY.replace("Harbour Lights", "Other Lights"), encoding="utf-8")
        deadline = time.monotonic() + 60
        while read(f"{address}version") == "0":
            assert time.monotonic() < deadline
            time.sleep(0.1)
        page = read(address)
        assert "Other Lights" in page
        assert "connect-src &#39;self&#39;" in page
    finally:
        served.send_signal(signal.SIGINT)
        _, told = served.communicate(timeout=30)
    assert served.returncode == 0, told


def read(address):
    with urllib.request.urlopen(address, timeout=30) as answer:
        return answer.read().decode()
