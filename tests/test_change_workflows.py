"""What judges a change in CI: the action, the comment and the GitLab job, run by bash on real git.

The code hosts themselves are stood in for: `gh` and `curl` of these tests write down what they are
asked.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from git_repository import QUIET, Repository
from test_action import COMPARE, Runner

ROOT = Path(__file__).resolve().parent.parent
(COMMENT,) = yaml.safe_load((ROOT / ".github/actions/comment/action.yml").read_text("utf-8"))[
    "runs"
]["steps"]
GITLAB = yaml.safe_load((ROOT / "docs/gitlab/policy-change.gitlab-ci.yml").read_text("utf-8"))
(SCRIPT,) = GITLAB["policy-change"]["script"]
MARKER = "<!-- cxlint:diff -->"
FEE = "terms:\n  restocking: {kind: fee, amount: %s, disclosed_at: checkout}\n"
CHEAP, DEAR = FEE % "5 EUR", FEE % "7 EUR"

if os.name == "nt" or shutil.which("bash") is None or shutil.which("jq") is None:
    pytest.skip("needs bash and jq", allow_module_level=True)


@pytest.fixture
def runner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Runner:
    """Return a runner in whose workspace a branch makes a fee dearer."""
    for name, value in {**QUIET, "GITHUB_BASE_REF": "main"}.items():
        monkeypatch.setenv(name, value)
    made = Runner(tmp_path)
    made.stand_in()
    shop = Repository(made.workspace)
    shop.write("policies/terms.yaml", CHEAP)
    shop.commit("begin")
    shop.git("switch", "--quiet", "--create", "dearer")
    shop.write("policies/terms.yaml", DEAR)
    shop.commit("dearer")
    return made


def test_change_for_the_worse_fails_the_step(runner: Runner) -> None:
    done = runner.run(COMPARE, paths="policies", comment_file="out.md", sarif_file="out.sarif")
    assert done.returncode == 1, done.stderr
    assert "::error file=policies/terms.yaml,line=2," in done.stdout
    assert (runner.workspace / "out.md").read_text("utf-8").startswith(MARKER)
    assert json.loads((runner.workspace / "out.sarif").read_text("utf-8"))["runs"][0]["results"]


def test_declared_change_passes_the_step(runner: Runner) -> None:
    shop = Repository(runner.workspace)
    shop.write("changes/fee.yaml", "owner: Ada\nreason: dear\nchanges: [{aspect: fee}]\n")
    shop.commit("declared")
    assert runner.run(COMPARE).returncode == 0
    runner.event["event.pull_request.head.repo.full_name"] = "stranger/shop"
    assert runner.run(COMPARE).returncode == 1  # a stranger declares nothing
    assert runner.run(COMPARE, untrusted="false").returncode == 0


def test_summary_of_the_job(runner: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    summary = runner.temp / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    runner.run(COMPARE)
    assert MARKER in summary.read_text("utf-8")


def test_base_may_be_named_and_is_never_run(runner: Runner) -> None:
    assert runner.run(COMPARE, base="HEAD").returncode == 0
    for word in ("$(touch made)", "--exit-zero", "; touch made"):
        assert runner.run(COMPARE, base=word).returncode == 2
    assert not (runner.workspace / "made").exists()


def test_shallow_checkout_says_what_is_missing(runner: Runner, tmp_path: Path) -> None:
    source = f"file://{runner.workspace}"
    Repository(tmp_path / "x").git("clone", "--quiet", "--depth=1", source, str(tmp_path / "clone"))
    runner.workspace = tmp_path / "clone"
    done = runner.run(COMPARE)
    assert done.returncode == 2
    assert "fetch-depth: 0" in done.stderr


def merge(shop: Repository) -> None:
    shop.git("switch", "--quiet", "main")
    shop.commit("meanwhile", other="terms:\n  lifting: {kind: fee, amount: 1 EUR}\n")
    shop.git("switch", "--quiet", "--detach")
    shop.git("merge", "--quiet", "--no-edit", "dearer")


def rename(shop: Repository) -> None:
    shop.git("mv", "policies/terms.yaml", "policies/fees.yaml")
    shop.commit("renamed as well")


def empty(shop: Repository) -> None:
    shop.git("rm", "--quiet", "-r", "policies")
    shop.commit("all gone")


def add_submodule(shop: Repository) -> None:
    other = Repository(shop.root.parent / "other")
    other.commit("begin", foreign="terms:\n  lifting: {kind: fee, amount: 1 EUR}\n")
    shop.git("submodule", "--quiet", "add", str(other.root), "policies/vendor")
    shop.commit("another repository")


def push_by_force(shop: Repository) -> None:
    """Leave the commit that was there before unknown, as a forced push does."""


HISTORIES = {
    "merge": (merge, "", 1, "policies/terms.yaml,line=2"),
    "detached": (lambda shop: shop.git("switch", "--quiet", "--detach"), "", 1, "line=2"),
    "renamed": (rename, "", 1, "policies/fees.yaml,line=2"),
    "empty head": (empty, "", 2, "no policy file in"),
    "submodule": (add_submodule, "", 1, "policies/vendor is another repository"),
    "forced push": (push_by_force, "0123456789" * 4, 2, "git knows no such commit here"),
    "new branch": (push_by_force, "0" * 40, 1, "line=2"),
}
"""What was done to a repository, the base that is named, the exit code, and what is said."""


@pytest.mark.parametrize("history", HISTORIES)
def test_histories(runner: Runner, history: str) -> None:
    change, base, code, said = HISTORIES[history]
    change(Repository(runner.workspace))
    done = runner.run(COMPARE, paths="policies", base=base)
    assert done.returncode == code, done.stdout + done.stderr
    assert said in done.stdout + done.stderr


def test_branch_that_is_proposed_against_may_be_called_anything(
    runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    Repository(runner.workspace).git("branch", "--move", "main", "live")
    assert runner.run(COMPARE).returncode == 2  # the host names main, which is not here
    monkeypatch.setenv("GITHUB_BASE_REF", "live")
    assert runner.run(COMPARE).returncode == 1


def stand_in(folder: Path, name: str, answers: str) -> Path:
    """Put a command into a folder that notes how it is called and with what, and answers."""
    asked = folder / f"{name}.asked"
    file = folder / name
    file.write_text(f"#!{sys.executable}\n" + answers.replace("ASKED", repr(str(asked))), "utf-8")
    file.chmod(0o755)
    return asked


GH = """\
import json, sys
said = sys.stdin.read() if "--input" in sys.argv else ""
with open(ASKED, "a", encoding="utf-8") as file:
    file.write(json.dumps({"call": sys.argv[1:], "said": said}) + "\\n")
if any(each.endswith("/pulls") for each in sys.argv):
    print(NUMBER)
elif "--paginate" in sys.argv:
    print(KNOWN)
"""


def comment(
    folder: Path, report: str, *, known: str = "", number: str = "7", event_number: str = ""
) -> tuple[subprocess.CompletedProcess[str], list[dict[str, object]]]:
    """Run the step that comments, and return what it asked of the code host."""
    answers = GH.replace("NUMBER", repr(number)).replace("KNOWN", repr(known))
    asked = stand_in(folder, "gh", answers)
    (folder / "report.md").write_text(report, encoding="utf-8")
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", COMMENT["run"]],
        cwd=folder,
        env={
            "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}",
            "REPORT": "report.md",
            "NUMBER": event_number,
            "HEAD_SHA": "abc",
            "HEAD_OWNER": "stranger",
            "HEAD_BRANCH": "dearer",
            "REPOSITORY": "acme/shop",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    lines = asked.read_text("utf-8").splitlines() if asked.exists() else []
    return done, [json.loads(line) for line in lines]


def test_comment_is_written_once_and_then_updated(tmp_path: Path) -> None:
    done, asked = comment(tmp_path, f"{MARKER}\n### worse\n")
    assert done.returncode == 0, done.stderr
    assert "head=stranger:dearer" in asked[0]["call"]
    assert asked[-1]["call"][1:4] == ["--method", "POST", "repos/acme/shop/issues/7/comments"]
    assert json.loads(str(asked[-1]["said"])) == {"body": f"{MARKER}\n### worse\n"}
    _, asked = comment(tmp_path, f"{MARKER}\n### better\n", known="31")
    assert asked[-1]["call"][1:4] == ["--method", "PATCH", "repos/acme/shop/issues/comments/31"]


def test_report_of_a_stranger_is_data(tmp_path: Path) -> None:
    _, asked = comment(tmp_path, f"{MARKER}\n@acme/all `$(touch made)` ![x](http://a.example)\n")
    body = json.loads(str(asked[-1]["said"]))["body"]
    assert "@" not in body
    assert "![" not in body
    assert not (tmp_path / "made").exists()


@pytest.mark.parametrize("report", ["no marker", f"{MARKER}\n" + "x" * 300_000, ""])
def test_what_is_no_report_is_not_written(tmp_path: Path, report: str) -> None:
    done, asked = comment(tmp_path, report)
    assert (done.returncode, asked) == (1, [])


def test_commit_of_no_open_proposal(tmp_path: Path) -> None:
    done, asked = comment(tmp_path, f"{MARKER}\n", number="")
    assert done.returncode == 0
    assert len(asked) == 1
    assert "no open pull request" in done.stdout


CURL = """\
import json, sys
header = [open(each[1:]).read() for each in sys.argv if each.startswith("@")]
with open(ASKED, "a", encoding="utf-8") as file:
    file.write(json.dumps({"call": sys.argv[1:], "header": header}) + "\\n")
if "--request" not in sys.argv:
    print(json.dumps([{"id": 4, "body": "hello"}, {"id": 5, "body": "<!-- cxlint:diff --> old"}]))
"""


def gitlab(
    runner: Runner, folder: Path, **variables: str
) -> tuple[subprocess.CompletedProcess[str], list[dict[str, list[str]]]]:
    """Run the job's script, and return what it asked of GitLab."""
    folder.mkdir()
    asked = stand_in(folder, "curl", CURL)
    (folder / "cxlint").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m cxlint "$@"\n')
    (folder / "cxlint").chmod(0o755)
    shop = Repository(runner.workspace)
    done = subprocess.run(
        ["bash", "-eo", "pipefail", "-c", SCRIPT],
        cwd=runner.workspace,
        env={
            **os.environ,
            "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            **GITLAB["policy-change"]["variables"],
            "CI_PROJECT_PATH": "acme/shop",
            "CI_MERGE_REQUEST_SOURCE_PROJECT_PATH": "acme/shop",
            "CI_MERGE_REQUEST_DIFF_BASE_SHA": shop.git("rev-parse", "main"),
            "CI_COMMIT_SHA": shop.git("rev-parse", "HEAD"),
            "CI_API_V4_URL": "https://gitlab.example/api/v4",
            "CI_MERGE_REQUEST_PROJECT_ID": "1",
            "CI_MERGE_REQUEST_IID": "2",
            **variables,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    lines = asked.read_text("utf-8").splitlines() if asked.exists() else []
    return done, [json.loads(line) for line in lines]


def test_gitlab_without_a_token_skips_the_note(runner: Runner, tmp_path: Path) -> None:
    done, asked = gitlab(runner, tmp_path / "bin")
    assert (done.returncode, asked) == (1, []), done.stderr
    assert "there is no CXLINT_NOTE_TOKEN, so no note is written" in done.stdout
    (entry,) = json.loads((runner.workspace / "gl-code-quality-report.json").read_text("utf-8"))
    assert entry["location"] == {"path": "policies/terms.yaml", "lines": {"begin": 2}}


def test_gitlab_note_is_updated_in_place(runner: Runner, tmp_path: Path) -> None:
    done, asked = gitlab(runner, tmp_path / "bin", CXLINT_NOTE_TOKEN="secret")
    assert done.returncode == 1, done.stderr
    assert "PUT" in asked[-1]["call"]
    assert asked[-1]["call"][-1].endswith("/merge_requests/2/notes/5")
    assert not any("secret" in each for each in asked[-1]["call"])
    assert asked[-1]["header"] == ["PRIVATE-TOKEN: secret\n"]
