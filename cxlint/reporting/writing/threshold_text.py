"""What thresholds a finding rests on, and whose they are, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.sentence_lists import join_with_and

if TYPE_CHECKING:
    from cxlint.linting.model.finding import Finding, Threshold
    from cxlint.linting.model.rule import Rule


def thresholds(finding: Finding) -> str:
    """Return `at most 5 steps (cxlint's own judgement)`; thresholds of one origin share its words.

    Empty where the finding rests on none.
    """
    by_origin: dict[str, list[str]] = {}
    for ground in finding.thresholds:
        said = _threshold_text(finding.rule, ground)
        by_origin.setdefault(_origin_text(finding.rule, ground), []).append(said)
    told = ((origin, ", ".join(held)) for origin, held in by_origin.items())
    return "; ".join(f"{said} ({origin})" if origin else said for origin, said in told)


def source_text(rule: Rule, source: str) -> str:
    """Return what a source is called, in quotation marks; its key where nobody gives it a title."""
    title = rule.titles.get(source, "")
    return f'"{title}"' if title else source


def _threshold_text(rule: Rule, ground: Threshold) -> str:
    """Return a threshold in the words of its rule, else its parameter and the value."""
    bound = rule.provenance.get(ground.param, {}).get("bound")
    value = _value_text(ground.value, named=not bound)
    return bound.replace("{}", value) if bound else f"{ground.param.replace('_', ' ')} {value}"


def _value_text(value: object, *, named: bool) -> str:
    """Return a value as it is said; one by a key without it, where the words say what it is of."""
    if isinstance(value, dict):
        said = dict.fromkeys(str(one) for one in value.values())
        if len(said) == 1 and not named:
            return next(iter(said))
        return " and ".join(f"{one} for {key}" for key, one in value.items())
    if isinstance(value, list | tuple):
        return join_with_and(value)
    return str(value)


def _origin_text(rule: Rule, ground: Threshold) -> str:
    """Return who says so: a source, whoever made the rule, a profile, a line of a file."""
    if ground.profile:
        layer = f"profile {ground.profile}"
        return f"{layer}, {_source(rule, ground) if ground.source else ground.set_in}"
    if ground.set_in:
        place = f"set in {ground.set_in}"
        is_cited = ground.source not in ("", "own")
        return f"{place}, source: {source_text(rule, ground.source)}" if is_cited else place
    return _source(rule, ground) if ground.source else ""


def _source(rule: Rule, ground: Threshold) -> str:
    if ground.source != "own":
        return f"source: {source_text(rule, ground.source)}"
    if ground.profile:
        pack, of_pack, _ = ground.profile.rpartition("/")
        shipped = ground.set_in.startswith("rules/profiles/")
        return f"{pack}'s own judgement" if of_pack else _own_judgement(shipped=shipped)
    return f"{rule.pack}'s own judgement" if rule.pack else _own_judgement(shipped=rule.shipped)


def _own_judgement(*, shipped: bool) -> str:
    return f"{'cxlint' if shipped else 'the organization'}'s own judgement"
