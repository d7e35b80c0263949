"""Before and now on one map, in a real browser; skips where there is none, and says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from git_repository import QUIET, Repository

from cxlint.__main__ import main

pytest.importorskip("graphlay", reason="the map needs the package graphlay")
pytestmark = pytest.mark.thorough

DAY = ("--as-of", "2026-11-30")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
BEFORE = """\
organization: {name: Harbour Lights, timezone: Europe/Madrid, languages: [en]}
channels:
  hotline: {kind: voice, open: Mon-Fri 09:00-17:00, goes_to: menu}
  chat: {kind: chat, open: Mon-Fri 09:00-17:00, goes_to: care}
steps:
  menu: {kind: menu, options: [{say: Refunds, key: "1", goes_to: care}]}
teams:
  care: {open: Mon-Fri 09:00-17:00, closes: [refund]}
  desk: {open: Mon-Fri 09:00-17:00, closes: [refund]}
handoffs:
  - {from: care, to: desk, when: it is large, context: full}
intents:
  refund: {start: [hotline, chat], promise: 7 days}
"""
NOW = (
    BEFORE.replace("  chat: {kind: chat,", "  letters: {kind: post,")
    .replace("[hotline, chat]", "[hotline, letters]")
    .replace("09:00-17:00, goes_to: menu", "10:00-16:00, goes_to: menu")
    .replace("it is large", "it is above 50 EUR")
)


@pytest.fixture(scope="module")
def changed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("changed")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in QUIET.items():
            patch.setenv(name, value)
        made = Repository(folder / "shop")
        made.commit("begin", refunds=BEFORE)
        made.write("refunds.yaml", NOW)
        patch.chdir(made.root)
        file = folder / "changed.html"
        assert main(["report", "--base", "HEAD", "--trend", "3", *DAY, "-o", str(file)]) == 0
    return file


def place(page, name):
    return page.locator(f'#map .box[aria-label^="{name}"]')


def test_new_gone_and_changed_differ_by_line_and_by_word(show, changed):
    page = show(changed)
    styles = {}
    for name, state in (("channel letters", "new"), ("channel chat", "gone"),
                        ("channel hotline", "changed")):  # fmt: skip
        box = place(page, name)
        assert state in box.get_attribute("aria-label")
        assert box.locator(".sign").text_content() == state
        styles[state] = box.locator(".shape").evaluate(
            "e => [getComputedStyle(e).strokeDasharray, getComputedStyle(e).strokeWidth].join()"
        )
    assert len(set(styles.values())) == 3
    assert styles["new"].startswith("none")
    lines = page.locator("#map .line-tag title").all_text_contents()
    assert sorted(lines) == ["changed", "gone", "new"]
    signs = {each.strip() for each in page.locator("#map .line-tag text").all_text_contents()}
    assert len(signs) == 3
    assert signs <= {"new", "gone", "changed", "+", "×", "≠"}
    legend = page.locator(".legend").inner_text()
    assert all(f"{each}: " in legend for each in styles)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_changes_and_trend_stand_in_nobodys_way(show, changed, scheme):
    axe = pytest.importorskip("axe_playwright_python", reason="no checker is installed")
    page = show(changed, color_scheme=scheme, reduced_motion="reduce")
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.locator("#changes [data-change]").first.click()
    page.evaluate((Path(axe.__file__).parent / "axe.min.js").read_text(encoding="utf-8"))
    result = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    assert [(each["id"], each["nodes"][0]["html"]) for each in result["violations"]] == []


def test_each_number_of_the_trend_has_a_chart_and_stands_in_the_table(show, changed):
    page = show(changed)
    charts = page.locator("#history .multiple")
    assert charts.count() >= 3
    for label in charts.locator("svg").evaluate_all("all => all.map(e => e.ariaLabel)"):
        assert "at first" in label
    page.locator("#history summary").click()
    assert page.locator("#history tbody tr").count() == charts.first.locator(".bar").count()


def test_no_sign_covers_a_box_or_another_sign(show, changed):
    page = show(changed)
    hidden = page.evaluate("""() => {
        const all = name => [...document.querySelectorAll(`#map-all ${name}`)];
        const areas = name => all(name).map(e => e.getBBox());
        const meet = (a, b) => a.x < b.x + b.width && b.x < a.x + a.width
            && a.y < b.y + b.height && b.y < a.y + a.height;
        const tags = areas('.line-tag rect');
        return tags.filter((tag, n) => [...areas('.shape'), ...tags.slice(n + 1)]
            .some(other => meet(tag, other))).length;
    }""")
    assert hidden == 0


def test_a_change_leads_to_its_place_on_the_map(show, changed):
    page = show(changed)
    row = page.locator("#changes tr", has_text="channel chat")
    row.locator("[data-change]").click()
    assert place(page, "channel chat").evaluate("e => e.classList.contains('lit')")
    assert not place(page, "team desk").evaluate("e => e.classList.contains('lit')")
    assert page.locator("#map-all .line.lit").get_attribute("class") == "line gone lit"
    panel = page.locator("#map-panel")
    assert "chat → care" in panel.inner_text()
    panel.locator("a").first.click()
    assert page.evaluate("location.hash").startswith("#change-")


def test_before_and_now_are_seen_apart(show, changed):
    page = show(changed)
    old, new = place(page, "channel chat"), place(page, "channel letters")
    assert old.is_visible() and new.is_visible()
    page.locator("#map-era").select_option("now")
    assert new.is_visible() and not old.is_visible()
    page.locator("#map-journey").select_option("refund")
    lit = page.locator("#map .box.lit .label").all_text_contents()
    assert {each.strip() for each in lit} == {
        "hotline", "letters", "menu", "care", "desk", "resolved",
    }  # fmt: skip
    page.locator("#map-era").select_option("before")
    assert old.is_visible() and not new.is_visible()


def test_the_keyboard_passes_over_what_is_not_shown(show, changed):
    page = show(changed)
    page.locator("#map-era").select_option("now")
    page.locator('#map .box[tabindex="0"]').focus()
    seen = set()
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp", "ArrowRight", "ArrowLeft"):
        page.keyboard.press(key)
        seen.add(page.evaluate("document.activeElement.getAttribute('aria-label')"))
    assert not any("chat" in each for each in seen)


def test_a_sign_on_a_line_tells_its_way(show, changed):
    page = show(changed)
    page.locator("#map .line-tag.changed").dispatch_event("click")
    panel = page.locator("#map-panel").inner_text()
    assert "desk" in panel
    assert "changed" in panel
