"""The page of a report in a real browser: every part by mouse and by keyboard, and hostile text.

Needs a Chromium of the system, and the packages playwright and axe-playwright-python; without any
of them these tests skip, and say so.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from cxlint.__main__ import main

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytest.importorskip("graphlay", reason="the map needs the package graphlay")

pytestmark = pytest.mark.thorough

SAMPLES = Path(__file__).resolve().parents[3] / "sample_policies"
HOSTILE = "</script><script>window.hacked=1</script><img src=x onerror='window.hacked=1'>\"&{{1}}"
SAID = frozenset({
    "organization", "files", "message", "remedy", "entity", "owner", "path", "text", "intents",
    "label", "name", "team", "when", "share", "means", "mean", "worst", "promise", "why", "choice",
    "says", "zone", "currency", "up_to", "by", "within", "intent", "covered", "thing", "reasons",
    "window", "fee", "refund", "state", "title", "rationale", "supports", "url", "excuse", "change",
    "subject", "effect", "citation", "page", "what", "missing", "set_in", "threshold_text",
    "silent_on", "description", "asked", "problem", "scenario_says", "policy_says",
    "base", "sentence", "old", "new", "witness", "segment", "unreadable", "notes",
})  # fmt: skip
"""Under these keys of the data stands what a policy says, or what is made of it."""
SCENARIO = {
    "id": "quick", "path": "a.yaml", "line": 1, "status": "fails", "certain": True,
    "description": "says", "asked": "asked", "problem": "problem",
    "statements": [{
        "key": "fee", "path": "a.yaml", "line": 2, "status": "fails", "scenario_says": "none",
        "policy_says": "5 EUR", "why": "why", "parts": [{"text": "part"}],
    }],
}  # fmt: skip
CHANGES = {
    "base": "main", "unreadable": ["a.yaml"], "notes": ["a note"],
    "figures": [{"intent": "", "quantity": "places.max", "old": "1", "new": None}],
    "list": [{
        "thing": "channel/x", "aspect": "hours", "direction": "worse", "sentence": "shorter hours",
        "who": {"segment": ["all"]}, "old": "24x7", "new": None, "old_place": None,
        "new_place": {"path": "a.yaml", "line": 1, "column": 1}, "places": [0], "witness": "Ada",
    }],
}  # fmt: skip
HISTORY = {
    "commit": "0123456789", "day": "2026-11-30", "subject": "subject", "promises": 1,
    **dict.fromkeys(("errors", "warnings", "infos", "worse", "better", "different",
                     "new_findings", "fixed_findings", "late_notices"), 1),
}  # fmt: skip
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def write_page(source, file):
    assert (
        main(["report", str(source), "--as-of", "2026-11-30", "--language", "en", "-o", str(file)])
        == 0
    )
    return file


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    return write_page(
        SAMPLES / "northwind-outfitters", tmp_path_factory.mktemp("report") / "a.html"
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_stands_in_the_way_of_anybody(show, sample, scheme):
    axe = pytest.importorskip("axe_playwright_python", reason="no checker is installed")
    page = show(sample, color_scheme=scheme, reduced_motion="reduce")
    page.evaluate(
        "[...document.querySelectorAll('details')].slice(0, 30).forEach(d => d.open = true)"
    )
    page.evaluate((Path(axe.__file__).parent / "axe.min.js").read_text(encoding="utf-8"))
    result = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    assert [(each["id"], each["nodes"][0]["html"]) for each in result["violations"]] == []


def poison(value, key=""):
    """Return the data of a report with hostile text wherever a policy could have put some."""
    if isinstance(value, dict):
        return {
            HOSTILE + name if key == "starts" else name: poison(each, name)
            for name, each in value.items()
        }
    if isinstance(value, list):
        return [poison(each, key) for each in value]
    return HOSTILE + value if isinstance(value, str) and key in SAID else value


def test_a_place_tells_what_changed_there(show, tmp_path):
    data = tmp_path / "data.json"
    assert main(["report", str(SAMPLES / "northwind-outfitters"), "--format", "json",
                 "--language", "en", "-o", str(data)]) == 0  # fmt: skip
    told = json.loads(data.read_text(encoding="utf-8"))
    told["changes"] = CHANGES
    told["map"]["places"][0] |= {"changes": [0], "marks": ["worse"]}
    data.write_text(json.dumps(told), encoding="utf-8")
    file = tmp_path / "changed.html"
    assert main(["report", "--data", str(data), "-o", str(file)]) == 0
    page = show(file)
    box = page.locator('#map .box[data-place="0"]')
    assert "worse than before" in box.get_attribute("aria-label")
    assert box.locator("use.worse").count() == 1
    box.dispatch_event("click")
    page.locator("#map-panel a", has_text="shorter hours").click()
    assert page.evaluate("location.hash") == "#change-0"
    row = page.locator("#change-0")
    assert "24x7" in row.inner_text()
    assert "nothing" in row.inner_text()


def test_hostile_text_stays_text(show, tmp_path):
    data = tmp_path / "data.json"
    assert main(["report", str(SAMPLES / "northwind-outfitters"), "--format", "json",
                 "-o", str(data)]) == 0  # fmt: skip
    clean = json.loads(data.read_text(encoding="utf-8"))
    clean["scenarios"] = [SCENARIO]
    clean["changes"] = CHANGES
    clean["history"] = [HISTORY]
    clean["map"]["places"][0]["changes"] = [0]
    told = {**poison(clean), "tool": clean["tool"], "worst": clean["worst"]}
    for place in told["map"]["places"]:
        place["id"] = HOSTILE + place["id"]
    for number, state in enumerate(("new", "gone", "changed")):
        told["map"]["moves"][number]["state"] = told["map"]["places"][number]["state"] = state
    for row in told["journeys"]["rows"]:
        row["id"] = row["id"] and HOSTILE + row["id"]
    told["made"]["language"] = "en"
    data.write_text(json.dumps(told), encoding="utf-8")
    file = tmp_path / "hostile.html"
    assert main(["report", "--data", str(data), "-o", str(file)]) == 0
    page = show(file)
    assert page.title() == f"Policy report of {HOSTILE}Northwind Outfitters"
    page.locator("#map .box").first.dispatch_event("click")
    page.locator("#map-journey").select_option(index=1)
    page.locator("#findings details").first.locator("summary").click()
    page.locator("#findings details").first.locator("[data-light]").click()
    page.locator("#map-search").fill("<script")
    assert HOSTILE in page.locator("#map-panel").inner_text()
    assert page.evaluate("window.hacked") is None
    assert page.locator("img").count() == 0
    assert page.locator("script").count() == 2


def test_each_label_lies_within_its_box(show, sample):
    page = show(sample)
    out = page.evaluate("""() => [...document.querySelectorAll('#map svg.map .box[data-place]')]
        .filter(box => {
            const [shape, text] = ['.shape', '.label'].map(n => box.querySelector(n).getBBox());
            return text.x < shape.x || text.x + text.width > shape.x + shape.width
                || text.y < shape.y || text.y + text.height > shape.y + shape.height;
        }).map(box => box.textContent.trim())""")
    assert out == []


def test_a_finding_lights_up_its_way_step_by_step(show, sample):
    page = show(sample)
    card = page.locator("details.finding", has_text="customers can go chatbot")
    card.locator("summary").click()
    card.locator("[data-light]").click()
    lit = page.locator("#map .box.lit .label").all_text_contents()
    assert {each.strip() for each in lit} == {"chat", "chatbot", "return-form", "number-help"}
    assert page.locator("#map .step-number").count() == 4
    assert page.locator("#map .line.lit").count() >= 4
    assert "digital/handoffs.yaml:10" in page.locator("#map-panel").inner_text()
    page.locator("#map-panel .close").click()
    assert page.locator("#map .box.lit").count() == 0


def test_a_contact_reason_lights_up_its_ways(show, sample):
    page = show(sample)
    page.locator("#map-journey").select_option("recall-check")
    lit = {each.strip() for each in page.locator("#map .box.lit .label").all_text_contents()}
    assert {"recall-page", "help-page"} <= lit
    assert "hotline" not in lit or len(lit) > 2
    assert page.locator("#map .box:not(.lit)").count() > 0


def test_a_place_says_where_it_leads(show, sample):
    page = show(sample)
    page.locator('#map .box[aria-label^="step payment-page"]').click()
    panel = page.locator("#map-panel").inner_text()
    assert "payment-page" in panel
    assert "find no way on" in panel


def test_the_map_is_walked_with_the_keyboard(show, sample):
    page = show(sample)
    page.locator('#map .box[tabindex="0"]').focus()
    first = page.evaluate("document.activeElement.dataset.place")
    page.keyboard.press("ArrowRight")
    second = page.evaluate("document.activeElement.dataset.place")
    assert second not in (None, first)
    page.keyboard.press("Enter")
    assert page.locator("#map .box.lit").count() > 0
    before = page.locator("#map-all").get_attribute("viewBox")
    page.keyboard.press("+")
    assert page.locator("#map-all").get_attribute("viewBox") != before
    page.keyboard.press("Escape")
    assert page.locator("#map .box.lit").count() == 0
    assert page.locator('#map svg:not([hidden]) .box[tabindex="0"]').count() == 1


def test_a_place_is_found_by_its_name(show, sample):
    page = show(sample)
    page.locator("#map-search").fill("finance")
    assert page.locator("#map .box.found").count() >= 1
    page.keyboard.press("Enter")
    assert page.locator("#map-panel").is_visible()


def test_a_group_of_a_very_large_map_opens_and_closes(show, tmp_path):
    rows = "".join(f"  team-{n}: {{name: Desk {n}, closes: all}}\n" for n in range(310))
    policy = tmp_path / "policy" / "large.yaml"
    policy.parent.mkdir()
    policy.write_text(
        f"channels:\n  chat: {{kind: chat, goes_to: team-0}}\nteams:\n{rows}", "utf-8"
    )
    page = show(write_page(policy.parent, tmp_path / "large.html"))
    overview = page.locator("#map-all")
    assert overview.is_visible()
    page.locator('#map-all .box[aria-label^="Desk 0"]').click()
    assert not overview.is_visible()
    assert page.locator("#map svg.map:not([hidden]) .box[data-place]:visible").count() == 300
    page.locator("#map-back").click()
    assert overview.is_visible()
    page.locator("#map-search").fill("Desk 305")
    assert not overview.is_visible()
    assert page.locator("#map .box.found").count() == 1


def test_findings_are_filtered(show, sample):
    page = show(sample)
    visible = page.locator("details[data-cause]:visible")
    every = visible.count()
    page.locator('#filter [value="warning"]').uncheck()
    page.locator('#filter [value="info"]').uncheck()
    errors = visible.count()
    assert 0 < errors < every
    assert page.locator("details[data-cause].warning:visible").count() == 0
    page.locator('#filter [name="team"]').select_option("finance")
    assert 0 < visible.count() < errors
    page.locator('#filter [type="reset"]').click()
    page.wait_for_function(
        "n => document.querySelectorAll('details[data-cause]:not([hidden])').length === n",
        arg=every,
    )
    page.locator('#filter [name="text"]').fill("photo-feed")
    assert 0 < visible.count() < every
    assert f"of {every}" in page.locator("#shown").inner_text()


def test_the_worst_lead_to_their_findings(show, sample):
    page = show(sample)
    page.locator(".worst a").first.click()
    assert page.locator("details.finding[open]").count() == 1
    assert page.locator("details.finding[open] .change").is_visible()


def test_each_part_is_a_key_away(show, sample):
    page = show(sample, reduced_motion="reduce")
    links = page.locator(".head nav a")
    parts = [each.removeprefix("#") for each in links.evaluate_all("all => all.map(e => e.hash)")]
    assert {"map", "findings", "journeys", "hours", "authority", "returns", "law", "made"} <= {
        *parts
    }
    for number, part in enumerate(parts):
        links.nth(number).focus()
        page.keyboard.press("Enter")
        page.wait_for_function("part => location.hash === `#${part}`", arg=part)
        assert page.locator(f"#{part}").evaluate("e => e.getBoundingClientRect().top") < 900


def test_a_journey_opens_its_way(show, sample):
    page = show(sample)
    button = page.locator("#journeys [data-journey]").first
    button.focus()
    page.keyboard.press("Enter")
    intent = button.get_attribute("data-journey")
    assert page.locator("#map-journey").input_value() == intent
    assert intent in page.locator("#map-panel h3").inner_text()
    assert page.locator("#map .line.lit").count() > 0
    sums = page.locator("#journeys .time details")
    sums.first.locator("summary").press("Enter")
    assert sums.first.locator("li").first.is_visible()


@pytest.mark.parametrize(("part", "link"), [("returns", "a.flag"), ("hours", ".found a"),
                                            ("words", "a")])  # fmt: skip
def test_what_is_flagged_leads_to_its_finding(show, sample, part, link):
    page = show(sample)
    flag = page.locator(f"#{part} {link}").first
    flag.press("Enter")
    opened = page.locator("details.finding[open]")
    assert opened.count() == 1
    assert f"#{opened.get_attribute('id')}" == flag.get_attribute("href")


def test_findings_open_and_filters_work_with_keys_alone(show, sample):
    page = show(sample)
    page.locator('#filter [value="warning"]').press("Space")
    assert page.locator("details[data-cause].warning:visible").count() == 0
    page.locator('#filter [name="journey"]').select_option("return-online")
    first = page.locator("details[data-cause]:visible").first
    first.locator("summary").press("Enter")
    assert first.locator(".change").is_visible()
    first.locator("[data-light]").press("Enter")
    assert page.locator("#map .box.lit").count() > 0


@pytest.mark.parametrize("part", ["map", "made"])
def test_what_is_folded_unfolds_with_a_key(show, sample, part):
    page = show(sample)
    folded = page.locator(f"#{part} details").first
    folded.locator("summary").press("Enter")
    assert folded.locator("td, li").first.is_visible()


def test_dark_and_light_are_a_button_away(show, sample):
    page = show(sample, color_scheme="light")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator("#theme").click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light


@pytest.mark.parametrize("width", [320, 390, 1440, 3840])
def test_nothing_reaches_beyond_the_screen(show, sample, width):
    page = show(sample, viewport={"width": width, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_it_is_read_without_script(browser, sample):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(sample.as_uri())
    assert page.locator("details.finding").count() > 50
    assert page.locator("#map svg.map .box").count() > 40
    assert not page.locator("#filter").is_visible()
    context.close()


def test_it_is_ready_within_a_second(show, sample):
    page = show(sample)
    assert page.evaluate("performance.getEntriesByType('navigation')[0].domInteractive") < 1_000


def test_on_paper_the_map_is_whole_and_then_in_parts(show, sample):
    page = show(sample, viewport={"width": 700, "height": 900})
    drawing = page.locator("#map-all")
    size = [drawing.get_attribute(f"data-{each}") for each in ("width", "height")]
    seen = drawing.get_attribute("viewBox")
    assert seen != f"0 0 {' '.join(size)}"
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert drawing.get_attribute("viewBox") == f"0 0 {' '.join(size)}"
    page.emulate_media(media="print")
    parts = page.locator(".paper-part")
    assert parts.count() == 2
    assert all(parts.nth(number).is_visible() for number in range(2))
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert drawing.get_attribute("viewBox") == seen
    assert not parts.first.is_visible()


def test_a_phrase_is_marked_in_its_text(show, sample):
    page = show(sample)
    assert page.locator("#words mark").first.inner_text().lower().startswith("that")


def test_it_prints_in_pages(show, sample):
    page = show(sample)
    page.emulate_media(media="print")
    assert not page.locator(".head").is_visible()
    assert not page.locator("#filter").is_visible()
    printed = page.pdf(prefer_css_page_size=True)
    assert 5 < len(re.findall(rb"/Type\s*/Page\b", printed)) < 40
