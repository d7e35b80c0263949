"""A rule as its file states it."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from cxlint.linting.model.finding import Severity


SOURCES = "sources.yaml"
"""The file in a folder of rules that says what its rules lean on."""

PACK = "pack.yaml"
"""The file that makes a folder of rules a pack."""

LANGUAGES = "languages"
"""The folder among rules with a folder for each language in which they say something."""

COVERAGE = "coverage.yaml"
"""The file beside the shipped rules that says which practice each of them stands for."""


class Rule(NamedTuple):
    """One rule: judgement, prose and evidence. The mechanism is the check it names.

    `id` is the name of its file, behind the name of its pack and a slash where it has one; the
    categories of a pack begin with its name as well (`acme/late-refund` in `acme/returns`).

    `params` are the values the check is called with; `provenance` says, for each, which source
    (a key of rules/sources.yaml) its default comes from and what that source says. `message` maps
    a hit's case to the sentence about the customer; the plain form is under the empty case.
    `remedy` says what to change in the same way, in general under the empty case.
    `follows_from` are rules of which a finding on the same thing is the cause: one of this rule is
    then told beside it, and not by itself. `needs` are the kinds a policy must speak of for the
    rule to have anything to look at (`team.may`: some team states `may`); `a|b` asks for one of
    them. `sources` are pairs of id and what it supports. `bad` and `good` are small policies, the
    rule's tests. `titles` are what sources are called, by their keys.
    """

    id: str
    category: str
    title: str
    severity: Severity
    since: str
    rationale: str
    remedy: Mapping[str, str]
    check: str
    params: Mapping[str, object]
    message: Mapping[str, str]
    provenance: Mapping[str, Mapping[str, Any]] = MappingProxyType({})
    sources: tuple[tuple[str, str], ...] = ()
    bad: tuple[str, ...] = ()
    good: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    follows_from: tuple[str, ...] = ()
    path: str = ""
    shipped: bool = True
    lockable: Literal["waivable", "waiver only", "locked"] = "waivable"
    titles: Mapping[str, str] = MappingProxyType({})

    @property
    def name(self) -> str:
        """What its file is called: the id without the pack."""
        return self.id.rpartition("/")[2]

    @property
    def pack(self) -> str:
        """The pack it belongs to; empty where that is none."""
        return self.id.rpartition("/")[0]

    @property
    def governs(self) -> bool:
        """Whether it speaks of waivers and the baseline: neither can excuse what it finds."""
        return self.category == "waivers"


def sentences_by_case(said: str | Mapping[str, str]) -> dict[str, str]:
    """Return sentences by case; one that stands alone is said in every case."""
    told = {"": said} if isinstance(said, str) else said
    return {case: sentence.strip() for case, sentence in told.items()}


def current_ids(rules: Mapping[str, Rule]) -> dict[str, str]:
    """Return every id by which the rules are or were known, with the one of today."""
    former = {old: rule.id for rule in rules.values() for old in rule.formerly}
    return former | {id_: id_ for id_ in rules}
