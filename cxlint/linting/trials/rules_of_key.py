"""Which rules look at a key: those whose findings change with what stands under it."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Any

from cxlint.language import schema
from cxlint.linting.config import config, config_files
from cxlint.linting.run.findings import build_findings
from cxlint.linting.run.rule_runs import run_rules
from cxlint.linting.trials.coverage import UNCOUNTED
from cxlint.linting.trials.examples import MARK, PATH, TODAY
from cxlint.linting.trials.value_changes import other_values, values_of
from cxlint.parsing import document
from cxlint.policy import linker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from cxlint.linting.model.rule import Rule
    from cxlint.linting.trials.value_changes import Value
    from cxlint.parsing.document import Document

    Said = Callable[[Sequence[Document], Rule], set[tuple[object, ...]]]

MOST_TRIED = 4
MOST_EXAMPLES = 3
"""How many other values are tried in one place of an example, and in how many of them."""

_SECTION = re.compile(r"([a-z_]+):")


def rules_of_key(field: str, rules: Mapping[str, Rule]) -> list[str]:
    """Return the ids of the rules that look at a key, as `return.window`, or at one below it.

    A rule looks where it says what it needs. In the examples of the others it is left out and
    changed; where the findings of the rule change with that, it looks there.
    """
    from pathlib import Path

    settled = config.build_config(config_files.read(None), rules, Path())

    def said(documents: Sequence[Document], rule: Rule) -> set[tuple[object, ...]]:
        hits = run_rules(policy := linker.assemble(documents, TODAY), [rule], settled).hits
        found = build_findings(hits, policy).findings
        return {(each.severity, each.message, each.entity) for each in found}

    return [
        id_ for id_, rule in rules.items() if _needs(rule, field) or _looks_at(field, rule, said)
    ]


def _needs(rule: Rule, field: str) -> bool:
    """Whether a rule has nothing to look at but where a policy states this key."""
    return any(
        f"{each}.".startswith(f"{field}.") for need in rule.needs for each in need.split("|")
    )


def rules_of_section(section: str, rules: Mapping[str, Rule]) -> list[str]:
    """Return the ids of the rules that find something in a section, by their own examples."""
    return [
        id_
        for id_, rule in rules.items()
        if rule.category not in UNCOUNTED
        and any(section in set(_marked_sections(example)) for example in rule.bad)
    ]


def _marked_sections(example: str) -> Iterator[str]:
    section = ""
    for line in example.splitlines():
        if found := _SECTION.match(line):
            section = found[1]
        if MARK.search(line):
            yield section


def _looks_at(field: str, rule: Rule, said: Said) -> bool:
    if rule.category in UNCOUNTED:
        return False
    key = field.rpartition(".")[2]
    examples = [example for example in (*rule.bad, *rule.good) if re.search(rf"\b{key}:", example)]
    return any(
        _matters(field, rule, list(document.parse(PATH, example.encode())), said)
        for example in examples[:MOST_EXAMPLES]
    )


def _matters(field: str, rule: Rule, documents: Sequence[Document], said: Said) -> bool:
    """Whether findings of a rule change when the key is left out, or says something else."""
    policy = linker.assemble(documents, TODAY)
    before = said(documents, rule)
    for each in documents:
        for value in list(values_of(each.data)):
            if not f"{value.key}.".startswith(f"{field}."):
                continue
            others = islice(other_values(value, policy, {}), MOST_TRIED)
            if any(
                schema.accept("policy", changed.data) and said(documents, rule) != before
                for changed in _variants(each, value, others)
            ):
                return True
    return False


def _variants(place: Document, value: Value, others: Iterable[Any]) -> Iterator[Document]:
    """Yield the document without the key of a value, and with each of the others in its place."""
    *above, last = value.address
    holder: Any = place.data
    for step in above:
        holder = holder[step]
    try:
        if isinstance(holder, dict) and len(holder) > 1:  # a thing of which nothing is left is none
            del holder[last]
            yield place
        for other in others:
            holder[last] = other
            yield place
    finally:
        holder[last] = value.said
