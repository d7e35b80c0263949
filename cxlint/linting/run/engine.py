"""One run: files to policy, policy to hits, hits to findings, findings to a report."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from cxlint.errors import RuleFailed, UserError
from cxlint.linting.model.finding import Hit, Notice, Report, hit_of
from cxlint.linting.model.observation import ObservedNetwork, ObservedPolicy
from cxlint.linting.rules import loader
from cxlint.linting.rules.check_lookup import takes
from cxlint.linting.run.findings import build_findings, with_severity
from cxlint.parsing import document
from cxlint.policy import discovery, linker

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from cxlint.linting.config.config import Config
    from cxlint.linting.model.finding import Finding, Severity
    from cxlint.linting.model.rule import Rule
    from cxlint.linting.suppressions.baseline import Baseline
    from cxlint.parsing.document import Document, Problem
    from cxlint.policy.policy import Policy

    Progress = Callable[[str], None]

SLOW_READER = "libyaml is missing here, so files are read with a much slower reader"

_UNUSED = "{} is not used: one configuration holds, found upwards from the first path"

_UNREAD = "{} cannot be read: nothing is concluded from what may stand there"

UNREADABLE = "unreadable-file"


class Request(NamedTuple):
    """What to lint and how. `paths` are files and folders; shown paths are relative to `start`.

    `wanted` is the vendor's format that the files among them are said to be of.
    """

    paths: Sequence[Path]
    start: Path
    config: Config
    rules: Mapping[str, Rule]
    chosen: frozenset[str]
    today: datetime.date
    named: frozenset[str] = frozenset()
    waive: bool = True
    baseline: Baseline | None = None
    stdin: tuple[str, bytes] | None = None
    fail_on: Severity | None = None
    wanted: str = ""


class Run(NamedTuple):
    """What the rules of one run had to say, before anything is excused."""

    hits: list[tuple[Rule, Hit]]
    notices: list[Notice]
    timings: list[tuple[str, float]]

    @property
    def ran(self) -> frozenset[str]:
        """The rules that ran to their end."""
        crashed = {notice.rule for notice in self.notices if notice.kind == "crash"}
        return frozenset(id_ for id_, _ in self.timings if id_ not in crashed)


class Reading(NamedTuple):
    """The policy, the shown paths to report on (None: all of them), and remarks on the files."""

    policy: Policy
    reported: frozenset[str] | None = None
    notices: tuple[Notice, ...] = ()


def read(request: Request, progress: Progress | None = None) -> Reading:
    """Read the files of a request. UserError where a path does not exist."""
    config = request.config
    skip = [path for path in (config.file, config.baseline, *config.rule_folders) if path]
    skip += [pack.folder for pack in config.packs]

    def gather(paths: Sequence[Path]) -> discovery.Gathered:
        return discovery.gather(
            paths, start=request.start, root=config.folder, exclude=config.exclude, skip=skip
        )

    gathered = gather(request.paths)
    contents = {source.path: source for source in gathered.sources}
    passed_over = dict.fromkeys(gathered.passed_over)
    lost = {problem.at.document.path: problem.at.document for problem in gathered.problems}
    reported = None
    if config.policy and (request.paths or request.stdin):
        around = gather([seen_from(request.start, path) for path in config.policy])
        reported = frozenset(contents) | lost.keys()
        if request.stdin:
            reported |= {request.stdin[0]}
        contents = {source.path: source for source in around.sources} | contents
        passed_over |= dict.fromkeys(around.passed_over)
        lost = {each.at.document.path: each.at.document for each in around.problems} | lost
        if reported >= contents.keys() | lost.keys():
            reported = None
    documents = [*lost.values(), *_documents(contents.values(), request, progress)]
    notices = [Notice("reader", _UNUSED.format(path)) for path in passed_over]
    if document.SLOW:
        notices.append(Notice("reader", SLOW_READER))
    notices += _recognised(documents)
    policy = linker.assemble(documents, request.today)
    if reported is not None:
        broken = (each.at.document.path for each in policy.problems if each.rule == UNREADABLE)
        unread = dict.fromkeys(path for path in broken if path not in reported)
        notices += [Notice("reader", _UNREAD.format(path)) for path in unread]
    return Reading(policy, reported, tuple(notices))


def seen_from(start: Path, path: Path) -> Path:
    """Return a path as seen from `start`, since reports name no place of one machine."""
    try:
        return Path(os.path.relpath(path, start))
    except ValueError:  # another drive
        return path


def _documents(
    sources: Iterable[discovery.Source], request: Request, progress: Progress | None
) -> Iterable[Document]:
    listed, stdin = list(sources), request.stdin
    given = stdin[0] if stdin else None
    memo: dict[str, Any] = {}
    for number, source in enumerate(listed, 1):
        if source.path != given:
            yield from discovery.load([source], memo, request.wanted)
        if progress is not None:
            progress(f"reading {number:,} of {len(listed):,} files")
    if stdin is not None:
        yield from discovery.understood(*stdin, memo, wanted=request.wanted)


def _recognised(documents: Iterable[Document]) -> list[Notice]:
    """Say what was taken for a vendor's file, since nobody named the format."""
    foreign = [each for each in documents if each.foreign is not None]
    if not foreign:
        return []
    from cxlint.importers.detection import remarks

    return [Notice("reader", remark) for remark in remarks(foreign)]


def lint(request: Request, progress: Progress | None = None) -> Report:
    """Run the chosen rules over the policy and return everything there is to say."""
    with discovery.collector_at_rest():
        began = time.perf_counter()
        policy, reported, notices = read(request, progress)
        read_in = time.perf_counter() - began
        run = run_rules(request, policy, progress)
        findings = _excused(request, policy, run, complete=reported is None)
    if reported is not None:
        findings = [finding for finding in findings if _touches(finding, reported)]
    paths = {each.path for each in policy.documents}
    return Report(
        findings=tuple(sorted(findings, key=_order)),
        rules=tuple(rule for id_, rule in sorted(request.rules.items()) if id_ in request.chosen),
        files=tuple(sorted(paths if reported is None else paths & reported)),
        notices=(*notices, *run.notices),
        fail_on=request.fail_on or request.config.fail_on,
        timings=(("reading", read_in), *run.timings),
    )


def _excused(request: Request, policy: Policy, run: Run, *, complete: bool) -> list[Finding]:
    """Return all findings, the waived and the accepted ones marked so.

    What is wrong with waivers and baseline is a finding of its own.
    """
    findings, untold = build_findings(run.hits, policy, request.config.grounds)
    run.notices.extend(_crash(id_, error) for id_, error in sorted(untold.items()))
    problems: list[Problem] = []
    if request.waive and _may_waive(policy):
        from cxlint.linting.suppressions import apply_waivers, waivers

        findings, met = apply_waivers.apply(
            findings,
            waivers.collect(policy),
            rules=request.rules,
            today=request.today,
            locked=request.config.locked,
            ran=run.ran,
            counts=lambda id_, path: _counts(request, id_, path),
        )
        problems += met
    if request.baseline is not None:
        from cxlint.linting.suppressions import baseline as baselines

        findings, met = baselines.apply(
            findings, request.baseline, ran=run.ran, rules=request.rules, complete=complete
        )
        problems += met
    return findings + _of_problems(request, problems, policy)


def _may_waive(policy: Policy) -> bool:
    texts = {id(each.lines): each.text for each in policy.documents}  # documents of a file share it
    return policy.has("waiver") or any("cxlint" in text.lower() for text in texts.values())


def _counts(request: Request, id_: str, path: str) -> bool:
    return request.config.setting(request.rules[id_], path).severity is not None


def run_rules(request: Request, policy: Policy, progress: Progress | None = None) -> Run:
    """Run each chosen rule once for every set of parameters in force; a crash stops that rule."""
    run = Run([], [], [])
    observed = ObservedPolicy(policy)
    network: ObservedNetwork | None = None
    samples = request.config.samples(each.path for each in policy.documents)
    for number, id_ in enumerate(sorted(request.chosen), 1):
        rule = request.rules[id_]
        if progress is not None:
            progress(f"looking for {id_}, {number} of {len(request.chosen)} rules")
        variants = request.config.variants(rule, samples)
        if rule.governs or not variants:
            continue  # waivers and baseline are judged when the findings are there
        began = time.perf_counter()
        if not _has_needed(policy, rule):
            run.notices.append(_nothing(request, rule, policy))
            run.timings.append((id_, time.perf_counter() - began))
            continue
        check = loader.check_of(rule)
        if network is None and takes(check) == "network":
            from cxlint.graph.builder import build

            network = ObservedNetwork(build(policy), observed)
            run.timings.append(("graph", time.perf_counter() - began))
            began = time.perf_counter()
        world = observed if takes(check) == "policy" else network
        observed.looked = 0
        try:
            for params in variants:
                hits = check(world, **params)
                run.hits.extend(_in_force(request.config, rule, params, hits))
        except UserError as error:
            raise UserError(f"{rule.path}: {id_}: {error}") from None
        except Exception as error:  # noqa: BLE001 - whatever goes wrong in a rule names the rule
            run.notices.append(_crash(id_, error))
            observed.looked += 1  # enough to crash on
        if not observed.looked:
            run.notices.append(_nothing(request, rule, policy))
        run.timings.append((id_, time.perf_counter() - began))
    return run


def _has_needed(policy: Policy, rule: Rule) -> bool:
    """Whether the policy speaks of every kind without which the rule has nothing to look at."""
    return all(any(policy.speaks_of(thing) for thing in need.split("|")) for need in rule.needs)


def _nothing(request: Request, rule: Rule, policy: Policy) -> Notice:
    # A pack is written for many policies, and few of them speak of all it looks at.
    loud = not (rule.shipped or rule.pack) or rule.id in request.named
    said = "found nothing to look at in this policy"
    if policy.unread or any(policy.opaque.values()):
        said += ", of which some could not be read"
    return Notice("vacuous" if loud else "idle", said, rule.id)


def _crash(id_: str, error: Exception) -> Notice:
    if isinstance(error, RuleFailed):
        return Notice("crash", str(error), id_)
    import traceback

    told = "".join(traceback.format_exception(error))
    return Notice("crash", f"{type(error).__name__}: {error}", id_, told)


def _in_force(
    config: Config, rule: Rule, params: Mapping[str, object], hits: Iterable[Hit]
) -> Iterable[tuple[Rule, Hit]]:
    """Keep the hits in files where these very parameters apply and the rule is on."""
    for hit in hits:
        setting = config.setting(rule, hit.at.document.path)
        if setting.severity is None or setting.params != params:
            continue
        # What was configured holds for grave and mild forms alike.
        same = setting.severity == rule.severity
        told = hit if same else hit._replace(severity=None)
        yield with_severity(rule, setting.severity), told


def _of_problems(request: Request, problems: Sequence[Problem], policy: Policy) -> list[Finding]:
    hits = []
    for problem in problems:
        rule = request.rules[problem.rule]
        setting = request.config.setting(rule, problem.at.document.path)
        if rule.id in request.chosen and setting.severity is not None:
            hits.append((with_severity(rule, setting.severity), hit_of(problem)))
    return build_findings(hits, policy).findings


def _touches(finding: Finding, paths: frozenset[str]) -> bool:
    spots = (*finding.witness, *finding.related)
    return finding.path in paths or any(spot.path in paths for spot in spots)


def _order(finding: Finding) -> tuple[object, ...]:
    return (finding.path, finding.span, finding.rule.id, finding.entity, finding.fingerprint)
