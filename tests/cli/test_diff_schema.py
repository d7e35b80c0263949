"""The JSON of `cxlint diff` and `cxlint trend` is what their schemas say."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import jsonschema
from test_diff_story import tell_story

from cxlint import resources

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.cli.conftest import Run


def schema(name: str) -> dict[str, object]:
    """Return a published schema, which has to be one."""
    text = resources.folder("schemas").joinpath(f"{name}.schema.json").read_text("utf-8")
    found: dict[str, object] = json.loads(text)
    jsonschema.Draft202012Validator.check_schema(found)
    return found


def test_what_is_written_fits(tmp_path: Path, cxlint: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    story = tell_story(tmp_path / "shop")
    monkeypatch.chdir(story.shop.root)
    told = json.loads(cxlint("trend", "--policy", "policies", "--format", "json").out)
    jsonschema.validate(told, schema("trend"))
    for commit in list(story.commits.values())[1:]:
        words = (f"{commit}~1", commit, "--policy", "policies", "--fail-on", "worse,new-warning")
        for more in ((), ("--untrusted",)):
            told = json.loads(cxlint("diff", *words, *more, "--format", "json").out)
            jsonschema.validate(told, schema("diff"))
