"""One run: files to policy, policy to hits, hits to findings, findings to a report."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from cxlint.errors import UserError
from cxlint.linting.model.file_errors import is_configuration
from cxlint.linting.model.finding import RANK, Judged, Notice, Report, Skipped, hit_of
from cxlint.linting.model.rule import current_ids
from cxlint.linting.rules.loader import language_files, rule_files
from cxlint.linting.run.consequences import fold_consequences
from cxlint.linting.run.extents import Extents
from cxlint.linting.run.findings import FindingSet, build_findings, with_severity
from cxlint.linting.run.judgement import (
    describe_baseline,
    describe_dormant,
    describe_doubts,
    describe_excuses,
    describe_judgement,
    describe_parts,
)
from cxlint.linting.run.rule_runs import GRAPH, Run, crash, run_rules
from cxlint.policy import file_names, reader
from cxlint.policy.links import repository_of
from cxlint.policy.subjects import SUBJECTS, divide_subjects
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from cxlint.linting.config.config import Config
    from cxlint.linting.model.finding import Extent, Finding, Hit, JudgedBy, Severity
    from cxlint.linting.model.rule import Rule
    from cxlint.linting.run.laws import LawRun
    from cxlint.linting.suppressions.baseline import Baseline
    from cxlint.linting.suppressions.waivers import Waiver, WaiverSet
    from cxlint.parsing.document import Document, Problem
    from cxlint.policy.policy import Policy
    from cxlint.policy.reader import Observe, Order, Reading, Selection
    from cxlint.values.durations import Duration

    Progress = Callable[[str], None]


MOST_PATHS = 20
"""How many of the paths passed over for one reason a report names."""


class Request(NamedTuple):
    """What to lint and how. `paths` are files and folders; shown paths are relative to `start`.

    `baseline_file` is where the baseline lies or would lie; it is no policy where `baseline` is
    what stands in it. Nor are `outputs`, the files that the report goes to. `wanted` is the
    vendor's format that the files among `paths` are said to be of. `exclude` says whether what the
    configuration leaves out is left out, `nested` whether the configurations further down count,
    and `folded` whether what follows from another finding is told with it alone. `horizon` is how
    far ahead law is looked for, and `laws` are the obligations asked for: all, where it is None.
    `accepts_waiver` says which waivers count, where not all do; no such report is kept.
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
    baseline_file: Path | None = None
    stdin: tuple[str, bytes] | None = None
    fail_on: Severity | None = None
    wanted: str = ""
    outputs: Sequence[Path] = ()
    exclude: bool = True
    nested: bool = True
    folded: bool = True
    horizon: Duration | None = None
    laws: frozenset[str] | None = frozenset()
    accepts_waiver: Callable[[Waiver], bool] | None = None


class _Judged(NamedTuple):
    """One policy judged, the baseline not yet looked at."""

    request: Request
    reading: Reading
    run: Run
    findings: list[Finding]
    judged_by: tuple[JudgedBy, ...]


def read(request: Request, progress: Progress | None = None) -> Reading:
    """Read the files of a request. UserError where a path does not exist."""
    return reader.read_selection(select(request), progress)


def select(request: Request) -> Selection:
    """Find the files of a request. UserError where a path does not exist."""
    return reader.select(order_of(request))


def order_of(request: Request) -> Order:
    """Return what of a request there is to read."""
    config = request.config
    own = (
        config.file,
        request.baseline_file if request.baseline is not None else None,
        *(file for folder in config.rule_folders for file in rule_files(folder)),
        *(file for folder in config.rule_folders for file in language_files(folder)),
        *(pack.folder / path for pack in config.packs for path, _ in pack.files),
        *request.outputs,
    )
    return reader.Order(
        paths=request.paths,
        start=request.start,
        today=request.today,
        root=config.folder,
        exclude=config.exclude if request.exclude else (),
        skip=[path for path in own if path],
        around=config.policy,
        stdin=request.stdin,
        wanted=request.wanted,
        enter=partial(_enter, request) if request.nested else None,
        edge=repository_of(config.folder) or (config.folder if config.file else None),
        own_reason=_own_reason,
    )


def _own_reason(path: str, documents: Sequence[Document]) -> str:
    """Return why a file is passed over that is cxlint's own; empty where it is none.

    That is a declaration of changes, or a baseline or configuration that is not in force.
    """
    if len(documents) != 1 or documents[0].foreign is not None:
        return ""
    if path.rpartition("/")[2] == file_names.CONFIGURATION:
        return "not-in-force" if is_configuration(documents[0]) else ""
    data = documents[0].data
    if isinstance(data, dict) and data.keys() == file_names.DECLARATION_KEYS:
        return "declaration"
    if not (isinstance(data, dict) and "findings" in data):
        return ""
    from cxlint.linting.suppressions.baseline import is_baseline

    return "not-in-force" if is_baseline(documents) else ""


def _enter(request: Request, file: Path) -> Sequence[str]:
    left_out = request.config.enter(file)
    return left_out if request.exclude else ()


def lint(request: Request, progress: Progress | None = None) -> Report:
    """Run the chosen rules over the policy and return everything there is to say."""
    return lint_each([request], progress)


def lint_each(
    requests: Sequence[Request],
    progress: Progress | None = None,
    selections: Sequence[Selection] | None = None,
    observe: Observe | None = None,
) -> Report:
    """Judge several policies, each by itself, and return everything there is to say in one report.

    What fails in one of them fails: the bar of each counts for its own findings. `selections` are
    their files, where they have been found; `observe` is told the content of each file.
    """
    with reader.collector_at_rest():
        files = [select(each) for each in requests] if selections is None else selections
        judged = [
            _judge(each, reader.read_selection(its, progress, observe), progress)
            for each, its in zip(requests, files, strict=True)
        ]
        return _report(judged)


def judge(request: Request, reading: Reading, progress: Progress | None = None) -> Report:
    """Run the chosen rules over what was read and return everything there is to say."""
    return _report([_judge(request, reading, progress)])


def _judge(request: Request, reading: Reading, progress: Progress | None) -> _Judged:
    policy = reading.policy
    run = run_rules(
        policy, rules_of(request), request.config, named=request.named, progress=progress
    )
    law = _judge_by_law(request, policy, run)
    if law is not None:
        run.hits[:] = [*law.relate(run.hits), *law.hits]
        run = run._replace(laws=frozenset(law.rules))
        rules = {**request.rules, **law.rules}
        request = request._replace(rules=rules, chosen=request.chosen | run.laws)
    findings = _waived(request, policy, run)
    if policy.speaks_of("intent.ratchet"):
        findings += _ratcheted(request, policy, run)
    told = describe_judgement(request, reading, run.levelled)
    by_law = law.judged_by if law is not None else ()
    judged_by = (*told, *describe_doubts(policy, run.doubts), *describe_dormant(policy), *by_law)
    return _Judged(request, reading, run, findings, judged_by)


def _judge_by_law(request: Request, policy: Policy, run: Run) -> LawRun | None:
    """Return what the law asks; nothing is loaded where the policy names no jurisdiction.

    What goes wrong there is a crash of the run, as that of a rule is.
    """
    if request.laws == frozenset() or not policy.speaks_of("organization.jurisdictions"):
        return None
    from cxlint.linting.run.laws import judge_by_law

    try:
        return judge_by_law(policy, request.config, request.horizon, request.laws)
    except UserError:
        raise
    except Exception as error:  # noqa: BLE001 - the other findings are told all the same
        run.notices.append(crash("law", error))
        return None


def _report(judged: Sequence[_Judged]) -> Report:
    judged = _keep_own_bars(judged)
    judged_by = [each for one in judged for each in one.judged_by]
    findings: list[Finding] = []
    for group in _by_baseline(judged):
        ours = _accepted(group)
        judged_by += describe_baseline(group[0].request, ours)
        findings += fold_consequences(ours) if group[0].request.folded else ours
    requests = [each.request for each in judged]
    if len(judged) > 1:
        judged_by.insert(0, describe_parts(requests))
    rules = {rule.id: rule for each in requests for rule in rules_of(each)}
    files = {path for each in judged for path in _paths(each.reading)}
    empty = {path for each in judged for path in _empty_files(each.reading.policy)}
    return Report(
        findings=tuple(sorted(findings, key=_order)),
        rules=tuple(rules[id_] for id_ in sorted(rules)),
        files=tuple(sorted(files)),
        notices=tuple(dict.fromkeys(notice for each in judged for notice in _notices(each))),
        fail_on=min(map(_bar_of, requests), key=RANK.__getitem__),
        timings=_timings(judged),
        judged_by=(*dict.fromkeys(judged_by), *describe_excuses(sorted(findings, key=_order))),
        skipped=_skipped([each.reading for each in judged]),
        empty_files=tuple(sorted(empty & files)),
        judged=_judged(judged),
        today=max((each.today for each in requests), default=None),
    )


def _judged(judged: Sequence[_Judged]) -> Judged:
    """Return how much was looked at in all of the policies together."""
    told = {id_ for each in judged for id_, _ in each.run.timings} - {GRAPH}
    looked = {id_ for each in judged for id_ in each.run.looked}
    divided = [divide_subjects(each.reading.policy) for each in judged]
    spoken = {subject for speaks_of, _ in divided for subject in speaks_of}
    silent = {subject for _, silent_on in divided for subject in silent_on} - spoken
    return Judged(
        rules=len(told),
        looked=len(looked),
        speaks_of=tuple(each for each in SUBJECTS if each in spoken),
        silent_on=tuple(each for each in SUBJECTS if each in silent),
    )


def _bar_of(request: Request) -> Severity:
    """Return from which severity on the findings of a policy fail."""
    return request.fail_on or request.config.fail_on


def _keep_own_bars(judged: Sequence[_Judged]) -> Sequence[_Judged]:
    """Return what was judged; where bars differ, each finding with that of its policy."""
    if len({_bar_of(each.request) for each in judged}) < 2:
        return judged
    return [
        each._replace(
            findings=[one._replace(fail_on=_bar_of(each.request)) for one in each.findings]
        )
        for each in judged
    ]


def _by_baseline(judged: Sequence[_Judged]) -> list[list[_Judged]]:
    """Return what was judged in groups that share a baseline."""
    groups: dict[int, list[_Judged]] = {}
    for each in judged:
        groups.setdefault(id(each.request.baseline), []).append(each)
    return list(groups.values())


def _paths(reading: Reading) -> set[str]:
    paths = {each.path for each in reading.policy.documents}
    return paths if reading.reported is None else paths & reading.reported


def _notices(judged: _Judged) -> Iterator[Notice]:
    yield from (Notice("reader", remark) for remark in judged.reading.remarks)
    yield from judged.run.notices


def _timings(judged: Sequence[_Judged]) -> tuple[tuple[str, float], ...]:
    total: dict[str, float] = {}
    for each in judged:
        for name, seconds in (("reading", each.reading.seconds), *each.run.timings):
            total[name] = total.get(name, 0.0) + seconds
    return tuple(total.items())


def _skipped(readings: Sequence[Reading]) -> tuple[Skipped, ...]:
    """Return what was passed over, in the order of the reasons."""
    skipped = {path: why for each in readings for path, why in each.skipped.items()}
    told = []
    for reason in file_names.SKIP_REASONS if skipped else ():
        paths = sorted(path for path, why in skipped.items() if why == reason)
        if paths:
            told.append(Skipped(reason, len(paths), tuple(paths[:MOST_PATHS])))
    return tuple(told)


def _empty_files(policy: Policy) -> set[str]:
    empty = (each.at.document for each in policy.problems if each.rule == "empty-file")
    return {document.path for document in empty if says_nothing(document.data)}


def says_nothing(data: object) -> bool:
    """Whether there is no more in a document than names of sections."""
    return data is None or (isinstance(data, dict) and not any(data.values()))


def rules_of(request: Request) -> list[Rule]:
    """Return the chosen rules, by id."""
    return [request.rules[id_] for id_ in sorted(request.chosen)]


def _accepted_waivers(request: Request, collected: WaiverSet) -> WaiverSet:
    """Return the waivers that count at all: those of a change may count for nothing."""
    if request.accepts_waiver is None:
        return collected
    from dataclasses import replace  # few runs need it

    held = tuple(filter(request.accepts_waiver, collected.waivers))
    return replace(collected, waivers=held)


def _waived(request: Request, policy: Policy, run: Run) -> list[Finding]:
    """Return all findings, the waived ones marked so; what is wrong with waivers is one, too."""
    measure = Extents(policy, run.network).measure
    findings, untold = _build_findings(request, run.hits, policy, measure)
    run.notices.extend(crash(id_, error) for id_, error in sorted(untold.items()))
    if not (request.waive and _may_waive(policy)):
        return findings
    from cxlint.linting.suppressions import apply_waivers, waivers
    from cxlint.linting.suppressions.dormant_places import DormantPlaces

    findings, met = apply_waivers.mark_waived(
        findings,
        _accepted_waivers(request, waivers.collect(policy)),
        rules=request.rules,
        today=request.today,
        locked=request.config.locked,
        ran=run.ran,
        counts=lambda id_, path: _counts(request, id_, path),
        is_dormant=DormantPlaces(policy).holds,
    )
    return findings + _of_problems(request, met, policy)


def _ratcheted(request: Request, policy: Policy, run: Run) -> list[Finding]:
    """Return what became worse for customers than the baseline says that it was."""
    from cxlint.graph.builder import build
    from cxlint.linting.suppressions.ratchets import judge_ratchets, measure_costs

    written = None if request.baseline is None else request.baseline.costs
    met = judge_ratchets(policy, lambda: measure_costs(run.network or build(policy)), written)
    return _of_problems(request, list(met), policy)


def _accepted(group: Sequence[_Judged]) -> list[Finding]:
    """Return the findings of policies that share a baseline, those that it accepts marked so.

    What is wrong with it is a finding of its own. What is not reported on is left out.
    """
    first = group[0].request
    findings = [finding for each in group for finding in each.findings]
    if first.baseline is None:
        return [
            finding for each in group for finding in _reported(each.findings, each.reading.reported)
        ]
    from cxlint.linting.suppressions import baseline as baselines

    ids = {old: now for each in group for old, now in current_ids(each.request.rules).items()}
    ran = {id_ for each in group for id_ in each.run.ran}
    locked = {id_ for each in group for id_ in each.request.config.locked}
    locked |= {id_ for id_, rule in first.rules.items() if rule.governs}
    alone = {id_ for id_, rule in first.rules.items() if rule.lockable == "waiver only"} - locked
    findings, met = baselines.mark_accepted(
        sorted(findings, key=_order),
        first.baseline,
        ran={id_ for id_, now in ids.items() if now in ran},
        rules=ids,
        complete=all(each.reading.reported is None for each in group),
        locked={id_ for id_, now in ids.items() if now in locked},
        waiver_only={id_ for id_, now in ids.items() if now in alone},
    )
    reported = None
    if all(each.reading.reported is not None for each in group):
        reported = frozenset(path for each in group for path in each.reading.reported or ())
    return _reported(findings + _of_problems(first, met, group[0].reading.policy), reported)


def _reported(findings: list[Finding], paths: frozenset[str] | None) -> list[Finding]:
    return findings if paths is None else [each for each in findings if _touches(each, paths)]


def _may_waive(policy: Policy) -> bool:
    texts = {id(each.lines): each.text for each in policy.documents}  # documents of a file share it
    return policy.has("waiver") or any("cxlint" in text.lower() for text in texts.values())


def _counts(request: Request, id_: str, path: str) -> bool:
    return request.config.setting(request.rules[id_], path).severity is not None


def _of_problems(request: Request, problems: Sequence[Problem], policy: Policy) -> list[Finding]:
    hits = []
    for problem in problems:
        rule = request.rules[problem.rule]
        setting = request.config.setting(rule, problem.at.document.path)
        if rule.id in request.chosen and setting.severity is not None:
            hits.append((with_severity(rule, setting.severity), hit_of(problem)))
    return _build_findings(request, hits, policy).findings


def explain_problems(
    request: Request, problems: Sequence[Problem], policy: Policy
) -> list[tuple[int, str]]:
    """Return the line and the message of each problem, whichever rules are chosen."""
    told = []
    for problem in problems:
        hit = request.rules[problem.rule], hit_of(problem)
        found = _build_findings(request, [hit], policy).findings
        told += [(each.span.line, each.message) for each in found]
    return told


def _build_findings(
    request: Request,
    hits: Sequence[tuple[Rule, Hit]],
    policy: Policy,
    measure: Callable[[Hit], Extent] | None = None,
) -> FindingSet:
    config = request.config
    return build_findings(hits, policy, config.thresholds, config.path_in_policy, measure)


def _touches(finding: Finding, paths: frozenset[str]) -> bool:
    spots = (*finding.witness, *finding.related)
    return finding.path in paths or any(spot.path in paths for spot in spots)


def _order(finding: Finding) -> tuple[object, ...]:
    return (finding.path, finding.span, finding.rule.id, finding.entity, finding.fingerprint)
