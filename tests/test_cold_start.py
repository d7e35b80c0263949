"""What a clean check imports: nothing heavy that it does not use."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

CLEAN = """\
channels:
  mailbox: {kind: email, respond: 8 hours, goes_to: care}
teams:
  care: {seats: 4}
"""
NEVER = (
    "jsonschema",
    "networkx",
    "holidays",
    "difflib",
    "sqlite3",
    "asyncio",
    "importlib.metadata",
    "cel_expr_python",
    "tree_sitter",
    "tree_sitter_hcl",
    "jinja2",
    "pyexpat",
    "cxlint.importers.cross_references",
    "cxlint.importers.detection",
)


def imported(*arguments: str) -> set[str]:
    code = (
        "import sys; from cxlint.__main__ import main; code = main(sys.argv[1:]);"
        "print(*sys.modules, sep='\\n', file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True
    )
    return set(done.stderr.split())


def test_a_clean_check_imports_nothing_heavy(tmp_path: Path) -> None:
    file = tmp_path / "policy.yaml"
    file.write_text(CLEAN)
    loaded = imported("check", "--exit-zero", str(file))
    assert "cxlint.linting.run.engine" in loaded
    assert not loaded & set(NEVER)


def test_a_vendors_file_imports_what_it_needs_and_no_more(tmp_path: Path) -> None:
    (tmp_path / "policy.yaml").write_text(CLEAN)
    (tmp_path / "package.json").write_text('{"name": "shop"}')
    (tmp_path / "main.tf").write_text('resource "aws_instance" "a" {}')
    loaded = imported("check", "--exit-zero", str(tmp_path))
    assert "cxlint.parsing.json_parser" in loaded
    assert not loaded & {"tree_sitter", "pyexpat", "jsonschema", "networkx"}


def test_the_version_is_told_before_anything_is_imported() -> None:
    loaded = imported("--version")
    assert not loaded & {"click", "yaml", "typing", "re", *NEVER}
