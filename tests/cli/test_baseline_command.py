"""`cxlint baseline`: what it accepts, what it drops, and that nothing else writes it."""

from __future__ import annotations

import json

from small_policies import CLEAN, DANGLING, MISSPELT

FILE = "cxlint-baseline.yaml"
ONE = ("--select", "undefined-reference,unknown-key")


def statuses(cxlint, *arguments: str) -> list[str]:
    result = cxlint("check", *arguments, "--format", "json")
    return [finding["status"] for finding in json.loads(result.out)["findings"]]


def test_todays_findings_are_accepted_and_new_ones_are_not(cxlint, write, folder):
    write("p/a.yaml", DANGLING)
    result = cxlint("baseline", "p", *ONE)
    assert result.code == 0
    assert f"{FILE}: 1 accepted, 1 added, 0 dropped" in result.out
    assert "+ undefined-reference" in result.out

    accepted = (folder / FILE).read_bytes()
    assert cxlint("check", "p", *ONE, "--baseline", FILE).code == 0
    write("p/b.yaml", MISSPELT)
    assert cxlint("check", "p", *ONE, "--baseline", FILE).code == 1
    assert sorted(statuses(cxlint, "p", *ONE, "--baseline", FILE)) == ["baselined", "new"]
    assert (folder / FILE).read_bytes() == accepted


def test_an_entry_survives_a_change_of_lines(cxlint, write):
    write("p/a.yaml", DANGLING)
    cxlint("baseline", "p", *ONE)
    write("p/a.yaml", "# a remark\n\n" + DANGLING)
    assert statuses(cxlint, "p", *ONE, "--baseline", FILE) == ["baselined"]


def test_running_it_again_drops_what_was_put_right(cxlint, write):
    write("p/a.yaml", DANGLING)
    write("p/b.yaml", MISSPELT)
    cxlint("baseline", "p", *ONE)
    write("p/a.yaml", CLEAN)
    result = cxlint("baseline", "p", *ONE)
    assert "- undefined-reference" in result.out
    assert f"{FILE}: 0 accepted, 0 added, 1 dropped" in result.out
    assert "1 of locked rules left out, which nobody may accept: unknown-key" in result.err
    assert "0 added, 0 dropped" in cxlint("baseline", "p", *ONE).out


def test_a_stale_entry_is_reported(cxlint, write):
    write("p/a.yaml", DANGLING)
    cxlint("baseline", "p")
    write("p/a.yaml", CLEAN)
    assert "baseline-stale" in cxlint("check", "p", "--baseline", FILE).out


def test_the_file_may_have_another_name_and_lies_outside_the_policy(cxlint, write, folder):
    write("a.yaml", DANGLING)
    assert "accepted.yaml: " in cxlint("baseline", *ONE, "--output", "accepted.yaml").out
    assert (folder / "accepted.yaml").is_file()
    assert statuses(cxlint, *ONE, "--baseline", "accepted.yaml") == ["baselined"]


def test_the_configured_baseline_is_used(cxlint, write, folder):
    write("cxlint.yaml", "baseline: accepted.yaml\n")
    write("p/a.yaml", DANGLING)
    cxlint("baseline", "p", *ONE)
    assert (folder / "accepted.yaml").is_file()
    assert statuses(cxlint, "p", *ONE) == ["baselined"]


def test_the_usual_file_is_never_read_as_policy_nor_used_unasked(cxlint, write):
    write("a.yaml", DANGLING)
    cxlint("baseline", *ONE)
    result = cxlint("check", *ONE, "--format", "json")
    assert [f["status"] for f in json.loads(result.out)["findings"]] == ["new"]
    assert f"--baseline {FILE} uses it" in result.err
    assert cxlint("graph").err.count("uses it") == 0


def test_findings_about_waivers_are_not_accepted(cxlint, write):
    write("p/a.yaml", "teams:\n  care: {seats: 3}  # cxlint: allow[silo]\n")
    result = cxlint("baseline", "p")
    assert "0 accepted" in result.out
    assert "about waivers" in result.err


def test_an_empty_folder_is_a_mistake(cxlint, folder):
    assert cxlint("baseline").code == 2
    assert not (folder / FILE).exists()


RATCHETED = """
channels: {{hotline: {{kind: voice, open: 24x7, goes_to: care}}}}
teams: {{care: {{open: 24x7, closes: none}}, till: {{open: 24x7, closes: all}}}}
handoffs:
  - {{from: care, to: till, carried_by: {carrier}, wait: {wait}, max_repeats: {repeats}}}
intents: {{refund: {{start: hotline, ratchet: true}}}}
"""
RATCHET = ("--select", "ratchet-worse", "--baseline", FILE)


def ratcheted(carrier="us", wait="1 day", repeats=1):
    return RATCHETED.format(carrier=carrier, wait=wait, repeats=repeats)


def test_what_may_not_become_worse_is_held_to_what_the_command_wrote(cxlint, write, folder):
    write("p/a.yaml", ratcheted())
    assert "and nothing says how it is" in cxlint("check", "p", "--select", "ratchet-worse").out
    said = cxlint("baseline", "p", *ONE).out
    assert "refund is held to what it costs customers: 1 contacts" in said
    assert "24 hours until the end" in said
    written = (folder / FILE).read_text()
    assert "elapsed_hours: 24" in written
    assert cxlint("check", "p", *RATCHET).code == 0

    write("p/a.yaml", ratcheted(wait="25 hours"))
    worse = cxlint("check", "p", *RATCHET)
    assert worse.code == 1
    assert "meet 25 hours until the end, and it was 24" in " ".join(worse.out.split())
    assert (folder / FILE).read_text() == written
    write("p/a.yaml", ratcheted(carrier="customer"))
    assert "meet 2 contacts, and it was 1" in " ".join(cxlint("check", "p", *RATCHET).out.split())
    write("p/a.yaml", ratcheted(wait="23 hours"))
    assert cxlint("check", "p", *RATCHET).code == 0

    write("p/a.yaml", ratcheted(wait="25 hours"))
    assert "refund is held to" in cxlint("baseline", "p", *ONE).out
    assert cxlint("check", "p", *RATCHET).code == 0
    assert "is held to" not in cxlint("baseline", "p", *ONE).out


def test_a_waiver_and_an_entry_do_not_excuse_what_became_worse(cxlint, write):
    write("p/a.yaml", ratcheted())
    cxlint("baseline", "p")
    said = ratcheted(repeats=1, wait="2 days")
    write(
        "p/a.yaml",
        said.replace("ratchet: true}}", "ratchet: true}}  # cxlint: ignore[ratchet-worse] -- no"),
    )
    assert "ratchet-worse" in cxlint("check", "p", "--baseline", FILE).out


def test_figures_that_are_no_figures_are_refused(cxlint, write):
    write("p/a.yaml", ratcheted())
    for wrong in ("[]", "{refund: 3}", "{refund: {calls: 3}}", "{refund: {contacts: many}}"):
        write(FILE, f"version: 2\nfindings: []\nratchets: {wrong}\n")
        assert cxlint("check", "p", "--baseline", FILE).code == 2, wrong
