"""`cxlint diff` on revisions: which states it compares, and what it does where one is missing."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest
from git_repository import QUIET, Repository

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

FEE = "terms:\n  restocking: {kind: fee, amount: %s}\n"
CHEAP, DEAR = FEE % "5 EUR", FEE % "7 EUR"

WORKSPACES = ("GITHUB_BASE_REF", "CI_DEFAULT_BRANCH", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME")


@pytest.fixture
def repository(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """Return a repository with one commit, in which the tests run."""
    for name in (*WORKSPACES, "GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in QUIET.items():
        monkeypatch.setenv(name, value)
    made = Repository(folder / "shop")
    made.commit("begin", terms=CHEAP)
    monkeypatch.chdir(made.root)
    return made


def changes(out: str) -> list[tuple[str, str, str, str | None, str | None]]:
    """Return what a report says changes."""
    return [
        (each["thing"], each["aspect"], each["direction"], each["old"], each["new"])
        for each in json.loads(out)["changes"]
    ]


DEARER = [("term/restocking", "fee", "worse", "5 EUR", "7 EUR")]


def test_nothing_is_said_of_an_unchanged_policy(repository: Repository, cxlint: Run) -> None:
    outcome = cxlint("diff")
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "")


def test_working_tree_against_default_branch(repository: Repository, cxlint: Run) -> None:
    repository.git("switch", "--quiet", "--create", "dearer")
    repository.commit("dearer", terms=DEAR)
    repository.git("switch", "--quiet", "main")
    repository.commit("meanwhile", other="terms:\n  lifting: {kind: fee, amount: 1 EUR}\n")
    repository.git("switch", "--quiet", "dearer")
    outcome = cxlint("diff", "--format", "json")
    assert changes(outcome.out) == DEARER  # and nothing of what main did meanwhile
    assert outcome.code == 1


def test_nothing_is_checked_out(repository: Repository, cxlint: Run) -> None:
    repository.commit("dearer", terms=DEAR)
    repository.write("terms.yaml", CHEAP)
    before = repository.git("status", "--porcelain"), sorted(repository.root.iterdir())
    outcome = cxlint("diff", "HEAD~1", "HEAD", "--format", "json")
    assert changes(outcome.out) == DEARER
    assert (repository.git("status", "--porcelain"), sorted(repository.root.iterdir())) == before


@pytest.mark.parametrize("words", [["HEAD~1", "HEAD"], ["HEAD~1..HEAD"], ["HEAD~1..."]])
def test_two_revisions(repository: Repository, cxlint: Run, words: list[str]) -> None:
    repository.commit("dearer", terms=DEAR)
    outcome = cxlint("diff", *words, "--format", "json")
    assert changes(outcome.out) == DEARER


def test_places_count_from_the_root(
    repository: Repository, cxlint: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.write("deep/policies/terms.yaml", CHEAP)
    repository.commit("deep")
    repository.write("deep/policies/terms.yaml", DEAR)
    monkeypatch.chdir(repository.root / "deep")
    (found,) = json.loads(cxlint("diff", "HEAD", "--format", "json").out)["changes"]
    assert found["old_place"] == found["new_place"]
    assert found["new_place"]["path"] == "deep/policies/terms.yaml"


def test_staged_state_alone(repository: Repository, cxlint: Run) -> None:
    repository.write("terms.yaml", DEAR)
    repository.git("add", "--all")
    repository.write("terms.yaml", FEE % "99 EUR")
    assert changes(cxlint("diff", "--staged", "--format", "json").out) == DEARER


def test_first_commit_is_all_new(folder: Path, repository: Repository, cxlint: Run) -> None:
    fresh = Repository(folder / "fresh")
    os.chdir(fresh.root)
    fresh.write("terms.yaml", CHEAP)
    fresh.git("add", "--all")
    outcome = cxlint("diff", "--staged", "--format", "json")
    assert "holds no policy, so everything is new" in outcome.err
    assert [each[:2] for each in changes(outcome.out)] == [("term/restocking", "fee")]


def test_another_default_branch(folder: Path, repository: Repository, cxlint: Run) -> None:
    origin = Repository(folder / "origin", branch="live")
    origin.commit("begin", terms=CHEAP)
    repository.git("clone", "--quiet", str(origin.root), str(folder / "clone"))
    clone = Repository(folder / "clone")
    os.chdir(clone.root)
    clone.git("switch", "--quiet", "--create", "dearer")
    clone.commit("dearer", terms=DEAR)
    outcome = cxlint("diff", "--format", "json")
    assert changes(outcome.out) == DEARER
    assert json.loads(outcome.out)["base"].startswith("origin/live (")


def test_shallow_clone_says_how_to_get_the_rest(
    folder: Path, repository: Repository, cxlint: Run
) -> None:
    old = repository.git("rev-parse", "HEAD")
    repository.commit("dearer", terms=DEAR)
    source = f"file://{repository.root}"
    repository.git("clone", "--quiet", "--depth=1", source, str(folder / "clone"))
    os.chdir(folder / "clone")
    outcome = cxlint("diff", old)
    assert outcome.code == 2
    assert "fetch-depth: 0" in outcome.err


def test_base_that_is_gone(repository: Repository, cxlint: Run) -> None:
    outcome = cxlint("diff", "1234567890123456789012345678901234567890")
    assert outcome.code == 2
    assert "git knows no such commit here" in outcome.err


def test_unborn_commit_of_a_new_branch_means_the_default(
    repository: Repository, cxlint: Run
) -> None:
    repository.git("switch", "--quiet", "--create", "dearer")
    repository.commit("dearer", terms=DEAR)
    assert changes(cxlint("diff", "0" * 40, "HEAD", "--format", "json").out) == DEARER


def test_detached_head(repository: Repository, cxlint: Run) -> None:
    repository.git("switch", "--quiet", "--detach")
    repository.commit("dearer", terms=DEAR)
    assert changes(cxlint("diff", "--format", "json").out) == DEARER


def test_merge_commit_is_the_proposal_alone(repository: Repository, cxlint: Run) -> None:
    repository.git("switch", "--quiet", "--create", "dearer")
    repository.commit("dearer", terms=DEAR)
    repository.git("switch", "--quiet", "main")
    repository.commit("meanwhile", other="terms:\n  lifting: {kind: fee, amount: 1 EUR}\n")
    repository.git("switch", "--quiet", "--detach")
    repository.git("merge", "--quiet", "--no-edit", "dearer")
    assert changes(cxlint("diff", "--format", "json").out) == DEARER


def test_renamed_file_is_no_change(repository: Repository, cxlint: Run) -> None:
    repository.git("mv", "terms.yaml", "conditions.yaml")
    repository.commit("rename")
    outcome = cxlint("diff", "HEAD~1", "HEAD", "--format", "json")
    told = json.loads(outcome.out)
    assert (told["changes"], told["findings"]["new"], told["findings"]["fixed"]) == ([], [], [])
    assert {each["before"]["path"] for each in told["findings"]["moved"]} == {"terms.yaml"}
    assert cxlint("diff", "HEAD~1", "HEAD").out == ""
    assert "conditions.yaml" in cxlint("diff", "HEAD~1", "HEAD", "--all").out


def test_submodule_is_named_and_not_compared(
    folder: Path, repository: Repository, cxlint: Run
) -> None:
    other = Repository(folder / "other")
    other.commit("begin", foreign="terms:\n  lifting: {kind: fee, amount: 1 EUR}\n")
    repository.git("submodule", "--quiet", "add", str(other.root), "vendor")
    repository.commit("submodule")
    for words in (["HEAD~1"], ["HEAD~1", "HEAD"], ["HEAD~1", "--staged"]):
        outcome = cxlint("diff", *words, "--format", "json")
        assert changes(outcome.out) == []
        assert "vendor is another repository (a submodule), and is not compared" in outcome.err


def test_ignored_files_are_no_part_of_it(repository: Repository, cxlint: Run) -> None:
    repository.commit("ignore")
    repository.write(".gitignore", "build/\n")
    repository.write("build/terms.yaml", "terms:\n  lifting: {kind: fee, amount: 1 EUR}\n")
    assert changes(cxlint("diff", "HEAD", "--format", "json").out) == []


def test_empty_head(repository: Repository, cxlint: Run) -> None:
    repository.git("rm", "--quiet", "terms.yaml")
    repository.commit("gone")
    outcome = cxlint("diff", "HEAD~1", "HEAD")
    assert outcome.code == 2
    outcome = cxlint("diff", "HEAD~1", "HEAD", "--allow-empty", "--format", "json")
    assert [each[:2] for each in changes(outcome.out)] == [("term/restocking", "fee")]
    assert "everything is gone" in outcome.err


def test_unreadable_file_of_the_base_is_named(repository: Repository, cxlint: Run) -> None:
    repository.commit("broken", broken="terms: [\n")
    repository.git("rm", "--quiet", "broken.yaml")
    repository.commit("mended")
    outcome = cxlint("diff", "HEAD~1", "HEAD")
    assert outcome.code == 0
    assert "broken.yaml of HEAD~1" in outcome.err


def test_unreadable_file_of_the_head_fails(repository: Repository, cxlint: Run) -> None:
    repository.commit("broken", broken="terms: [\n")
    for fail_on in ("worse", "never"):
        outcome = cxlint("diff", "HEAD~1", "HEAD", "--fail-on", fail_on)
        assert outcome.code == 1
        assert "broken.yaml cannot be read" in outcome.out
    assert cxlint("diff", "HEAD~1", "HEAD", "--exit-zero").code == 0


@pytest.mark.parametrize("name", ["terms.yaml.off", "terms.yaml"])
def test_file_that_is_no_policy_any_more(repository: Repository, cxlint: Run, name: str) -> None:
    repository.commit("more", other="terms:\n  lifting: {kind: fee, amount: 1 EUR}\n")
    repository.git("rm", "--quiet", "terms.yaml")
    repository.write(name, CHEAP if name.endswith("off") else "on: push\njobs: {a: {}}\n")
    repository.commit("switched off")
    outcome = cxlint("diff", "HEAD~1", "HEAD", "--format", "json")
    told = json.loads(outcome.out)
    assert ("file/terms.yaml", "file", "worse", "policy", None) in changes(outcome.out)
    assert "file" in [each["kind"] for each in told["gate"]["by"]]
    assert outcome.code == 1


def test_excluded_file_whose_content_changes_is_named(repository: Repository, cxlint: Run) -> None:
    repository.write("cxlint.yaml", "exclude: [drafts]\n")
    repository.write("drafts/a.yaml", CHEAP)
    repository.commit("drafts")
    repository.write("drafts/a.yaml", DEAR)
    outcome = cxlint("diff", "HEAD")
    assert "drafts/a.yaml is excluded, and its content is not what it was" in outcome.err
    assert outcome.code == 0


def test_hostile_tree_stays_inside(folder: Path, repository: Repository, cxlint: Run) -> None:
    outside = folder / "outside"
    outside.mkdir()
    (outside / "secret.yaml").write_text("terms:\n  secret: {kind: fee, amount: 9 EUR}\n")
    (repository.root / "link").symlink_to(outside)
    (repository.root / "one.yaml").symlink_to(outside / "secret.yaml")
    repository.commit("links")
    outcome = cxlint("diff", "HEAD~1", "HEAD", "--format", "json")
    assert "secret" not in "".join(each[0] for each in changes(outcome.out))
    assert outcome.code == 1  # one.yaml cannot be read


def test_filters_and_hooks_of_the_repository_do_not_run(
    folder: Path, repository: Repository, cxlint: Run
) -> None:
    ran = folder / "ran"
    repository.git("config", "filter.evil.smudge", f"touch {ran}; cat")
    repository.git("config", "filter.evil.clean", f"touch {ran}; cat")
    repository.git("config", "core.fsmonitor", f"touch {ran}")
    repository.write(".gitattributes", "* filter=evil\n")
    repository.commit("attributes", terms=DEAR)
    ran.unlink(missing_ok=True)
    assert changes(cxlint("diff", "HEAD~1", "HEAD", "--format", "json").out) == DEARER
    cxlint("diff", "HEAD~1")
    assert not ran.exists()


def test_folders_and_revisions_do_not_mix(repository: Repository, cxlint: Run) -> None:
    repository.write("other/terms.yaml", DEAR)
    outcome = cxlint("diff", "other", "main")
    assert outcome.code == 2
    assert "name two folders, two files, or two revisions" in outcome.err


def test_folder_that_is_not_there(repository: Repository, cxlint: Run) -> None:
    outcome = cxlint("diff", "shop-before", "shop-after")
    assert outcome.code == 2


def test_bare_repository(folder: Path, repository: Repository, cxlint: Run) -> None:
    repository.commit("dearer", terms=DEAR)
    repository.git("clone", "--quiet", "--bare", str(repository.root), str(folder / "bare.git"))
    os.chdir(folder / "bare.git")
    assert changes(cxlint("diff", "HEAD~1", "HEAD", "--format", "json").out) == DEARER
    assert changes(cxlint("diff", "HEAD~1..HEAD", "--untrusted", "--format", "json").out) == DEARER
    outcome = cxlint("diff", "HEAD~1")
    assert (outcome.code, "no working tree" in outcome.err) == (2, True)


def test_history_that_is_not_all_here_is_said(
    folder: Path, repository: Repository, cxlint: Run
) -> None:
    repository.commit("dearer", terms=DEAR)
    source = f"file://{repository.root}"
    repository.git("clone", "--quiet", "--depth=1", source, str(folder / "clone"))
    os.chdir(folder / "clone")
    outcome = cxlint("trend")
    assert outcome.code == 0
    assert "only a part of the history is here" in outcome.err


def test_linked_worktree(folder: Path, repository: Repository, cxlint: Run) -> None:
    repository.git("worktree", "add", "--quiet", "-b", "dearer", str(folder / "linked"))
    (folder / "linked" / "terms.yaml").write_text(DEAR, encoding="utf-8")
    os.chdir(folder / "linked")
    assert changes(cxlint("diff", "--format", "json").out) == DEARER


def test_folders_do_not_judge_one_another(repository: Repository, cxlint: Run) -> None:
    repository.write("before/terms.yaml", CHEAP)
    repository.write("after/terms.yaml", DEAR)
    assert cxlint("diff", "before", "after", "--untrusted").code == 2


def test_two_files(repository: Repository, cxlint: Run) -> None:
    repository.write("before/one.yaml", CHEAP)
    repository.write("before/other.yaml", "terms:\n  lifting: {kind: fee, amount: 1 EUR}\n")
    repository.write("after/two.yaml", DEAR)
    outcome = cxlint("diff", "before/one.yaml", "after/two.yaml", "--format", "json")
    assert changes(outcome.out) == DEARER


def test_private_folder_is_taken_away(
    folder: Path, repository: Repository, cxlint: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = folder / "room"
    room.mkdir()
    monkeypatch.setenv("TMPDIR", str(room))
    monkeypatch.setattr("tempfile.tempdir", None)
    cxlint("diff", "HEAD", "HEAD")
    assert list(room.iterdir()) == []
