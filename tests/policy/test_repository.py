"""The root that places in reports count from."""

from __future__ import annotations

from pathlib import Path

import pytest

from cxlint.policy.repository import (
    WORKSPACES,
    as_seen,
    path_from,
    repository_root,
    shared_root,
)


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    for name in WORKSPACES:
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "repo" / "policies" / "care").mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def repo(home):
    (home / "repo" / ".git").mkdir()
    return home / "repo"


@pytest.mark.parametrize("start", [".", "repo", "repo/policies", "elsewhere/none.yaml"])
def test_without_a_repository_places_count_from_the_current_folder(home, start):
    assert repository_root(Path(start)) == home


@pytest.mark.parametrize("start", ["repo", "repo/policies", "repo/policies/care", "repo/none.yaml"])
@pytest.mark.parametrize("here", [".", "repo", "repo/policies/care", "elsewhere"])
def test_else_from_the_git_root_wherever_cxlint_is_started(home, repo, start, here, monkeypatch):
    monkeypatch.chdir(home / here)
    assert repository_root(home / start) == repo


def test_a_work_tree_and_a_submodule_say_so_in_a_file(repo):
    (repo / "policies" / ".git").write_text("gitdir: ../.git/modules/policies\n")
    assert repository_root(repo / "policies" / "care") == repo / "policies"


@pytest.mark.parametrize("name", WORKSPACES)
def test_a_code_host_says_where_the_repository_lies(home, repo, name, monkeypatch):
    monkeypatch.setenv(name, str(home))
    assert repository_root(repo / "policies") == home
    assert repository_root(home / "elsewhere") == home


@pytest.mark.parametrize("workspace", ["", "repo", "/not/there", "{home}/elsewhere"])
def test_a_workspace_that_does_not_hold_the_policy_counts_for_nothing(
    home, repo, workspace, monkeypatch
):
    monkeypatch.setenv("GITHUB_WORKSPACE", workspace.format(home=home))
    assert repository_root(repo / "policies") == repo


def test_links_on_the_way_to_the_repository_do_not_matter(home, repo, monkeypatch):
    link = home / "link"
    link.symlink_to(repo)
    assert repository_root(link / "policies") == link
    assert path_from(link, link / "policies" / "a.yaml") == "policies/a.yaml"
    monkeypatch.setenv("GITHUB_WORKSPACE", str(link))
    assert repository_root(repo / "policies") == repo
    inner = home / "inner"
    inner.symlink_to(repo / "policies")
    assert repository_root(inner / "care") == repo
    assert path_from(repo, inner / "care" / "a.yaml") == "policies/care/a.yaml"


def test_several_paths_share_their_repository_or_are_seen_from_here(home, repo):
    assert shared_root([repo / "policies", repo]) == repo
    (home / "elsewhere" / ".git").mkdir()
    assert shared_root([repo, home / "elsewhere"]) == home
    assert shared_root([home / "elsewhere", repo]) == home


def test_what_lies_outside_is_seen_from_the_root_or_by_its_whole_path(home, repo, monkeypatch):
    monkeypatch.chdir(repo / "policies")
    assert path_from(repo, Path("../../elsewhere/a.yaml")) == "../elsewhere/a.yaml"
    assert path_from(repo, home / "elsewhere" / "a.yaml") == f"{home}/elsewhere/a.yaml"
    assert as_seen(Path("care/a.yaml")) == "policies/care/a.yaml"
    assert as_seen(Path()) == "policies"
