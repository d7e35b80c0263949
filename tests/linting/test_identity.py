"""Findings are the same, however the same policy is laid out: the order and the files say nothing.

Every sample, every bad example of a rule and every collected case is shuffled, cut into pieces and
laid together, and must give the same findings at the same places, with the same partners, in the
same words.
"""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cxlint.linting.rules import loader
from cxlint.parsing import document
from tests.linting import policy_variants as variants

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from cxlint.parsing.document import Document
    from tests.linting.policy_variants import Files, Told

ROOT = Path(__file__).parents[2]
CASES = ROOT.parent / "shared" / "cases" / "policy"
SAMPLES = ROOT / "sample_policies"
NOT_POLICY = ("cxlint.yaml", "cxlint-baseline.yaml")
WAYS: dict[str, Callable[[Files, random.Random], Files | None]] = {
    "keys": variants.shuffle_keys,
    "rows": variants.shuffle_rows,
    "files": variants.shuffle_files,
    "split": variants.split_files,
    "merged": variants.merge_files,
}


def documents_below(folder: Path) -> list[Document]:
    """Return the documents of all policy files of a folder."""
    found = sorted(file for file in folder.rglob("*.yaml") if file.name not in NOT_POLICY)
    return [
        each
        for file in found
        for each in document.parse(file.relative_to(folder).as_posix(), file.read_bytes())
    ]


def sample_folders() -> Iterator[Path]:
    """Yield the folders of sample policies, each of them a policy."""
    for folder in sorted(SAMPLES.iterdir()):
        if folder.name == "published":
            yield from sorted(folder.iterdir())
        elif folder.is_dir() and any(folder.rglob("*.yaml")):
            yield folder


@cache
def base(name: str) -> tuple[Files, list[Told]]:
    """Return the files of a policy, and what is found in them as they are."""
    kind, _, rest = name.partition(":")
    if kind == "example":
        id_, number = rest.split("#")
        text = loader.load()[id_].bad[int(number)]
        files = variants.plain_files(document.parse("policy.yaml", text.encode()))
    else:
        where = ROOT if kind == "sample" else CASES
        place = where / rest
        found = (
            documents_below(place) if place.is_dir() else document.parse(rest, place.read_bytes())
        )
        files = variants.plain_files(found)
    return files, variants.find(files)


def names_of_samples() -> list[str]:
    return [f"sample:{folder.relative_to(ROOT).as_posix()}" for folder in sample_folders()]


TORN = "price: 4,95 EUR"
"""A sum that its comma tears into two keys: what it was is seen by how they stand."""


def names_of_examples() -> list[str]:
    return [
        f"example:{rule.id}#{number}"
        for rule in loader.load().values()
        for number in range(len(rule.bad))
        if rule.id != "baseline-stale" and TORN not in rule.bad[number]
    ]


def names_of_cases() -> list[str]:
    return [f"case:{place.name}" for place in sorted(CASES.iterdir())] if CASES.is_dir() else []


def differences(name: str, seeds: Sequence[int]) -> list[str]:
    """Return what is found in the policy written otherwise and not as it is, and the reverse."""
    files, before = base(name)
    told = []
    for way, change in WAYS.items():
        for seed in seeds:
            changed = change(files, random.Random(f"{name} {way} {seed}"))
            after = before if changed is None else variants.find(changed)
            told += [f"{way}: - {each}" for each in before if each not in after]
            told += [f"{way}: + {each}" for each in after if each not in before]
    return told


@pytest.mark.parametrize("name", names_of_samples())
def test_samples_written_otherwise(name: str) -> None:
    assert differences(name, [1]) == []


@pytest.mark.parametrize("name", names_of_examples())
def test_examples_written_otherwise(name: str) -> None:
    assert differences(name, [1]) == []


@pytest.mark.skipif(not CASES.is_dir(), reason="the collected cases are not beside the checkout")
@pytest.mark.parametrize("name", names_of_cases())
def test_cases_written_otherwise(name: str) -> None:
    assert differences(name, [1, 2]) == []
