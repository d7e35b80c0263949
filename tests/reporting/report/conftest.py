"""A page of a report in the Chromium of the system, which fails where it asks for anything."""

from __future__ import annotations

import shutil

import pytest

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), ""
)
WATCH = """
window.violations = [];
document.addEventListener('securitypolicyviolation',
  (told) => window.violations.push(told.violatedDirective));
"""


@pytest.fixture(scope="module")
def browser():
    if not CHROMIUM:
        pytest.skip("no Chromium is installed")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def show(browser):
    """Return a function that opens a page, and fails where it asked for what it may not have."""
    seen = []

    def opened(file, **choices):
        context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, **choices})
        page = context.new_page()
        faults = []
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.on("console", lambda told: faults.append(told.text) if told.type == "error" else None)
        page.on("dialog", lambda dialog: faults.append(dialog.message))
        page.on("request", lambda asked: faults.append(asked.url)
                if not asked.url.startswith("file:") else None)  # fmt: skip
        page.add_init_script(WATCH)
        page.goto(file.as_uri())
        seen.append((page, faults))
        return page

    yield opened
    for page, faults in seen:
        assert page.evaluate("window.violations") == []
        assert faults == []
        page.context.close()
