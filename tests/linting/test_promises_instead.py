"""What a gap in coverage says could be promised instead: carried out, and judged by every rule."""

from __future__ import annotations

import copy
import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from policies import TODAY
from test_remedies_carried_out import RULES, SAMPLES, graph_of, sample

from cxlint.language.entity import SHORT_FORMS
from cxlint.linting.checks.hours.coverage import coverage
from cxlint.linting.config import config_files
from cxlint.linting.config.config import build_config
from cxlint.linting.run.engine import Request, lint
from cxlint.parsing import document

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cxlint.linting.model.finding import Finding, Hit

    Files = dict[str, Any]

RULE = RULES["coverage-gap"]
SAID = re.compile(r": an? (answer|callback) (?:within|when)(.*)")
POLICIES = {
    "a promise around the clock for a mailbox": """
channels: {mail: {kind: email, goes_to: care}}
promises: {all: {channels: [mail], first_reply: 1 day, clock: calendar}}
teams: {care: {open: Mon-Fri 09:00-17:00}}
""",
    "a mailbox whose people come on weekdays": """
channels: {mail: {kind: email, goes_to: care, respond: 1 day}}
teams: {care: {open: Mon-Fri 09:00-17:00}}
""",
    "posts answered within the hour, by people who go home": """
channels: {posts: {kind: social, goes_to: care, respond: 1 hour}}
teams: {care: {open: Mon-Sat 09:00-17:00}}
""",
    "a line whose voice messages are heard after the weekend": """
channels: {line: {kind: voice, open: 24x7, goes_to: care, voicemail: {callback_within: 4 hours}}}
teams: {care: {open: Mon-Fri 09:00-17:00}}
""",
    "a promise for some mail": """
channels: {mail: {kind: email, goes_to: care}}
teams: {care: {open: Mon-Fri 09:00-17:00}}
promises: {letters: {channels: mail, first_reply: 4 hours}}
""",
    "a counter where nobody is on Saturday": """
channels: {counter: {kind: in_person, open: Mon-Sat 09:00-17:00, goes_to: care, closed: Come back}}
teams: {care: {open: Mon-Fri 09:00-17:00}}
""",
}
AWAY = {
    "people who come once a week": """
channels: {mail: {kind: email, goes_to: care, respond: 1 day}}
teams: {care: {open: Tue 09:00-10:00}}
""",
    "a line that is heard once a week": """
channels: {line: {kind: voice, open: 24x7, goes_to: care}}
teams: {care: {open: Tue 09:00-10:00}}
""",
    "a promise in weeks, and people who are away for longer": """
channels: {mail: {kind: email, goes_to: care, respond: 1 week}}
schedules: {now-and-then: {open: Mon 09:00-10:00, exceptions: [{from: 2026-12-01, to: 2026-12-20, open: closed}]}}
teams: {care: {open: now-and-then}}
"""  # noqa: E501
}  # fmt: skip


def read(text: str) -> Files:
    (parsed,) = document.parse("0.yaml", text.encode())
    return json.loads(json.dumps({"0.yaml": parsed.data}))


def gaps(files: Files) -> list[Hit]:
    return list(coverage(graph_of(files), **RULE.params))


def put(data: Any, keys: tuple[Any, ...], value: str) -> None:
    *before, last = keys
    for key in before:
        inner = data[key] if isinstance(data, list) else data.get(key)
        if inner is None or not isinstance(inner, dict | list):
            data[key] = {} if inner is None else {SHORT_FORMS[key]: inner}
        data = data[key]
    data[last] = value


def promise(files: Files, hit: Hit) -> Files | None:
    """Return the files with the promise that a finding names; None where it names none."""
    found = SAID.fullmatch(str(hit.facts["instead"]))
    if found is None:
        assert not hit.facts["instead"]
        return None
    changed = copy.deepcopy(files)
    path = tuple(hit.at.path)
    if found[1] == "answer":
        keys, value = path, found[2].removesuffix("(clock: business)").strip()
        if value != found[2].strip():
            put(changed[hit.at.document.path], (*path[:2], "clock"), "business")
        if keys[-1] == "respond":
            keys = (*keys, "within")
    elif "voicemail" in found[2]:
        keys = (*path[:2], "voicemail", "callback_within")
        value = found[2].removesuffix("(voicemail)").strip()
    else:
        keys, value = (*path[:2], "closed", "callback_within"), "1 day"
    put(changed[hit.at.document.path], keys, value)
    return changed


def judged(files: Files, folder: Path) -> dict[tuple[str, str], Finding]:
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_text(json.dumps(data), encoding="utf-8")
    request = Request(
        paths=[folder],
        start=folder,
        config=build_config(config_files.read(None), RULES, folder),
        rules=RULES,
        chosen=frozenset(RULES),
        today=TODAY,
        folded=False,
    )
    report = lint(request)
    assert not report.has_crashed
    return {
        (each.rule.id, each.entity): each
        for each in report.findings
        if each.severity != "info" and each.rule.id != "scenario-fails"  # what the author wishes
    }


def carried_out(files: Files, folder: Path) -> Iterator[bool]:
    before = judged(files, folder / "before")
    for number, hit in enumerate(gaps(files)):
        changed = promise(files, hit)
        yield changed is not None
        if changed is not None:
            left = gaps(changed)
            assert [each for each in left if each.at.path == hit.at.path] == []
            after = judged(changed, folder / f"after{number}")
            fresh = [after[key] for key in after.keys() - before.keys()]
            assert [
                each for each in fresh if each.severity == "error" or each.entity == hit.entity
            ] == []


@pytest.mark.parametrize("name", POLICIES)
def test_the_promise_is_kept_and_raises_nothing_else(name: str, tmp_path: Path) -> None:
    assert list(carried_out(read(POLICIES[name]), tmp_path)) == [True]


@pytest.mark.parametrize("name", AWAY)
def test_where_no_promise_would_be_kept_none_is_named(name: str, tmp_path: Path) -> None:
    assert list(carried_out(read(AWAY[name]), tmp_path)) == [False]


@pytest.mark.parametrize("name", sorted(each.name for each in SAMPLES.iterdir() if each.is_dir()))
def test_in_the_samples(name: str, tmp_path: Path) -> None:
    list(carried_out(sample(name), tmp_path))


@pytest.mark.parametrize("number", range(len(RULE.bad)))
def test_in_the_bad_examples(number: int, tmp_path: Path) -> None:
    list(carried_out(read(RULE.bad[number]), tmp_path))
