"""The same policy written otherwise: keys, rows and files in other orders, files cut and joined."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from cxlint.language.sections import language
from cxlint.linting.config import config, config_files
from cxlint.linting.rules import loader
from cxlint.linting.run.findings import build_findings, merge_hits
from cxlint.linting.run.rule_runs import run_rules
from cxlint.linting.suppressions import apply_waivers, waivers
from cxlint.linting.trials.examples import TODAY
from cxlint.parsing import document
from cxlint.policy import linker

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Sequence

    from cxlint.linting.model.finding import Hit
    from cxlint.parsing.document import At, Document

Files = list[tuple[str, Any]]
"""Policy files by name; what they say as plain data, in the order in which it is written."""


class Told(NamedTuple):
    """One finding, without anything that may change with the layout of the files."""

    rule: str
    severity: str
    entity: str
    fingerprint: str
    place: str
    message: str
    intents: tuple[str, ...]
    partners: tuple[str, ...]


def plain_files(documents: Sequence[Document]) -> Files:
    """Return what documents say as files of their own, those that say nothing left out."""
    return [
        (f"{number}.yaml", each.data)
        for number, each in enumerate(documents)
        if isinstance(each.data, dict)
    ]


def shuffle_keys(files: Files, by: random.Random) -> Files:
    """Return the files with the keys of every mapping in another order."""
    return [(path, _shuffled_keys(data, by)) for path, data in files]


def _shuffled_keys(data: Any, by: random.Random) -> Any:
    if isinstance(data, list):
        return [_shuffled_keys(each, by) for each in data]
    if not isinstance(data, dict):
        return data
    keys = list(data)
    by.shuffle(keys)
    return {key: _shuffled_keys(data[key], by) for key in keys}


def shuffle_rows(files: Files, by: random.Random) -> Files:
    """Return the files with the rows of every section that is a list in another order."""
    return [(path, _shuffled_rows(data, (), by)) for path, data in files]


def _shuffled_rows(data: dict[str, Any], path: tuple[str, ...], by: random.Random) -> Any:
    forms = {section.path: section.form for section in language().sections}
    new = dict(data)
    for key, value in data.items():
        form = forms.get((*path, key))
        if form == "listed" and isinstance(value, list):
            new[key] = by.sample(value, len(value))
        elif form == "single" and isinstance(value, dict):
            new[key] = _shuffled_rows(value, (*path, key), by)
    return new


def shuffle_files(files: Files, by: random.Random) -> Files:
    """Return the files by other names, and so in another order."""
    names = by.sample(range(1000), len(files))
    return [(f"other/{name}.yaml", data) for name, (_, data) in zip(names, files, strict=True)]


def split_files(files: Files, by: random.Random) -> Files:
    """Return the files with each section and each entity in a file of its own."""
    parts = [part for _, data in files for part in _parts(data)]
    by.shuffle(parts)
    return [(f"part-{number}.yaml", part) for number, part in enumerate(parts)]


def _parts(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    forms = {s.path[0]: s.form for s in language().sections if len(s.path) == 1}
    for key, value in data.items():
        if forms.get(key) == "named" and isinstance(value, dict) and value:
            yield from ({key: {id_: entity}} for id_, entity in value.items())
        elif forms.get(key) == "listed" and isinstance(value, list) and value:
            yield from ({key: [row]} for row in value)
        else:
            yield {key: value}


def merge_files(files: Files, by: random.Random) -> Files | None:
    """Return all in one file; None where two files say something of the same name."""
    merged: dict[str, Any] = {}
    for _, data in by.sample(files, len(files)):
        for key, value in data.items():
            known = merged.get(key)
            if known is None or key == "version":
                merged[key] = value
            elif isinstance(known, list) and isinstance(value, list):
                merged[key] = known + value
            elif isinstance(known, dict) and isinstance(value, dict) and not known.keys() & value:
                merged[key] = known | value
            else:
                return None
    return [("all.yaml", merged)]


def find(files: Files) -> list[Told]:
    """Return what all rules find in policy files, in an order of its own."""
    listed = [
        each
        for path, data in sorted(files, key=lambda file: file[0])
        for each in document.parse(path, json.dumps(data, ensure_ascii=False).encode())
    ]
    return find_in(listed)


def find_in(listed: Sequence[Document]) -> list[Told]:
    """Return what all rules find in documents, in an order of its own."""
    policy = linker.assemble(listed, TODAY)
    rules = loader.load()
    settings = config.build_config(config_files.read(None), rules, Path())
    run = run_rules(policy, list(rules.values()), settings)
    assert [each for each in run.notices if each.kind == "crash"] == []
    hits = list(merge_hits(run.hits))
    findings, untold = build_findings(run.hits, policy, settings.thresholds)
    assert not untold
    waived, _ = apply_waivers.mark_waived(
        findings,
        waivers.collect(policy),
        rules=rules,
        today=TODAY,
        locked=settings.locked,
        ran=run.ran,
    )
    return sorted(
        Told(
            rule=finding.rule.id,
            severity=f"{finding.severity} {finding.status}",
            entity="file" if finding.entity.startswith("file/") else finding.entity,
            fingerprint=finding.fingerprint,
            place=address(hit.at),
            message=f"{finding.message} / {finding.remedy}",
            intents=finding.intents,
            partners=_partners(hit),
        )
        for (_, hit), finding in zip(hits, waived, strict=True)
    )


def _partners(hit: Hit) -> tuple[str, ...]:
    return tuple(f"{address(at)} {label}" for at, label in (*hit.related, *hit.witness))


def address(at: At) -> str:
    """Return a place as an address in the data: rows by what they say, and no file."""
    if at.region is not None:
        region = at.region
        return at.document.line(region.line)[region.column - 1 : region.end_column - 1]
    listed = {section.path for section in language().sections if section.form == "listed"}
    words = []
    data = at.document.data
    for depth, step in enumerate(at.path):
        data = data[step] if isinstance(data, (dict, list)) and _has(data, step) else None
        row = at.path[:depth] in listed
        words.append(json.dumps(data, sort_keys=True) if row else str(step))
    return "/".join(words)


def _has(data: Any, step: str | int) -> bool:
    return step in data if isinstance(data, dict) else isinstance(step, int) and step < len(data)
