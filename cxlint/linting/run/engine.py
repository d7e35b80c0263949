"""One run: files to policy, policy to hits, hits to findings, findings to a report."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cxlint.linting.model.finding import Notice, Report, Skipped, hit_of
from cxlint.linting.run.findings import build_findings, with_severity
from cxlint.linting.run.rule_runs import Run, crash, run_rules
from cxlint.policy import file_names, reader

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from cxlint.linting.config.config import Config
    from cxlint.linting.model.finding import Finding, Severity
    from cxlint.linting.model.rule import Rule
    from cxlint.linting.suppressions.baseline import Baseline
    from cxlint.parsing.document import Problem
    from cxlint.policy.policy import Policy
    from cxlint.policy.reader import Reading

    Progress = Callable[[str], None]


MOST_PATHS = 20
"""How many of the paths passed over for one reason a report names."""


class Request(NamedTuple):
    """What to lint and how. `paths` are files and folders; shown paths are relative to `start`.

    `baseline_file` is where the baseline lies or would lie, and `outputs` are the files that the
    report goes to; these hold no policy. `wanted` is the vendor's format that the files among
    `paths` are said to be of.
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


def read(request: Request, progress: Progress | None = None) -> Reading:
    """Read the files of a request. UserError where a path does not exist."""
    config = request.config
    own = (
        config.file,
        config.baseline,
        request.baseline_file,
        *config.rule_folders,
        *(each.folder for each in config.packs),
        *request.outputs,
    )
    order = reader.Order(
        paths=request.paths,
        start=request.start,
        today=request.today,
        root=config.folder,
        exclude=config.exclude,
        skip=[path for path in own if path],
        around=config.policy,
        stdin=request.stdin,
        wanted=request.wanted,
    )
    return reader.read(order, progress)


def lint(request: Request, progress: Progress | None = None) -> Report:
    """Run the chosen rules over the policy and return everything there is to say."""
    with reader.collector_at_rest():
        return judge(request, read(request, progress), progress)


def judge(request: Request, reading: Reading, progress: Progress | None = None) -> Report:
    """Run the chosen rules over what was read and return everything there is to say."""
    policy, reported = reading.policy, reading.reported
    run = run_rules(
        policy, rules_of(request), request.config, named=request.named, progress=progress
    )
    findings = _excused(request, policy, run, complete=reported is None)
    if reported is not None:
        findings = [finding for finding in findings if _touches(finding, reported)]
    paths = {each.path for each in policy.documents}
    files = paths if reported is None else paths & reported
    remarks = (Notice("reader", remark) for remark in reading.remarks)
    return Report(
        findings=tuple(sorted(findings, key=_order)),
        rules=tuple(rules_of(request)),
        files=tuple(sorted(files)),
        notices=(*remarks, *run.notices),
        fail_on=request.fail_on or request.config.fail_on,
        timings=(("reading", reading.seconds), *run.timings),
        skipped=_skipped(reading),
        empty_files=tuple(sorted(_empty_files(policy) & files)),
    )


def _skipped(reading: Reading) -> tuple[Skipped, ...]:
    """Return what was passed over, in the order of the reasons."""
    told = []
    for reason in file_names.SKIP_REASONS if reading.skipped else ():
        paths = sorted(path for path, why in reading.skipped.items() if why == reason)
        if paths:
            told.append(Skipped(reason, len(paths), tuple(paths[:MOST_PATHS])))
    return tuple(told)


def _empty_files(policy: Policy) -> set[str]:
    problems = policy.problems
    return {each.at.document.path for each in problems if each.rule == "empty-file"}


def rules_of(request: Request) -> list[Rule]:
    """Return the chosen rules, by id."""
    return [request.rules[id_] for id_ in sorted(request.chosen)]


def _excused(request: Request, policy: Policy, run: Run, *, complete: bool) -> list[Finding]:
    """Return all findings, the waived and the accepted ones marked so.

    What is wrong with waivers and baseline is a finding of its own.
    """
    findings, untold = build_findings(run.hits, policy, request.config.thresholds)
    run.notices.extend(crash(id_, error) for id_, error in sorted(untold.items()))
    problems: list[Problem] = []
    if request.waive and _may_waive(policy):
        from cxlint.linting.suppressions import apply_waivers, waivers

        findings, met = apply_waivers.mark_waived(
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

        findings, met = baselines.mark_accepted(
            findings, request.baseline, ran=run.ran, rules=request.rules, complete=complete
        )
        problems += met
    return findings + _of_problems(request, problems, policy)


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
    return build_findings(hits, policy).findings


def _touches(finding: Finding, paths: frozenset[str]) -> bool:
    spots = (*finding.witness, *finding.related)
    return finding.path in paths or any(spot.path in paths for spot in spots)


def _order(finding: Finding) -> tuple[object, ...]:
    return (finding.path, finding.span, finding.rule.id, finding.entity, finding.fingerprint)
