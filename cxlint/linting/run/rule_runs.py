"""The rules of one run over one policy: their hits, and what is to be said of the rules."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

from cxlint.errors import RuleFailed, UserError
from cxlint.linting.config.rule_settings import is_milder
from cxlint.linting.model.finding import Notice
from cxlint.linting.model.observation import ObservedNetwork, ObservedPolicy
from cxlint.linting.rules import loader
from cxlint.linting.rules.check_lookup import first_parameter
from cxlint.linting.run.findings import with_severity
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Mapping, Sequence

    from cxlint.graph.network import Network
    from cxlint.linting.config.config import Config
    from cxlint.linting.config.rule_settings import RuleEntry, Setting
    from cxlint.linting.model.finding import Hit
    from cxlint.linting.model.rule import Rule
    from cxlint.policy.policy import Policy

    Params = Mapping[str, object]
    Progress = Callable[[str], None]

GRAPH = "graph"
"""What the time is listed under that the graph took; no rule is called so."""


class Run(NamedTuple):
    """What the rules of one run had to say, before anything is excused.

    `levelled` are the rules of which a graver form counts less since an entry says what it counts.
    `doubts` are, by kind, the rules that asked whether there may be more of it, where that may be.
    `network` is the graph, where some rule looked at it. `laws` are the obligations that the policy
    was compared with.
    """

    hits: list[tuple[Rule, Hit]]
    notices: list[Notice]
    timings: list[tuple[str, float]]
    levelled: dict[str, RuleEntry]
    doubts: dict[str, set[str]]
    network: Network | None = None
    laws: frozenset[str] = frozenset()

    @property
    def ran(self) -> frozenset[str]:
        """The rules that ran to their end, and the obligations that were looked at."""
        return self._own | self.laws

    @property
    def _own(self) -> frozenset[str]:
        crashed = {notice.rule for notice in self.notices if notice.kind == "crash"}
        return frozenset(id_ for id_, _ in self.timings if id_ not in crashed) - {GRAPH}

    @property
    def looked(self) -> frozenset[str]:
        """Those of them that found something to look at."""
        return self._own - {each.rule for each in self.notices if each.kind in ("vacuous", "idle")}


def run_rules(
    policy: Policy,
    rules: Sequence[Rule],
    config: Config,
    *,
    named: Container[str] = (),
    progress: Progress | None = None,
    graph: Network | None = None,
) -> Run:
    """Run each rule once for every set of parameters in force; a crash stops that rule.

    `named` are the ids of the rules that were asked for by name. `graph` is that of the policy,
    where it is there already.
    """
    run = Run([], [], [], {}, {})
    observed = ObservedPolicy(policy)
    network = ObservedNetwork(graph, observed) if graph is not None else None
    samples = config.samples(each.path for each in policy.documents)
    for number, rule in enumerate(rules, 1):
        if progress is not None:
            progress(f"looking for {rule.id}, {number} of {len(rules)} rules")
        variants = config.variants(rule, samples)
        looking = [each for each in variants if _has_needed(policy, rule, each)]
        if rule.governs or not variants:
            continue  # waivers and baseline are judged when the findings are there
        began = time.perf_counter()
        observed.looked, observed.doubts, ended = 0, set(), True
        if looking:
            check = loader.check_of(rule)
            if network is None and first_parameter(check) == "network":
                network = ObservedNetwork(_graph(policy), observed)
                run.timings.append((GRAPH, time.perf_counter() - began))
                began = time.perf_counter()
            world = observed if first_parameter(check) == "policy" else network
            ended = _run(run, rule, partial(check, world), looking, config)
        if ended and not observed.looked:
            run.notices.append(_nothing(rule, policy, loud=_is_loud(rule, named)))
        for kind in observed.doubts:
            run.doubts.setdefault(kind, set()).add(rule.id)
        run.timings.append((rule.id, time.perf_counter() - began))
    run.notices.extend(Notice("reader", told) for told in sorted(policy.left_off))
    return run._replace(network=network.plain if network is not None else None)


def _graph(policy: Policy) -> Network:
    from cxlint.graph.builder import network_of

    return network_of(policy)


def _run(
    run: Run,
    rule: Rule,
    check: Callable[..., Iterable[Hit]],
    variants: Iterable[Params],
    config: Config,
) -> bool:
    """Add the hits of a rule to the run; whether it came to its end."""
    try:
        for params in variants:
            run.hits.extend(_in_force(run, config, rule, params, check(**params)))
    except UserError as error:
        raise UserError(f"{rule.path}: {rule.id}: {error}") from None
    except Exception as error:  # noqa: BLE001 - whatever goes wrong in a rule names the rule
        run.notices.append(crash(rule.id, error))
        return False
    return True


def _has_needed(policy: Policy, rule: Rule, params: Params) -> bool:
    """Whether the policy speaks of every kind without which the rule has nothing to look at.

    That is said of the rule as its file states it. Where what is not stated counts as missing, or
    anything else is asked, the check is to see for itself.
    """
    if params != rule.params:
        return True
    return all(any(policy.speaks_of(thing) for thing in need.split("|")) for need in rule.needs)


def _is_loud(rule: Rule, named: Container[str]) -> bool:
    """Whether it is worth a word on every report that the rule found nothing to look at.

    A pack is written for many policies, and few of them speak of all it looks at.
    """
    return not (rule.shipped or rule.pack) or rule.id in named


def _nothing(rule: Rule, policy: Policy, *, loud: bool) -> Notice:
    said = "found nothing to look at in this policy"
    if policy.unread or any(policy.opaque.values()):
        said += ", of which some could not be read"
    return Notice("vacuous" if loud else "idle", said, rule.id)


def crash(id_: str, error: Exception) -> Notice:
    """Return what to say of a rule that did not come to its end."""
    if isinstance(error, RuleFailed):
        return Notice("crash", str(error), id_)
    import traceback

    told = "".join(traceback.format_exception(error))
    return Notice("crash", f"{type(error).__name__}: {error}", id_, told)


def _in_force(
    run: Run, config: Config, rule: Rule, params: Params, hits: Iterable[Hit]
) -> Iterable[tuple[Rule, Hit]]:
    """Keep the hits in files where these very parameters apply and the rule is on."""
    for hit in hits:
        setting = config.setting(rule, hit.at.document.path)
        if setting.severity is None or setting.params != params:
            continue
        yield with_severity(rule, setting.severity), _grade(run, config, rule, setting, hit)


def _grade(run: Run, config: Config, rule: Rule, setting: Setting, hit: Hit) -> Hit:
    """Return a hit as grave as it counts: what is configured holds for grave and mild forms alike.

    A graver form of a locked rule stays so; where another one counts less, the run keeps that.
    What rests on something unstated is no error, unless the configuration says so.
    """
    if setting.graded_by is None:
        grave = (hit.severity or setting.severity) == "error"
        return hit._replace(severity="warning") if hit.unstated and grave else hit
    if hit.severity is None:
        return hit
    if is_milder(setting.severity, hit.severity):
        if rule.id in config.locked:
            return hit
        run.levelled.setdefault(rule.id, setting.graded_by)
    return hit._replace(severity=None)
