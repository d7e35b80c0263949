"""The GitHub action: its lint step, run by bash as the runner would run it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEP = ACTION["runs"]["steps"][-1]
POLICY = "channels:\n  chat: {kind: chat, goes_to: nobody}\n"

if os.name == "nt" or shutil.which("bash") is None:
    pytest.skip("needs bash", allow_module_level=True)


def step(folder: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """Run the lint step in a folder, with the defaults for whatever is not given."""
    given = {name: spec["default"] for name, spec in ACTION["inputs"].items()}
    given |= {name.replace("_", "-"): value for name, value in inputs.items()}
    command = folder / "cxlint.sh"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m cxlint "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    environment = {
        variable: given[text.removeprefix("${{ inputs.").removesuffix(" }}")]
        for variable, text in STEP["env"].items()
    }
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", STEP["run"]],
        cwd=folder,
        env={**os.environ, **environment, "CXLINT": str(command), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_findings_become_annotations_and_fail_the_step(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(POLICY, encoding="utf-8")
    result = step(tmp_path)
    assert result.returncode == 1
    assert "::error file=a.yaml,line=2," in result.stdout


def test_inputs_reach_the_command_and_are_never_run(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(POLICY, encoding="utf-8")
    result = step(
        tmp_path,
        paths="a.yaml",
        arguments="--exit-zero --select undefined-reference",
        sarif_file="out.sarif",
    )
    assert result.returncode == 0, result.stderr
    assert (tmp_path / "out.sarif").is_file()
    assert step(tmp_path, paths="$(touch made) `touch made`").returncode == 2
    assert not (tmp_path / "made").exists()


def test_every_input_is_described_and_used() -> None:
    text = (ROOT / "action.yml").read_text(encoding="utf-8")
    for name, spec in ACTION["inputs"].items():
        assert spec["description"]
        assert f"inputs.{name} }}}}" in text
