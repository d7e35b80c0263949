"""The hooks, run by the real pre-commit in a real git repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("pre_commit", reason="pre-commit is not installed")
if shutil.which("git") is None:
    pytest.skip("git is not installed", allow_module_level=True)

ROOT = Path(__file__).resolve().parent.parent
SHIPPED = (
    "cxlint", "rules", "schemas", "pyproject.toml", "README.md", "LICENSE",
    ".pre-commit-hooks.yaml",
)  # fmt: skip
DANGLING = "channels:\n  chat: {kind: chat, goes_to: nobody}\n"
MISSPELT = "teams:\n  care: {seatz: 3}\n"
SOUND = "organization: {name: Northwind Outfitters, industry: retail}\n"


class Repository:
    """A git repository in a folder of its own, with its own settings and caches."""

    def __init__(self, folder: Path, home: Path) -> None:
        """Make the folder a repository; `home` holds what git and pre-commit keep."""
        self.folder = folder
        self.environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith(("GIT_", "PYTHON"))},
            "HOME": str(home),
            "PRE_COMMIT_HOME": str(home / "pre-commit"),
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_SYSTEM": os.devnull,
            "GIT_AUTHOR_NAME": "A",
            "GIT_AUTHOR_EMAIL": "a@example.org",
            "GIT_COMMITTER_NAME": "A",
            "GIT_COMMITTER_EMAIL": "a@example.org",
        }
        folder.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet", "--initial-branch=main")

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a command here."""
        return subprocess.run(
            command,
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

    def git(self, *arguments: str) -> str:
        """Run git, which must succeed."""
        result = self.run("git", *arguments)
        assert result.returncode == 0, result.stdout + result.stderr
        return result.stdout.strip()

    def write(self, name: str, text: str) -> None:
        """Write a file and stage it."""
        (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / name).write_text(text, encoding="utf-8")
        self.git("add", name)

    def hook(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run pre-commit."""
        return self.run(sys.executable, "-m", "pre_commit", *arguments)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder for caches, shared so that the hook is installed once."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def hooks(home: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Return a repository that offers the hooks, and its revision."""
    offered = Repository(tmp_path_factory.mktemp("hooks"), home)
    for name in SHIPPED:
        if (ROOT / name).is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / name, offered.folder / name, ignore=ignored)
        else:
            shutil.copy(ROOT / name, offered.folder / name)
    offered.git("add", "--all")
    offered.git("commit", "--quiet", "--message", "the tool")
    return offered.folder, offered.git("rev-parse", "HEAD")


@pytest.fixture
def repository(home: Path, hooks: tuple[Path, str], tmp_path: Path) -> Repository:
    """Return a policy repository that has the hooks installed."""
    made = Repository(tmp_path / "policies", home)
    folder, revision = hooks
    made.write(
        ".pre-commit-config.yaml",
        f"repos:\n- repo: {folder.as_posix()}\n  rev: {revision}\n  hooks:\n"
        "  - {id: cxlint, files: ^care/, args: [care]}\n  - {id: cxlint-files, files: ^care/}\n",
    )
    made.git("commit", "--quiet", "--message", "the hooks")
    result = made.hook("install")
    assert result.returncode == 0, result.stdout + result.stderr
    return made


def test_a_commit_with_an_error_is_refused_and_without_it_goes_through(
    repository: Repository,
) -> None:
    repository.write("care/channels.yaml", DANGLING)
    refused = repository.run("git", "commit", "--message", "a chat that leads nowhere")
    assert refused.returncode != 0
    assert "undefined-reference" in refused.stdout + refused.stderr
    assert "care/channels.yaml:2:" in refused.stdout + refused.stderr

    repository.write("care/channels.yaml", SOUND)
    accepted = repository.run("git", "commit", "--message", "no chat")
    assert accepted.returncode == 0, accepted.stdout + accepted.stderr


def test_the_whole_policy_is_read_when_one_file_changes(repository: Repository) -> None:
    repository.write("care/teams.yaml", "teams:\n  care: {seats: 3}\n")
    repository.git("commit", "--quiet", "--no-verify", "--message", "a team")
    repository.write("care/handoffs.yaml", "handoffs:\n- {from: care, to: resolved}\n")
    result = repository.hook("run", "cxlint")
    assert "undefined-reference" not in result.stdout


def test_a_vendors_file_is_part_of_the_policy(repository: Repository) -> None:
    repository.write("care/flow.bpmn", "<a></b>")
    result = repository.hook("run")
    assert result.returncode == 1
    assert "care/flow.bpmn:1" in result.stdout
    assert result.stdout.count("Skipped") == 1


def test_the_file_hook_judges_only_what_a_file_alone_can_show(repository: Repository) -> None:
    repository.write("care/channels.yaml", DANGLING)
    assert repository.hook("run", "cxlint-files").returncode == 0

    repository.write("care/channels.yaml", MISSPELT)
    result = repository.hook("run", "cxlint-files")
    assert result.returncode == 1
    assert "unknown-key" in result.stdout


def test_the_file_hook_judges_no_hidden_file_that_nobody_named(repository: Repository) -> None:
    settings = (repository.folder / ".pre-commit-config.yaml").read_text("utf-8")
    repository.write(".pre-commit-config.yaml", settings.replace(", files: ^care/}\n", "}\n"))
    repository.write("care/.drafts/teams.yaml", MISSPELT)
    skipped = repository.hook("run", "cxlint-files", "--all-files")
    assert (skipped.returncode, "Skipped" in skipped.stdout) == (0, True), skipped.stdout

    repository.write("care/teams.yaml", MISSPELT)
    result = repository.hook("run", "cxlint-files", "--all-files")
    assert result.returncode == 1
    assert "care/teams.yaml:2" in result.stdout
    assert ".pre-commit-config.yaml" not in result.stdout


def test_nothing_runs_where_no_policy_changed(repository: Repository) -> None:
    repository.write("notes.txt", "not a policy\n")
    result = repository.hook("run")
    assert result.returncode == 0
    assert result.stdout.count("Skipped") == 2


def test_the_whole_is_read_where_a_file_changes_whose_ending_is_in_capitals_or_missing(
    repository: Repository,
) -> None:
    for name in ("care/CHANNELS.YAML", "care/Export"):
        repository.write(name, DANGLING)
        result = repository.hook("run", "cxlint")
        assert "Skipped" not in result.stdout
        repository.git("rm", "--quiet", "--force", name)


def test_a_commit_that_makes_it_worse_is_refused_unless_declared(
    repository: Repository, hooks: tuple[Path, str]
) -> None:
    folder, revision = hooks
    repository.write(
        ".pre-commit-config.yaml",
        f"repos:\n- repo: {folder.as_posix()}\n  rev: {revision}\n  hooks:\n"
        "  - {id: cxlint-diff, args: [--policy, care]}\n",
    )
    fee = "terms:\n  restocking: {kind: fee, amount: %s}\n"
    repository.write("care/terms.yaml", fee % "5 EUR")
    repository.git("commit", "--quiet", "--no-verify", "--message", "a fee")
    repository.write("care/terms.yaml", fee % "4 EUR")
    cheaper = repository.run("git", "commit", "--message", "cheaper")
    assert cheaper.returncode == 0, cheaper.stdout + cheaper.stderr
    repository.write("care/terms.yaml", fee % "7 EUR")
    dearer = repository.run("git", "commit", "--message", "dearer")
    assert dearer.returncode != 0
    assert "4 EUR, now 7 EUR" in dearer.stdout + dearer.stderr
    repository.write("changes/fee.yaml", "owner: A\nreason: dear\nchanges: [{aspect: fee}]\n")
    declared = repository.run("git", "commit", "--message", "dearer, and declared")
    assert declared.returncode == 0, declared.stdout + declared.stderr
