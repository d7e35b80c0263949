"""The GitHub action: its steps, run by bash as the runner would run them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "action.yml").read_text(encoding="utf-8")
ACTION = yaml.safe_load(TEXT)
SETUP, INSTALL, LINT, COMPARE = ACTION["runs"]["steps"]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PINNED = re.compile(r"^([a-z0-9.-]+)==(\S+)", re.MULTILINE)
POLICY = "channels:\n  chat: {kind: chat, goes_to: nobody}\n"
HIJACK = "import pathlib\npathlib.Path({mark!r}).write_text('run', encoding='utf-8')\n"
"""A module that shows that it was run."""
MODULES = ("venv", "pip", "ensurepip", "yaml", "click", "json", "encodings", "site", "typing",
           "sitecustomize", "usercustomize", "cxlint", "cxlint/__main__", "cxlint/cli")  # fmt: skip

if os.name == "nt" or shutil.which("bash") is None:
    pytest.skip("needs bash", allow_module_level=True)


class Runner:
    """A runner with a workspace, a folder of its own, and the files that steps speak through."""

    def __init__(self, folder: Path) -> None:
        """Lay both folders out; the steps read their inputs' defaults where none is given."""
        self.workspace = folder / "workspace"
        self.temp = folder / "temp"
        head = "event.pull_request.head.repo.full_name"
        self.event = {head: "acme/shop", "repository": "acme/shop"}
        for each in (self.workspace, self.temp):
            each.mkdir()
        self.said = {name: folder / name for name in ("GITHUB_ENV", "GITHUB_PATH")}
        for file in self.said.values():
            file.touch()

    @property
    def python(self) -> Path:
        """Return where the install step puts the interpreter."""
        return self.temp / "cxlint-__self" / "bin" / "python"

    def stand_in(self) -> None:
        """Put the interpreter of this test where the install step would have put one."""
        self.python.parent.mkdir(parents=True)
        self.python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
        self.python.chmod(0o755)

    def run(self, step: dict[str, object], **inputs: str) -> subprocess.CompletedProcess[str]:
        """Run a step as a runner does."""
        given = {f"inputs.{name}": spec["default"] for name, spec in ACTION["inputs"].items()}
        given |= {f"inputs.{name.replace('_', '-')}": value for name, value in inputs.items()}
        given["steps.python.outputs.python-path"] = sys.executable
        given |= {f"github.{name}": value for name, value in self.event.items()}
        environment = {
            name: given[value.removeprefix("${{ ").removesuffix(" }}")]
            for name, value in step["env"].items()
        }
        kept = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=self.temp if "working-directory" in step else self.workspace,
            env={
                **kept,
                **environment,
                "RUNNER_TEMP": str(self.temp),
                "GITHUB_ACTION": "__self",
                "GITHUB_ACTION_PATH": str(ROOT),
                "GITHUB_WORKSPACE": str(self.workspace),
                **{name: str(file) for name, file in self.said.items()},
            },
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    return Runner(tmp_path)


def test_findings_become_annotations_and_fail_the_step(runner: Runner) -> None:
    runner.stand_in()
    (runner.workspace / "a.yaml").write_text(POLICY, encoding="utf-8")
    result = runner.run(LINT)
    assert result.returncode == 1
    assert "::error file=a.yaml,line=2," in result.stdout


def test_inputs_reach_the_command_and_are_never_run(runner: Runner) -> None:
    runner.stand_in()
    (runner.workspace / "a.yaml").write_text(POLICY, encoding="utf-8")
    result = runner.run(
        LINT,
        paths="a.yaml",
        arguments="--exit-zero --select undefined-reference",
        sarif_file="out.sarif",
    )
    assert result.returncode == 0, result.stderr
    assert (runner.workspace / "out.sarif").is_file()
    assert runner.run(LINT, paths="$(touch made) `touch made`").returncode == 2
    assert not (runner.workspace / "made").exists()


def test_a_path_is_never_taken_for_an_option(runner: Runner) -> None:
    runner.stand_in()
    (runner.workspace / "a.yaml").write_text(POLICY, encoding="utf-8")
    result = runner.run(LINT, paths="--exit-zero")
    assert result.returncode == 2
    assert "--exit-zero" in result.stderr


def lay_in_wait(folder: Path, mark: Path) -> None:
    """Fill a folder with whatever Python or pip might take from it; what is run makes the mark."""
    for module in MODULES:
        file = folder / f"{module}.py"
        file.parent.mkdir(exist_ok=True)
        file.write_text(HIJACK.format(mark=str(mark)), encoding="utf-8")
    (folder / "cxlint.pth").write_text(f"import pathlib; pathlib.Path({str(mark)!r}).touch()\n")
    (folder / "pip.conf").write_text("[install]\nrequirement = evil.txt\n")
    (folder / "setup.cfg").write_text("[install]\nprefix = evil\n")
    (folder / "pyvenv.cfg").write_text(f"home = {folder}\n")


def test_nothing_in_the_repository_or_the_runners_folder_is_run(
    runner: Runner, tmp_path: Path
) -> None:
    """The real steps: a virtual environment, what the lock names, and a repository linted."""
    mark = tmp_path / "run"
    for folder in (runner.workspace, runner.temp):
        lay_in_wait(folder, mark)
    (runner.workspace / "a.yaml").write_text(POLICY, encoding="utf-8")
    runner.stand_in()
    installed = runner.run(INSTALL)
    assert installed.returncode == 0, installed.stderr
    linted = runner.run(LINT)
    assert linted.returncode == 1, linted.stderr
    assert "::error file=a.yaml,line=2," in linted.stdout
    assert not mark.exists()
    assert [file.read_text() for file in runner.said.values()] == ["", ""]


def test_no_step_leaves_an_environment_behind() -> None:
    assert SETUP["with"]["update-environment"] is False
    assert "GITHUB_ENV" not in TEXT
    assert "GITHUB_PATH" not in TEXT


def test_what_is_used_is_pinned_by_commit() -> None:
    used = re.findall(r"uses: (\S+)", TEXT)
    assert used
    assert all(re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", each) for each in used)


def test_every_dependency_is_locked_by_hash_in_a_version_that_fits() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    locked = {canonicalize_name(name): version for name, version in PINNED.findall(LOCK)}
    for wanted in map(Requirement, project["dependencies"]):
        assert locked[canonicalize_name(wanted.name)] in wanted.specifier
    blocks = re.split(r"\n(?=[a-z])", LOCK)[1:]
    assert len(blocks) == len(PINNED.findall(LOCK))
    assert all("--hash=sha256:" in block for block in blocks)


def test_the_auditor_of_workflows_finds_nothing() -> None:
    auditor = Path(sys.executable).with_name("zizmor")
    if not auditor.exists():
        pytest.skip("zizmor is not installed")
    listed = (ROOT / "action.yml", ROOT / "comment", ROOT / ".github")
    audited = [path for path in listed if path.exists()]
    result = subprocess.run(
        [auditor, "--offline", "--no-config", "--persona=pedantic", *audited],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert result.returncode == 0, result.stdout + result.stderr


def test_every_input_is_described_and_used() -> None:
    for name, spec in ACTION["inputs"].items():
        assert spec["description"]
        assert f"inputs.{name} }}}}" in TEXT
