"""A policy made worse on purpose, in one place at a time, to see which rules notice.

What is worse is told key by key in `worse_values`; what takes more than a key is told here.

What no rule notices is what a change of the policy may break unseen: a rule is missing, or it is
off, or the policy does not say enough for any rule to look there.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from cxlint.errors import UserError
from cxlint.graph.builder import build
from cxlint.linting.run import engine
from cxlint.linting.run.findings import build_findings
from cxlint.linting.run.rule_runs import run_rules
from cxlint.linting.trials.worse_values import LATE, LEFT_OUT, WORSENINGS, list_places
from cxlint.policy import linker
from cxlint.policy.parties import is_own
from cxlint.records import NamedTuple
from cxlint.values.quantities import NONE, Money

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from cxlint.graph.network import Network
    from cxlint.language.entity import Entity
    from cxlint.linting.model.finding import Finding
    from cxlint.linting.model.rule import Rule
    from cxlint.linting.run.engine import Request
    from cxlint.parsing.document import At, Document
    from cxlint.policy.policy import Policy

SHORT_WINDOW = "3 days"
LATE_TARGET = "30 days"
REMOVED_VALUE = LEFT_OUT
SCENARIOS = "failing_scenario"
"""The check that puts the policy's own scenarios to it: what they notice is told by itself."""


class Edit(NamedTuple):
    """Something to set in the data of a document, or to take out of it."""

    holder: Any
    key: str | int
    value: Any


class Mutation(NamedTuple):
    """One change for the worse: its kind, what it does to what, where, and how."""

    kind: str
    what: str
    at: At
    edits: tuple[Edit, ...]


class Trial(NamedTuple):
    """What came of a mutation: a rule that noticed, and whether a scenario of the policy did.

    `noticing_rule` is the first that did; empty where it passed unseen by all rules.
    """

    mutation: Mutation
    noticing_rule: str
    by_scenario: bool = False


def mutations(policy: Policy) -> Iterator[Mutation]:
    """Yield every change for the worse that is tried, in the order of KINDS, then key by key."""
    for kind, changes in KINDS.items():
        for entity, what, edits in changes(policy):
            yield Mutation(kind, what, entity.at(), tuple(edits))
    for worsening in WORSENINGS:
        for entity, keys in list_places(policy, worsening):
            edit = _edit_inside(entity, keys, worsening.value)
            if edit is not None:
                what = worsening.what.format(id=entity.id)
                yield Mutation(worsening.kind, what, entity.at(*keys), (edit,))


Change = tuple["Entity", str, list[Edit]]


def _edit(entity: Entity, key: str, value: Any) -> Edit:
    """Return the edit where the file says it: what an entity holds may be a copy."""
    holder: Any = entity.document.data
    for step in entity.path[:-1]:
        holder = holder[step]
    last = entity.path[-1]
    said = holder[last]
    return Edit(said, key, value) if isinstance(said, dict) else Edit(holder, last, {key: value})


def _edit_inside(entity: Entity, keys: tuple[str | int, ...], value: Any) -> Edit | None:
    """Return the edit of what stands deep in an entity; None where that is said already."""
    if keys[1:] == ():
        key = str(keys[0])
        return None if entity.get(key) == value else _edit(entity, key, value)
    *above, last = entity.at(*keys).path
    holder: Any = entity.document.data
    for step in above:
        holder = holder[step]
    return None if holder[last] == value else Edit(holder, last, value)


def _edits_inside(entity: Entity, place: tuple[str | int, ...], **values: Any) -> list[Edit]:
    """Return the edits of some keys of what stands in a place of an entity."""
    found = (_edit_inside(entity, (*place, key), value) for key, value in values.items())
    return [each for each in found if each is not None]


def _drop_staffing(policy: Policy) -> Iterator[Change]:
    for team in policy.of("team"):
        if team.get("seats") != 0 and is_own(team):
            yield team, f"nobody works in {team.id} any more", [_edit(team, "seats", 0)]


def _add_approval(policy: Policy) -> Iterator[Change]:
    for remedy in policy.of("remedy"):
        tiers = remedy.get("tiers")
        if isinstance(tiers, list) and tiers:
            edit = _edit(remedy, "tiers", [_add_approver(tier) for tier in tiers])
            yield remedy, f"{remedy.id} needs one more approval", [edit]
    for team in policy.of("team"):
        for name in team.get("may") or {}:
            if not _grants_nothing(team, name):
                what = f"{team.id} may no longer grant {name} without asking"
                yield team, what, _edits_inside(team, ("may",), **{name: "none"})


def _add_approver(tier: dict[str, Any]) -> dict[str, Any]:
    """Return a tier at which somebody else must agree as well, who takes long and never times out.

    A tier ahead of all others would change nothing where requests go straight to who may decide.
    """
    by = tier["by"] if isinstance(tier["by"], list) else [tier["by"]]
    kept = {key: value for key, value in tier.items() if key not in ("timeout", "need")}
    more = {"by": [*by, "another approver"], "need": "all", "decides_within": LATE_TARGET}
    return {**kept, **more}


def _grants_nothing(team: Entity, name: str) -> bool:
    limit = team.limit("may", name)
    return limit is NONE or (isinstance(limit, Money) and not limit.amount)


def _shorten_window(policy: Policy) -> Iterator[Change]:
    for row in policy.of("return"):
        if row.says("window") and row.get("returnable") is not False:
            what = f"{row.id} can be returned for {SHORT_WINDOW} only"
            yield row, what, [_edit(row, "window", SHORT_WINDOW)]


def _cut_handoff(policy: Policy) -> Iterator[Change]:
    for handoff in policy.of("handoff"):
        listed = _as_list(handoff)
        place = handoff.at().path[-1]
        kept = [each for number, each in enumerate(listed) if number != place]
        holder: Any = handoff.document.data
        yield (
            handoff,
            f"customers can no longer go this way: {handoff.id}",
            [Edit(holder, "handoffs", kept)],
        )
    for step in policy.of("step"):
        if step.says("person"):
            what = f"{step.id} no longer leads to a person"
            yield step, what, [_edit(step, "person", REMOVED_VALUE)]


def _as_list(entity: Entity) -> list[Any]:
    data: Any = entity.document.data
    return list(data["handoffs"])


def _remove_owner(policy: Policy) -> Iterator[Change]:
    return _leave_out(policy, OWNERS)


OWNERS = (
    ("channel", "owner", "nobody owns {id} any more"),
    ("channel", "monitored_by", "nobody is said to look into {id} any more"),
    ("team", "owner", "nobody owns {id} any more"),
    ("team", "accountable", "nobody of ours answers for {id} any more"),
    ("intent", "case_owner", "nobody owns the cases of {id} any more"),
    ("step", "owner", "nobody owns {id} any more"),
    ("governance", "owner", "nobody answers for the policy any more"),
)
"""What is left out of which kind, and what that comes to."""

LIMITS = (
    ("handoff", "max_repeats", "this may be repeated without end: {id}"),
    ("handoff", "progress", "nothing is accomplished any more by {id}"),
    ("step", "attempts", "customers may fail at {id} without end"),
)


def _lift_limit(policy: Policy) -> Iterator[Change]:
    return _leave_out(policy, LIMITS)


def _leave_out(policy: Policy, listed: Iterable[tuple[str, str, str]]) -> Iterator[Change]:
    for kind, field, what in listed:
        for entity in policy.of(kind):
            if field in entity.data:
                yield entity, what.format(id=entity.id), [_edit(entity, field, REMOVED_VALUE)]


def _slow_down(policy: Policy) -> Iterator[Change]:
    for channel in policy.of("channel"):
        if channel.says("respond"):
            what = f"{channel.id} is answered only after {LATE_TARGET}"
            yield channel, what, [_edit(channel, "respond", LATE_TARGET)]


def _decide_late(policy: Policy) -> Iterator[Change]:
    """Let those take long who decide, and nothing happen before: silence would decide for them."""
    for remedy in policy.of("remedy"):
        tiers = remedy.get("tiers")
        for number, tier in enumerate(tiers if isinstance(tiers, list) else ()):
            if tier.get("decides_within"):
                less = {"timeout": LEFT_OUT} if "timeout" in tier else {}
                what = f"tier {number + 1} of {remedy.id} may take {LATE} to decide"
                place = ("tiers", number)
                yield remedy, what, _edits_inside(remedy, place, decides_within=LATE, **less)


KINDS: Mapping[str, Callable[[Policy], Iterator[Change]]] = {
    "drop staffing": _drop_staffing,
    "add an approval": _add_approval,
    "shorten a window": _shorten_window,
    "cut a handoff": _cut_handoff,
    "remove an owner": _remove_owner,
    "lift a limit": _lift_limit,
    "answer slowly": _slow_down,
    "decide late": _decide_late,
}
"""Every kind of change, by what it does."""


def choose_mutations(
    found: Iterable[Mutation], at_most: int
) -> tuple[list[Mutation], dict[str, int]]:
    """Return at most so many mutations of each kind, spread evenly, and how many there are."""
    by_kind: dict[str, list[Mutation]] = {}
    for mutation in found:
        by_kind.setdefault(mutation.kind, []).append(mutation)
    kept = [
        listed[number * len(listed) // min(at_most, len(listed))]
        for listed in by_kind.values()
        for number in range(min(at_most, len(listed)))
    ]
    return kept, {kind: len(listed) for kind, listed in by_kind.items()}


def trials(
    request: Request, documents: Sequence[Document], tried: Iterable[Mutation]
) -> Iterator[Trial]:
    """Yield what comes of each mutation. The documents are as they were when it ends.

    Noticed is what has a finding that was not there before, or one that says something else.
    UserError where a rule crashes.
    """
    for document in documents:
        document.span(())  # what stands where is settled before anything is changed
    judges = _Judges(request, documents)
    for mutation in tried:
        undo = [_apply_edit(edit) for edit in mutation.edits]
        try:
            trial = judges.try_out(mutation)
        finally:
            for edit in reversed(undo):
                _apply_edit(edit)
        yield trial


class _Judges:
    """The rules of a request, each with what it finds in the policy as it is and how long it takes.

    What noticed a change of a kind before is asked first, then what is quick.
    """

    def __init__(self, request: Request, documents: Sequence[Document]) -> None:
        self._request = request
        self._documents = documents
        self._first: dict[str, Rule] = {}
        self._before: dict[str, set[FindingKey]] = {}
        seconds: dict[str, float] = {}
        policy = linker.assemble(documents, request.today)
        for rule in engine.rules_of(request):
            began = time.perf_counter()
            self._before[rule.id] = {_finding_key(each) for each in self._findings(policy, rule)}
            seconds[rule.id] = time.perf_counter() - began
        rules = sorted(engine.rules_of(request), key=lambda rule: seconds[rule.id])
        self._rules = [rule for rule in rules if rule.check != SCENARIOS]
        self._scenarios = [rule for rule in rules if rule.check == SCENARIOS]

    def try_out(self, mutation: Mutation) -> Trial:
        """Return what comes of a mutation that the documents have undergone."""
        policy = linker.assemble(self._documents, self._request.today)
        what = " ".join(mutation.what.split()[-2:])
        first = [self._first[key] for key in (mutation.kind, what) if key in self._first]
        noticing = self._find_noticing(policy, [*first, *self._rules])
        if noticing is not None:
            self._first[mutation.kind] = self._first[what] = noticing
        by_scenario = self._find_noticing(policy, self._scenarios) is not None
        return Trial(mutation, noticing.id if noticing is not None else "", by_scenario)

    def _find_noticing(self, policy: Policy, rules: Iterable[Rule]) -> Rule | None:
        for rule in rules:
            found = map(_finding_key, self._findings(policy, rule))
            if not self._before[rule.id].issuperset(found):
                return rule
        return None

    def _findings(self, policy: Policy, rule: Rule) -> list[Finding]:
        run = run_rules(policy, [rule], self._request.config, graph=self._graph(policy))
        for notice in run.notices:
            if notice.kind == "crash":
                told = f"{notice.rule} crashed, so that it can notice nothing: {notice.message}"
                raise UserError(told)
        return build_findings(run.hits, policy).findings

    def _graph(self, policy: Policy) -> Network:
        """Return the graph of a policy; it is built once for all rules."""
        if self._network is None or self._network.policy is not policy:
            self._network = build(policy)
        return self._network

    _network: Network | None = None


FindingKey = tuple[str, str, str]


def _finding_key(finding: Finding) -> FindingKey:
    return finding.fingerprint, finding.severity, finding.message


def _apply_edit(edit: Edit) -> Edit:
    """Make an edit; return the one that undoes it."""
    known = edit.holder.get(edit.key, REMOVED_VALUE)
    if edit.value is REMOVED_VALUE:
        del edit.holder[edit.key]
    else:
        edit.holder[edit.key] = edit.value
    return edit._replace(value=known)
