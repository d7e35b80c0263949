"""What thresholds a finding rests on, and whose they are, in words."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from cxlint.linting.run.findings import fact_text

if TYPE_CHECKING:
    from cxlint.linting.model.finding import Finding, Threshold
    from cxlint.linting.model.rule import Rule


def thresholds(finding: Finding) -> str:
    """Return `at_most 5 (cxlint's own judgement)`; thresholds of one origin share its words.

    Empty where the finding rests on none.
    """
    whose = [(_origin_text(finding.rule, ground), ground) for ground in finding.thresholds]
    groups = groupby(sorted(whose, key=lambda pair: pair[0]), key=lambda pair: pair[0])
    told = (
        (origin, ", ".join(_threshold_text(ground) for _, ground in held))
        for origin, held in groups
    )
    return "; ".join(f"{said} ({origin})" if origin else said for origin, said in told)


def _threshold_text(ground: Threshold) -> str:
    value = ground.value
    if isinstance(value, dict):
        value = " and ".join(f"{one} for {key}" for key, one in value.items())
    if isinstance(value, list | tuple):
        value = fact_text(list(value))
    return f"{ground.param} {value}"


def _origin_text(rule: Rule, ground: Threshold) -> str:
    """Return who says so: a source, whoever made the rule, a profile, a line of a file."""
    if ground.profile:
        layer = f"profile {ground.profile}"
        return f"{layer}, {_source(rule, ground) if ground.source else ground.set_in}"
    if ground.set_in:
        source = ground.source not in ("", "own") and f", source: {ground.source}"
        return f"set in {ground.set_in}{source or ''}"
    return _source(rule, ground) if ground.source else ""


def _source(rule: Rule, ground: Threshold) -> str:
    if ground.source != "own":
        return f"source: {ground.source}"
    if ground.profile:
        pack, of_pack, _ = ground.profile.rpartition("/")
        shipped = ground.set_in.startswith("rules/profiles/")
        return f"{pack}'s own judgement" if of_pack else _own_judgement(shipped=shipped)
    return f"{rule.pack}'s own judgement" if rule.pack else _own_judgement(shipped=rule.shipped)


def _own_judgement(*, shipped: bool) -> str:
    return f"{'cxlint' if shipped else 'the organization'}'s own judgement"
