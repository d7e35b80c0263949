"""What checks, their parameters and their cases were called before they got their present names.

Rule files and configurations of their time keep meaning what they meant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Former(NamedTuple):
    """A check that another has taken over.

    `params` give the present names of its parameters, the plainest first, and `cases` those of
    the cases of its message.
    """

    check: str
    params: Mapping[str, Sequence[str]]
    cases: Mapping[str, str]


CHECKS = {
    "companion": Former("owed", {"field": ["fields"], "beside": ["once", "at"]}, {}),
    "due": Former(
        "owed", {"field": ["fields"], "beside": ["once"]}, {"missing": "", "slow": "beyond"}
    ),
}

LISTS = frozenset({"fields", "once"})
"""Present parameters that hold a list where their former one held a word."""


def present_rule(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what a rule file says, in the names of today."""
    former = CHECKS.get(data["check"])
    if former is None:
        return data
    params = {
        now: _value(now, value)
        for name, value in data.get("params", {}).items()
        for now in former.params.get(name, [name])
    }
    provenance = {
        now: _provenance(told, former.cases)
        for name, told in data.get("provenance", {}).items()
        for now in former.params.get(name, [name])[:1]
    }
    sentences = {name: _sentences(data[name], former.cases) for name in ("message", "remedy")}
    return {**data, **sentences, "check": former.check, "params": params, "provenance": provenance}


def present_params(check: str, params: Mapping[str, Any]) -> dict[str, Any]:
    """Return parameters that a configuration sets for a rule of this check, by today's names."""
    names = present_names(check)
    return {names.get(name, name): _value(names.get(name, name), v) for name, v in params.items()}


def present_names(check: str) -> dict[str, str]:
    """Return the former names of the parameters of a check, each with that of today."""
    return {
        name: now[0]
        for former in CHECKS.values()
        if former.check == check
        for name, now in former.params.items()
    }


def _value(name: str, value: Any) -> Any:
    return [value] if name in LISTS and isinstance(value, str) else value


def _sentences(said: Any, cases: Mapping[str, str]) -> Any:
    """Return sentences by the present cases; one for any case is that of each that has none."""
    if not isinstance(said, dict) or not cases:
        return said
    found = {now: said.get(case, said.get("")) for case, now in cases.items()}
    rest = {case: sentence for case, sentence in said.items() if case not in cases}
    return rest | {case: sentence for case, sentence in found.items() if sentence is not None}


def _provenance(told: Mapping[str, Any], cases: Mapping[str, str]) -> Mapping[str, Any]:
    if "cases" not in told:
        return told
    return {**told, "cases": [cases.get(case, case) for case in told["cases"]]}
