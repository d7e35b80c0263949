"""Rule files fail closed: whatever is wrong with one is said, with its file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cxlint.errors import UserError
from cxlint.linting.rules import loader, packs

if TYPE_CHECKING:
    from pathlib import Path

RULE = """\
id: no-owner
title: A channel without an owner
severity: warning
since: 0.1.0
rationale: Nobody answers for it.
remedy: name an owner
sources: [{id: own, supports: nothing}]
check: required
params: {of: channel, fields: [owner]}
message: "{id} has no owner"
bad: ["channels:\\n  a: {kind: voice}  # <- no-owner\\n"]
good: ["channels:\\n  a: {kind: voice, owner: me}\\n"]
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "rules").mkdir()
    return tmp_path / "rules"


def write(folder: Path, text: str = RULE, name: str = "no-owner.yaml") -> None:
    (folder / name).write_text(text, encoding="utf-8")


def test_an_own_rule_is_loaded_beside_the_shipped_ones(folder: Path) -> None:
    write(folder)
    rules = loader.load([folder])
    assert not rules["no-owner"].shipped
    assert rules["no-owner"].category == "own"
    assert rules["hassle-loop"].shipped


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("check: required", "check: requird", "no check 'requird'; did you mean 'required'?"),
        ("fields: [owner]", "feilds: [owner]", "takes no 'feilds'; did you mean 'fields'?"),
        (", fields: [owner]", "", "needs 'fields'"),
        ("id: no-owner", "id: no-ower", "not the name of the file"),
        ("{id: own,", "{id: owm,", "no source 'owm' in sources.yaml"),
        ("severity: warning", "severity: eror", "did you mean"),
        ("remedy: name", "remdy: name", "remdy"),
        ("title: A", "title: A: b", "colon"),
        ("remedy: name an owner", "remedy: {'': name one, als: ask}", "has no case 'als'"),
        ("remedy: name an owner", "remedy: {als: ask}", "the key '' is missing"),
    ],
)
def test_a_faulty_rule_is_refused_with_its_file(
    folder: Path, old: str, new: str, said: str
) -> None:
    write(folder, RULE.replace(old, new, 1))
    with pytest.raises(UserError, match=r"rules/no-owner\.yaml:\d+") as caught:
        loader.load([folder])
    assert said in str(caught.value)


def test_an_id_is_taken_once(folder: Path) -> None:
    write(folder, RULE.replace("no-owner", "hassle-loop"), "hassle-loop.yaml")
    with pytest.raises(UserError, match="already holds a rule hassle-loop"):
        loader.load([folder])


def test_what_rules_say_in_other_languages_is_no_rule(folder: Path) -> None:
    write(folder)
    (folder / "languages" / "de").mkdir(parents=True)
    write(folder / "languages" / "de", "no-owner: {title: Kein Name}", "own.yaml")
    assert "no-owner" in loader.load([folder])
    assert [each.name for each in loader.language_files(folder)] == ["own.yaml"]
    write(folder / "languages")
    with pytest.raises(UserError, match=r"languages/no-owner\.yaml:1: here lie folders of lang"):
        loader.load([folder])


def test_a_folder_that_is_not_there_is_said(folder: Path) -> None:
    with pytest.raises(UserError, match="no such folder"):
        loader.load([folder / "elsewhere"])


def test_what_is_kept_is_used_only_for_exactly_its_content(folder: Path) -> None:
    write(folder)
    assert loader.load([folder])["no-owner"].title == "A channel without an owner"
    write(folder, RULE.replace("A channel", "A CHANNEL"))
    assert loader.load([folder])["no-owner"].title == "A CHANNEL without an owner"


def test_a_damaged_or_unwritable_cache_changes_nothing(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder)
    expected = loader.load([folder])
    for kept in (tmp_path / "cache" / "cxlint").iterdir():
        kept.write_bytes(b"\x00garbage")
    assert loader.load([folder]) == expected
    (tmp_path / "a-file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "a-file"))
    assert loader.load([folder]) == expected


@pytest.mark.parametrize("pack", [False, True])
def test_rules_that_lie_too_deep_are_refused_and_not_passed_over(
    folder: Path, *, pack: bool
) -> None:
    (folder / "a" / "b").mkdir(parents=True)
    (folder / "a" / "b" / "deep.yaml").write_text("id: deep\n", "utf-8")
    if pack:
        (folder / "pack.yaml").write_text('name: acme\nversion: "1.0"\n', "utf-8")
    with pytest.raises(UserError, match="a/b: rules lie in the folder itself"):
        packs.pack_of_folder(folder) if pack else loader.load([folder])


@pytest.mark.parametrize("pack", [False, True])
def test_rules_whose_ending_is_in_capitals_are_not_passed_over(folder: Path, *, pack: bool) -> None:
    (folder / "a").mkdir(parents=True, exist_ok=True)
    (folder / "a" / "loud.YAML").write_text("id: [\n", "utf-8")
    if pack:
        (folder / "pack.yaml").write_text('name: acme\nversion: "1.0"\n', "utf-8")
    with pytest.raises(UserError, match=r"loud\.YAML"):
        loader.load((), [packs.pack_of_folder(folder)]) if pack else loader.load([folder])
