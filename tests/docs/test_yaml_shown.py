"""Every piece of YAML on a page is what the page says: accepted, found, or not found."""

from __future__ import annotations

import json
import re
import textwrap
from typing import TYPE_CHECKING

import pytest
import yaml
from doc_pages import ROOT, Piece, cxlint, everywhere, name, pieces, text

from cxlint.review.declaration import parse_declaration

if TYPE_CHECKING:
    from pathlib import Path

FRAGMENTS = ("a part of a rule", "a line of a policy", "the first line of a policy")
"""Titles of what is no whole file; what is said of each is tested by itself or with the rules."""

MARK = re.compile(r"# <- ([a-z][a-z-]*)")
SHOWN = everywhere("yaml")
LANGUAGE = [piece for piece in SHOWN if piece.page.startswith("docs/language/")]
OTHER = [piece for piece in SHOWN if piece not in LANGUAGE]
POLICIES = [piece for piece in OTHER if not piece.title]
CONFIGURATIONS = [piece for piece in OTHER if piece.title == "cxlint.yaml"]
WORKFLOWS = [piece for piece in OTHER if piece.title.startswith(".github/workflows/")]
READING = ("reading", "undefined-reference")

OWN = """\
channels:
  phone: {kind: voice, goes_to: accounts}
teams:
  accounts: {closes: all, may: {refund: 5 EUR}}
  office: {may: {refund: any}}
remedies:
  refund: {tiers: [{by: office, decides_within: 3 days}]}
"""


def titled(page: str, title: str) -> str:
    """Return the piece of a page that has this title."""
    (shown,) = [piece.body for piece in pieces(page) if piece.title == title]
    return shown


def findings(folder: Path, *arguments: str) -> list[dict[str, object]]:
    made = cxlint("check", *arguments, "--format", "json", "--exit-zero", folder=folder)
    assert made.returncode == 0, made.stderr
    return json.loads(made.stdout)["findings"]


def test_no_piece_has_a_title_that_no_test_knows() -> None:
    known = (
        *FRAGMENTS, "cxlint.yaml", "pack.yaml", "profiles/gentle.yaml", ".gitlab-ci.yml",
        ".pre-commit-config.yaml", "flows/hotline.yaml", "policies/waivers.yaml",
        "policies/refunds.yaml", "rules/languages/de/returns.yaml",
    )  # fmt: skip
    for piece in OTHER:
        by_folder = piece.title.startswith(("cx-rules/", "changes/", ".github/workflows/"))
        tutorial = piece.page == "docs/tutorial.md"
        assert not piece.title or piece.title in known or by_folder or tutorial, piece


# --- policies --------------------------------------------------------------------------------


@pytest.mark.parametrize("piece", POLICIES, ids=name)
def test_in_a_policy_shown_exactly_the_marked_lines_are_found(piece: Piece, tmp_path: Path) -> None:
    (tmp_path / "policy.yaml").write_text(piece.body, encoding="utf-8")
    found = findings(tmp_path, "policy.yaml")
    marked = {
        (number, rule)
        for number, line in enumerate(piece.body.splitlines(), start=1)
        for rule in MARK.findall(line)
    }
    everything = {(each["line"], each["rule"]) for each in found}
    serious = {(each["line"], each["rule"]) for each in found if each["severity"] != "info"}
    assert marked <= everything
    unmarked = piece.page in ("README.md", "docs/language/README.md")  # said in words, see below
    assert unmarked or serious <= marked


def test_recipes_show_what_is_found_and_what_is_not() -> None:
    recipes = {piece.page for piece in POLICIES if piece.page.startswith("docs/recipes/")}
    assert len(recipes) >= 6
    for page in recipes:
        shown = [piece.body for piece in POLICIES if piece.page == page]
        assert MARK.search(shown[0])
        assert not MARK.search(shown[1])


def test_the_five_lines_are_a_policy_and_yield_what_is_said_of_them(tmp_path: Path) -> None:
    five = next(piece.body for piece in pieces("README.md") if piece.body.startswith("channels:"))
    assert f"```yaml\n{five}```" in text("docs/language/README.md")
    said = re.search(
        r"folder `(\w+)`.* as `(.*?)`:\n.*type `(cxlint .*?)`\. It says: \"(.*?)\"",
        text("README.md"),
        re.DOTALL,
    )
    assert said
    folder, file, command, sentence = said.groups()
    (tmp_path / folder).mkdir()
    (tmp_path / folder / file).write_text(five, encoding="utf-8")
    made = cxlint(*command.split()[1:], folder=tmp_path)
    assert made.returncode == 1
    assert " ".join(sentence.split()) in " ".join(made.stdout.split())
    assert "\n1 error in 1 file; 1 fails; " in made.stdout, "the only finding is quoted"


def test_the_policy_shown_beside_a_flow_is_joined_with_it(repository: Path) -> None:
    beside = titled("docs/formats.md", "flows/hotline.yaml")
    (repository / "flows" / "hotline.yaml").write_text(beside, encoding="utf-8")
    found = {(each["rule"], each["entity"]) for each in findings(repository, "flows")}
    assert ("coverage-gap", "channel/hotline") in found
    assert not {rule for rule, _ in found} & {"duplicate-id", "undefined-reference"}


# --- the reference ---------------------------------------------------------------------------


SECTIONS = sorted({piece.page for piece in LANGUAGE} - {"docs/language/values.md"})


@pytest.mark.parametrize("page", SECTIONS)
def test_the_example_of_a_section_fits_the_language(page: str, tmp_path: Path) -> None:
    (tmp_path / "policy.yaml").write_text(pieces(page)[0].body, encoding="utf-8")
    made = cxlint(
        "check", "policy.yaml", "--select", READING[0], "--ignore", READING[1], folder=tmp_path
    )
    assert made.returncode == 0, made.stdout


def test_the_row_for_everything_else_leaves_no_doubt_which_row_holds(tmp_path: Path) -> None:
    shown = pieces("docs/language/returns.md")[0].body
    assert "everything else" in shown
    for body, doubts in ((shown, 0), (shown.replace("everything else", "all"), 1)):
        (tmp_path / "policy.yaml").write_text(body, encoding="utf-8")
        assert len(findings(tmp_path, "--select", "return-table-overlap")) == doubts


def test_of_two_limits_that_are_stated_the_higher_one_counts(tmp_path: Path) -> None:
    for page in ("teams", "remedies"):
        assert "the higher one counts" in text(f"docs/language/{page}.md")
    policy = """\
        channels: {phone: {kind: voice, goes_to: care}}
        teams: {care: {may: {refund: %s}}, office: {seats: 2}}
        remedies: {refund: {tiers: [{by: care, up_to: %s}, {by: office, up_to: any}]}}
        intents: {refund: {start: phone, remedy: refund, value: {p50: 60 EUR, p90: 150 EUR}}}
        """
    cases = (("50 EUR", "50 EUR", 1), ("50 EUR", "200 EUR", 0), ("200 EUR", "50 EUR", 0))
    for of_team, of_tier, found in cases:
        body = textwrap.dedent(policy) % (of_team, of_tier)
        (tmp_path / "policy.yaml").write_text(body, encoding="utf-8")
        assert len(findings(tmp_path, "--select", "frontline-limit-low")) == found


def test_a_person_may_be_named_in_words_and_a_team_elsewhere_may_not(tmp_path: Path) -> None:
    named = re.findall(
        r"`(\w+)`", re.findall(r"exception\. (.*?) take ", text("docs/language/README.md"))[0]
    )
    assert named == ["owner", "approver", "by", "delegate", "case_owner"]
    policy = """\
        teams: {care: {owner: Kim, approver: Robin}}
        remedies: {refund: {tiers: [{by: the head, delegate: the deputy}]}}
        intents: {refund: {start: care, case_owner: whoever answers}}
        """
    policy = textwrap.dedent(policy)
    for body, found in ((policy, 0), (policy.replace("start: care", "start: the desk"), 1)):
        (tmp_path / "policy.yaml").write_text(body, encoding="utf-8")
        assert len(findings(tmp_path, "--select", "undefined-reference")) == found


def test_the_examples_without_findings_are_those_of_the_tidy_sample() -> None:
    tidy = "".join(
        file.read_text("utf-8") for file in sorted((ROOT / "sample_policies" / "tidy").glob("*"))
    )
    shown = [page for page in SECTIONS if "## An example without findings" in text(page)]
    assert len(shown) >= 20
    for page in shown:
        assert pieces(page)[-1].body in tidy


# --- configuration ---------------------------------------------------------------------------


@pytest.mark.parametrize("piece", CONFIGURATIONS, ids=name)
def test_a_configuration_shown_is_accepted(piece: Piece, repository: Path) -> None:
    packs = "packs:" in piece.body or "acme" in piece.body
    (repository / "cxlint.yaml").write_text(piece.body, encoding="utf-8")
    made = cxlint("config", folder=repository)
    if packs:  # its packs are not there, and that is all that is wrong with it
        assert made.returncode == 2
        assert re.search("acme|retail-pack", made.stderr)
    else:
        assert (made.returncode, made.stderr) == (0, "")


def configurations(page: str) -> list[str]:
    """Return the configurations that a page shows, in their order."""
    return [piece.body for piece in CONFIGURATIONS if piece.page == page]


def test_the_configuration_shown_checks_a_policy(repository: Path) -> None:
    shown, *_ = configurations("docs/configuration.md")
    assert "baseline: " in shown
    (repository / "cxlint.yaml").write_text(shown, encoding="utf-8")
    assert cxlint("baseline", "policies/", folder=repository).returncode == 0
    made = cxlint("check", "policies/", folder=repository)
    assert (made.returncode, made.stderr) == (0, ""), made.stdout


def test_a_baseline_counts_where_the_line_shown_stands(repository: Path) -> None:
    *_, line = configurations("docs/configuration.md")
    assert cxlint("baseline", "policies/", folder=repository).returncode == 0
    assert cxlint("check", "policies/", folder=repository).returncode == 1
    (repository / "cxlint.yaml").write_text(line, encoding="utf-8")
    assert cxlint("check", "policies/", folder=repository).returncode == 0


def test_the_severity_shown_holds_for_every_finding_of_the_rule(repository: Path) -> None:
    _, changed, _ = configurations("docs/configuration.md")
    assert changed == "rules:\n  hassle-loop: error\n"
    bare = findings(repository, "policies/", "--select", "hassle-loop")
    assert {each["severity"] for each in bare} >= {"warning"}
    for severity in ("error", "info"):
        settings = changed.replace("error", severity)
        (repository / "cxlint.yaml").write_text(settings, encoding="utf-8")
        found = findings(repository, "policies/", "--select", "hassle-loop")
        assert [each["severity"] for each in found] == [severity] * len(bare)


def test_every_key_of_the_configuration_is_described() -> None:
    schema = json.loads((ROOT / "schemas" / "config.schema.json").read_text("utf-8"))
    described = re.findall(r"^\| `(\w+)` \|", text("docs/configuration.md"), re.MULTILINE)
    assert described == list(schema["properties"])


def test_the_waivers_shown_excuse_what_they_name(tmp_path: Path) -> None:
    beside = titled("docs/configuration.md", "a line of a policy")
    apart = titled("docs/configuration.md", "policies/waivers.yaml")
    policy = """\
        channels:
          app: {kind: app, goes_to: chatbot}
          mailbox: {kind: email, published: false}
        steps:
          chatbot: {kind: bot, goes_to: mailbox}
        handoffs:
        """
    policy = textwrap.dedent(policy)
    bare = "  - {from: mailbox, to: chatbot}\n"
    beside = textwrap.indent(beside, "  ")
    shown_to_do_nothing = re.findall(r"`(# cxlint: ignore\[.*?\])`", text("docs/configuration.md"))
    ignored = bare.replace("\n", f"  {shown_to_do_nothing[0]}\n")
    cases = ((bare, False), (ignored, False), (beside, True), (bare + apart, True))
    for shown, waived in cases:
        (tmp_path / "policy.yaml").write_text(policy + shown, encoding="utf-8")
        made = cxlint("check", "--as-of", "2026-11-21", "policy.yaml", folder=tmp_path)
        assert ("error: hassle-loop" in made.stdout) is not waived
        assert ("(1 waived)" in made.stdout) is waived
        assert ("error: waiver-malformed" in made.stdout) is (shown == ignored)
        assert made.stdout.count("error: waiver") == (shown == ignored)


def test_what_a_waiver_states_is_what_the_page_lists(tmp_path: Path) -> None:
    listed = re.findall(r"^\* `(\w+)`: ", text("docs/configuration.md"), re.MULTILINE)
    apart = yaml.safe_load(titled("docs/configuration.md", "policies/waivers.yaml"))
    assert sorted(listed) == sorted(apart["waivers"][0])
    for key in listed:
        assert f"### `{key}`" in text("docs/language/waivers.md") or key == "owner"
        assert key == "rule" or f"`{key}`" in text("docs/language/waivers.md")
        (stated,) = apart["waivers"]
        less = {"waivers": [{each: stated[each] for each in listed if each != key}]}
        (tmp_path / "policy.yaml").write_text(yaml.safe_dump(less), encoding="utf-8")
        found = {str(each["rule"]) for each in findings(tmp_path, "--as-of", "2026-11-21")}
        assert found & {"waiver-incomplete", "waiver-without-reason", "missing-key"}, key


def test_the_files_left_out_are_left_out(tmp_path: Path) -> None:
    exclude = next(
        piece.body for piece in pieces("docs/recipes/other-yaml.md") if "exclude" in piece.body
    )
    (tmp_path / "cxlint.yaml").write_text(exclude, encoding="utf-8")
    for place in ("deploy/app/app.yaml", "shop/docker-compose.yml"):
        file = tmp_path / place
        file.parent.mkdir(parents=True)
        file.write_text("apiVersion: v1\n", encoding="utf-8")
    (tmp_path / "policy.yaml").write_text("teams: {care: {seats: 4}}\n", encoding="utf-8")
    assert findings(tmp_path) == []
    (tmp_path / "cxlint.yaml").unlink()
    made = cxlint("check", ".", folder=tmp_path)
    said = re.search(r"^(reader: .*?:) compose", text("docs/recipes/other-yaml.md"), re.MULTILINE)
    assert said
    assert said[1] in made.stdout


# --- rules of one's own ----------------------------------------------------------------------


def test_the_rules_shown_pass_their_own_examples(repository: Path) -> None:
    made = cxlint("test", "cx-rules", folder=repository)
    assert made.stdout == "3 rules, 12 examples: all is well\n"


@pytest.mark.parametrize("form", ["text", "json", "sarif"])
def test_the_rules_shown_fire_in_every_format(form: str, repository: Path) -> None:
    (repository / "cxlint.yaml").write_text("rule_folders: [cx-rules]\n", encoding="utf-8")
    (repository / "own.yaml").write_text(OWN, encoding="utf-8")
    made = cxlint("check", "own.yaml", "--format", form, folder=repository)
    assert made.returncode == 1, made.stderr
    said = " ".join(made.stdout.split())
    for sentence in (
        "customers wait 3 days for a decision on their refund, and 2 days are promised",
        "customers go phone -> accounts, and nobody asks who they are before accounts",
        "customers of accounts are passed on more than once before anybody may refund them 20 EUR",
    ):
        assert sentence in said


def test_the_pack_shown_is_a_pack(repository: Path) -> None:
    pack = repository / "shared" / "acme-pack"
    (pack / "profiles").mkdir(parents=True)
    (pack / "returns").mkdir()
    described = titled("docs/own-rules/packs.md", "pack.yaml").replace("packs: [retail-pack]", "#")
    (pack / "pack.yaml").write_text(described, encoding="utf-8")
    profile = titled("docs/own-rules/packs.md", "profiles/gentle.yaml")
    (pack / "profiles" / "gentle.yaml").write_text(profile, encoding="utf-8")
    sources = "handbook: {title: our handbook, tier: own}\n"
    (pack / "sources.yaml").write_text(sources, encoding="utf-8")
    (repository / "cx-rules" / "late-refund.yaml").rename(pack / "returns" / "late-refund.yaml")
    settings = "packs: [./shared/acme-pack]\nextends: [strict, acme/gentle]\n"
    (repository / "cxlint.yaml").write_text(settings, encoding="utf-8")
    made = cxlint("config", "--rule", "acme", folder=repository)
    assert made.returncode == 0, made.stderr
    assert "pack: acme 1.2.0, 1 rule, folder shared/acme-pack" in made.stdout
    assert re.search(r"acme/late-refund +info", made.stdout)


def test_every_check_that_is_described_exists() -> None:
    page = text("docs/own-rules/checks.md")
    tables = re.findall(r"^\| check \|.*\n((?:\|.*\n)+)", page, re.MULTILINE)
    described = re.findall(r"^\| `([a-z_]+)` \|", "".join(tables), re.MULTILINE)
    files = {file.stem for file in (ROOT / "cxlint" / "linting" / "checks").rglob("*.py")}
    assert len(described) == 13
    assert set(described) <= files


def test_the_check_in_python_shown_can_be_imported() -> None:
    code = [each for each in pieces("docs/own-rules/python.md") if each.language == "python"]
    (shown,) = [each.body for each in code]
    made: dict[str, object] = {}
    exec(compile(shown, "checks.py", "exec"), made)
    assert callable(made["late_refund"])


# --- CI --------------------------------------------------------------------------------------


@pytest.mark.parametrize("piece", WORKFLOWS, ids=name)
def test_a_workflow_shown_uses_the_action_as_it_is(piece: Piece) -> None:
    (job,) = yaml.safe_load(piece.body)["jobs"].values()
    (used,) = [step for step in job["steps"] if step["uses"].startswith("cxlint/cxlint-policy")]
    folder = used["uses"].partition("@")[0].removeprefix("cxlint/cxlint-policy").lstrip("/")
    action = yaml.safe_load((ROOT / folder / "action.yml").read_text("utf-8"))
    assert set(used.get("with", {})) <= set(action["inputs"])


def test_every_input_of_the_action_is_described() -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    for each in action["inputs"]:
        assert f"\n| `{each}` |" in text("docs/ci.md")


def test_the_hooks_shown_exist() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    shown = [piece for piece in OTHER if piece.title == ".pre-commit-config.yaml"]
    assert shown
    for piece in shown:
        for repo in yaml.safe_load(piece.body)["repos"]:
            assert {hook["id"] for hook in repo["hooks"]} <= {hook["id"] for hook in hooks}
    for hook in hooks:
        assert f"* `{hook['id']}` " in text("docs/ci.md")


def test_the_arguments_shown_for_a_hook_end_before_the_names_of_files(repository: Path) -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    entries = {hook["id"]: hook["entry"] for hook in hooks if hook.get("pass_filenames", True)}
    repos = [yaml.safe_load(piece.body)["repos"] for piece in OTHER if "repos:" in piece.body]
    shown = [hook for (repo,) in repos for hook in repo["hooks"] if hook["id"] in entries]
    assert shown
    (repository / "-n.yaml").write_text("teams: {care: {seats: 4}}\n", encoding="utf-8")
    for hook in shown:
        command = [*entries[hook["id"]].split()[1:], *hook["args"], "-n.yaml"]
        made = cxlint(*command, folder=repository)
        assert (made.returncode, made.stderr) == (0, ""), made.stdout
        assert "in 1 file" in made.stdout


def test_the_commands_of_the_gitlab_job_write_the_report_it_hands_over(repository: Path) -> None:
    job = yaml.safe_load(titled("docs/ci.md", ".gitlab-ci.yml"))["policy"]
    (check,) = [line for line in job["script"] if line.startswith("cxlint ")]
    cxlint(*check.split()[1:], folder=repository)
    report = job["artifacts"]["reports"]["codequality"]
    assert json.loads((repository / report).read_text("utf-8"))


def test_a_declaration_shown_is_one() -> None:
    shown = [piece for piece in OTHER if piece.title.startswith("changes/")]
    assert shown
    for piece in shown:
        assert parse_declaration(piece.title, piece.body.encode())


def test_the_exit_codes_are_described() -> None:
    help_ = " ".join(cxlint("--help").stdout.split())
    for code in re.findall(r"(\d) [a-z]", help_.partition("Exit codes:")[2]):
        assert f"\n| **{code}** |" in text("docs/ci.md")
