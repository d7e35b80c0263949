"""The README shows what cxlint prints today, and every command in it works.

`pytest --rewrite-golden tests/test_readme.py` writes the finding and the tables of rules anew.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
TEXT = README.read_text("utf-8")
SAMPLE = "sample_policies/northwind-outfitters"
SHOWN = "stores/stores.yaml:64:"
"""The finding that is shown: one circle through four files of three departments."""

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`(cxlint [^`\n]+)`")
FAMILIES = ("handoffs", "channels", "approvals", "returns")


def cxlint(*arguments: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("GITHUB_", "FORCE_COLOR"))}
    return subprocess.run(
        [sys.executable, "-m", "cxlint", *arguments],
        cwd=folder,
        env={**kept, "COLUMNS": "80", "PYTHONIOENCODING": "utf-8", "PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def blocks(language: str) -> list[str]:
    return [body for found, body in FENCE.findall(TEXT) if found == language]


def finding() -> str:
    """Return one finding as `make demo` prints it, in a code block."""
    printed = cxlint("check", "--exit-zero", SAMPLE).stdout
    (shown,) = re.findall(rf"^{SAMPLE}/{SHOWN}.*?(?=^\S)", printed, re.MULTILINE | re.DOTALL)
    return f"```\n{shown.rstrip()}\n```\n"


def rules() -> str:
    """Return the table of `cxlint rules --format markdown`, a foldable part for each category."""
    _, _, *rows = cxlint("rules", "--format", "markdown").stdout.rstrip().splitlines()
    by_category: dict[str, list[str]] = {}
    for row in rows:
        name, category, severity, finds = row.strip("| ").split(" | ", 3)
        by_category.setdefault(category, []).append(f"| `{name}` | {severity} | {finds} |")
    order = [*FAMILIES, *(each for each in by_category if each not in FAMILIES)]
    parts = [f"{len(rows)} rules; `cxlint explain RULE` has the reasons behind each.\n"]
    for category in order:
        listed = "\n".join(by_category[category])
        parts.append(
            f"<details><summary>{category}: {len(by_category[category])} rules</summary>\n\n"
            f"| rule | severity | what it finds |\n|---|---|---|\n{listed}\n\n</details>\n"
        )
    return "\n".join(parts)


def practices() -> str:
    """Return `cxlint rules --coverage --format markdown`, a foldable part for each article."""
    printed = cxlint("rules", "--coverage", "--format", "markdown").stdout
    summary, *tables = re.split(r"^### ", printed, flags=re.MULTILINE)
    parts = [f"{summary.strip()}.\n"]
    for table in tables:
        title, rows = table.split("\n\n", 1)
        parts.append(f"<details><summary>{title}</summary>\n\n{rows.strip()}\n\n</details>\n")
    return "\n".join(parts)


def formats() -> str:
    """Return the table of `cxlint formats --format markdown`, folded."""
    table = cxlint("formats", "--format", "markdown").stdout
    return f"<details><summary>What is understood</summary>\n\n{table}\n</details>\n"


PRINTED = (("finding", finding), ("formats", formats), ("rules", rules), ("coverage", practices))


@pytest.mark.parametrize(("name", "told"), PRINTED)
def test_the_readme_shows_what_is_printed_today(request, name: str, told) -> None:
    today = f"<!-- {name} -->\n{told()}<!-- /{name} -->"
    block = re.compile(f"<!-- {name} -->\n.*?<!-- /{name} -->", re.DOTALL)
    if request.config.getoption("--rewrite-golden"):
        text = README.read_text("utf-8")
        README.write_text(block.sub(lambda _: today, text), encoding="utf-8", newline="\n")
    (shown,) = block.findall(README.read_text("utf-8"))
    assert shown == today, "write it anew with --rewrite-golden"


def test_the_finding_shown_is_readable_at_80_columns() -> None:
    _, _place, *lines = finding().splitlines()  # a place is not folded, so that it can be clicked
    assert max(map(len, lines)) <= 80


def commands() -> list[str]:
    lines = [line for _, body in FENCE.findall(TEXT) for line in body.splitlines()]
    shown = [line.partition("  #")[0].strip() for line in lines if line.startswith("cxlint ")]
    return sorted({*shown, *INLINE.findall(TEXT)} - {"cxlint explain RULE"})


def own_rules() -> list[str]:
    """Return the three rules that the README shows how to write."""
    shown = re.search(r"<!-- own rules -->\n(.*?)<!-- /own rules -->", TEXT, re.DOTALL)
    assert shown
    return [body for _, body in FENCE.findall(shown[1])]


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return a folder as the README supposes it: policies/, flows/, and rules in cx-rules/."""
    shutil.copytree(ROOT / SAMPLE, tmp_path / "policies")
    shutil.copytree(ROOT / "sample_policies" / "flows", tmp_path / "flows")
    for rule in own_rules():
        file = tmp_path / rule.removeprefix("# ").split(":")[0]
        file.parent.mkdir(exist_ok=True)
        file.write_text(rule, encoding="utf-8")
    return tmp_path


OWN = """\
channels:
  phone: {kind: voice, goes_to: accounts}
teams:
  accounts: {closes: all, may: {refund: 5 EUR}}
  office: {may: {refund: any}}
remedies:
  refund: {tiers: [{by: office, decides_within: 3 days}]}
"""


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


def test_the_readme_shows_commands() -> None:
    assert {command.split()[1] for command in commands()} >= {
        "check", "explain", "rules", "graph", "baseline", "config", "test", "new-rule",
    }  # fmt: skip


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(command, marks=pytest.mark.thorough) if "--mutate" in command else command
        for command in commands()
    ],
)
def test_every_command_shown_is_accepted(command: str, repository: Path) -> None:
    made = cxlint(*shlex.split(command)[1:], folder=repository)
    assert made.returncode in (0, 1), made.stderr
    assert made.stdout


def test_every_target_of_make_that_is_named_exists() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in set(re.findall(r"\bmake (demo|test|lint|bench|clean|help)\b", TEXT)):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)


def test_the_five_lines_are_a_policy_and_yield_what_is_said_of_them(tmp_path: Path) -> None:
    (five,) = [each for each in blocks("yaml") if each.startswith("channels:")]
    said = re.search(r'about them: "(.*?)"', TEXT, re.DOTALL)
    assert said
    (tmp_path / "policy.yaml").write_text(five, encoding="utf-8")
    made = cxlint("check", "policy.yaml", folder=tmp_path)
    assert made.returncode == 1
    assert " ".join(said[1].split()) in " ".join(made.stdout.split())


def test_the_configuration_shown_is_accepted(repository: Path) -> None:
    (shown,) = [each for each in blocks("yaml") if each.startswith("extends:")]
    (repository / "cxlint.yaml").write_text(shown, encoding="utf-8")
    assert cxlint("baseline", "policies/", folder=repository).returncode == 0
    made = cxlint("check", "policies/", folder=repository)
    assert (made.returncode, made.stderr) == (0, ""), made.stdout


def test_the_policy_shown_beside_a_flow_is_joined_with_it(repository: Path) -> None:
    (beside,) = [each for each in blocks("yaml") if each.startswith("# beside flows/")]
    (repository / "flows" / "hotline.yaml").write_text(beside, encoding="utf-8")
    made = cxlint("check", "flows", "--format", "json", "--exit-zero", folder=repository)
    found = {(each["rule"], each["entity"]) for each in json.loads(made.stdout)["findings"]}
    assert ("coverage-gap", "channel/hotline") in found
    assert not {rule for rule, _ in found} & {"duplicate-id", "undefined-reference"}


def test_the_waivers_shown_excuse_what_they_name(tmp_path: Path) -> None:
    beside, apart = (each for each in blocks("yaml") if "is replaced in March" in each)
    policy = """\
        channels:
          mailbox: {kind: email}
        steps:
          chatbot: {kind: bot, goes_to: mailbox}
        handoffs:
        """
    policy = textwrap.dedent(policy)
    bare = "  - {from: mailbox, to: chatbot}\n"
    for text, waived in ((bare, False), (beside, True), (bare + apart, True)):
        (tmp_path / "policy.yaml").write_text(policy + text, encoding="utf-8")
        made = cxlint("check", "--as-of", "2026-11-21", "policy.yaml", folder=tmp_path)
        assert ("error: hassle-loop" in made.stdout) is not waived
        assert ("(1 waived)" in made.stdout) is waived
        assert "error: waiver" not in made.stdout


def test_every_file_that_the_readme_links_to_exists() -> None:
    for target in re.findall(r"\]\((?!https?://)([^)#]+)\)", TEXT):
        assert (ROOT / target).exists(), target
