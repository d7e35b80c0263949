"""The page of a report in German, in a real browser: its map, its filter, and hostile texts.

Needs a Chromium of the system, and the package playwright; without them these tests skip.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from cxlint.__main__ import main

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytest.importorskip("graphlay", reason="the map needs the package graphlay")

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), ""
)
pytestmark = [
    pytest.mark.thorough,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium is installed"),
]

SAMPLES = Path(__file__).resolve().parents[3] / "sample_policies"
HOSTILE = "</script><script>window.hacked=1</script><img src=x onerror='window.hacked=1'>"
GERMAN = "Wer photo-feed nutzt, kommt zu community, wo niemand arbeitet (0 Plätze)"


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    file = tmp_path_factory.mktemp("report") / "report.json"
    sample = str(SAMPLES / "northwind-outfitters")
    assert main(["report", sample, "--as-of", "2026-11-30", "--format", "json",
                 "-o", str(file)]) == 0  # fmt: skip
    return json.loads(file.read_text(encoding="utf-8"))


@pytest.fixture
def show(tmp_path):
    """Return a function that opens the page of data, and fails where anything goes wrong in it."""
    faults = []
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])

        def opened(document):
            (tmp_path / "data.json").write_text(json.dumps(document), encoding="utf-8")
            file = tmp_path / "page.html"
            assert main(["report", "--data", str(tmp_path / "data.json"), "-o", str(file)]) == 0
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            page.on("pageerror", lambda fault: faults.append(str(fault)))
            page.on("console", lambda told: faults.append(told.text)
                    if told.type == "error" else None)  # fmt: skip
            page.goto(file.as_uri())
            return page

        yield opened
        browser.close()
    assert faults == []


def test_the_map_tells_a_finding_in_german(show, data):
    (cause,) = (each for each in data["causes"] if each["rule"] == "unstaffed-channel")
    page = show(data)
    page.locator(f"#{cause['id']} summary").click()
    page.locator(f"#{cause['id']} button[data-light]").click()
    link = page.locator("#map-panel a").first
    assert link.inner_text() == GERMAN
    assert link.get_attribute("lang") is None


def test_what_stays_english_is_marked_in_the_map_too(show, data):
    told = json.loads(json.dumps(data))
    (cause,) = (each for each in told["causes"] if each["rule"] == "unstaffed-channel")
    del cause["translations"]
    page = show(told)
    summary = page.locator(f"#{cause['id']} summary")
    assert summary.locator(".message").get_attribute("lang") == "en"
    summary.click()
    page.locator(f"#{cause['id']} button[data-light]").click()
    link = page.locator("#map-panel a").first
    assert link.inner_text() == cause["message"]
    assert link.get_attribute("lang") == "en"


def test_findings_are_found_by_german_words(show, data):
    page = show(data)
    page.locator('#filter input[name="text"]').fill("wo niemand arbeitet")
    shown = [each.inner_text() for each in page.locator(".finding:visible .message").all()]
    assert GERMAN in shown
    assert len(shown) < len(data["causes"])


def test_hostile_translations_stay_text(show, data):
    told = json.loads(json.dumps(data))
    held = told["translations"]["de"]
    told["translations"]["de"] = {text: HOSTILE + said for text, said in held.items()}
    for record in (*told["causes"], *told["rules"].values()):
        for said in record.get("translations", {}).values():
            said.update({key: HOSTILE + text for key, text in said.items()})
    page = show(told)
    page.locator(".finding summary").first.click()
    page.locator(".finding button[data-light]").first.click()
    assert HOSTILE in page.locator("#map-panel a").first.inner_text()
    assert page.evaluate("window.hacked") is None
