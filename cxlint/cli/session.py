"""From what the user typed to a request that the engine can answer."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cxlint.cli import screen
from cxlint.errors import UserError
from cxlint.policy.repository import as_seen, from_here, path_from, shared_root
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Mapping, Sequence

    from cxlint.linting.config.config import Config
    from cxlint.linting.model.finding import PolicyCoverage, Report, Severity, Skipped
    from cxlint.linting.model.rule import Rule
    from cxlint.linting.run.engine import Request
    from cxlint.linting.suppressions.baseline import Baseline
    from cxlint.policy.policy import Policy
    from cxlint.policy.reader import Reading
    from cxlint.values.durations import Duration

    Progress = Callable[[str], None]


def request(
    paths: Sequence[Path],
    *,
    today: datetime.date,
    config_file: Path | None = None,
    cached: bool = True,
) -> Request:
    """Return what to read of the one policy that the paths are of, as a check would.

    UserError where they are of several.
    """
    asked = requests(paths, today=today, config_file=config_file, accept=False, cached=cached)
    if len(asked) > 1:
        names = "; ".join(", ".join(map(as_seen, each.paths)) for each in asked)
        advice = "name one at a time, or put a cxlint.yaml above them"
        raise UserError(f"these are {len(asked)} policies, each by itself ({names}): {advice}")
    return asked[0]


def requests(
    paths: Sequence[Path],
    *,
    today: datetime.date,
    config_file: Path | None = None,
    stdin_filename: str | None = None,
    baseline_file: Path | None = None,
    accept: bool = True,
    **choices: Any,
) -> list[Request]:
    """Return what the engine is to do: one request for each policy that the paths are of.

    Paths of one configuration are one policy; without any, each folder is one of its own, and so
    are the files that lie in none. `choices` are those of `build_request`. `baseline_file` wins
    over the configured one. UserError for whatever the user got wrong.
    """
    on_disk, text = sources(paths, stdin_filename)
    parts = split_policies(on_disk, text, stdin_filename, config_file, named=bool(paths))
    start = shared_root(target for part in parts for target in part.targets)
    shared = _read_baseline(baseline_file, start) if accept else None
    return [
        build_request(
            part,
            start,
            today=today,
            nested=config_file is None,
            baseline_file=baseline_file,
            shared=shared,
            accept=accept,
            **choices,
        )
        for part in parts
    ]


class Part(NamedTuple):
    """The paths of one policy, and its configuration; `named` where the user named them.

    `stdin` is what standard input holds, and `stdin_name` the file it stands for, if any.
    """

    paths: tuple[Path, ...]
    config: Path | None
    stdin: bytes | None = None
    stdin_name: str | None = None
    named: bool = True

    @property
    def targets(self) -> tuple[Path, ...]:
        """The files and folders that are judged, as the user named them; at least one."""
        return (*self.paths, *([Path(self.stdin_name)] if self.stdin_name else [])) or (Path(),)


def split_policies(
    paths: Sequence[Path],
    stdin: bytes | None,
    stdin_name: str | None,
    config_file: Path | None,
    *,
    named: bool = True,
) -> list[Part]:
    """Return the paths by the policy they are of, in the same order however they are given."""
    whole = Part(tuple(paths), None, stdin, stdin_name, named)
    if config_file is not None or len(whole.targets) < 2:
        return [whole._replace(config=_configuration(whole.targets[0], config_file))]
    roots = [path.absolute() for path in paths if path.is_dir()]
    groups: dict[tuple[str, str], list[Path]] = {}
    for path in whole.targets:
        config = _configuration(path, None)
        around = [root for root in roots if path.absolute().is_relative_to(root)]
        home = "" if config or not around else str(min(around, key=lambda root: len(root.parts)))
        groups.setdefault((str(config or ""), home), []).append(path)
    if len(groups) == 1:
        return [whole._replace(config=_configuration(whole.targets[0], None))]
    return [
        _part(group, Path(file) if file else None, paths, stdin, stdin_name)
        for (file, _), group in sorted(groups.items())
    ]


def _part(
    group: Sequence[Path],
    config: Path | None,
    paths: Sequence[Path],
    stdin: bytes | None,
    stdin_name: str | None,
) -> Part:
    """Return a part of the paths; standard input is of it where its name is."""
    ours = tuple(path for path in group if path in paths)
    if stdin_name is None or Path(stdin_name) not in group:
        return Part(ours, config)
    return Part(ours, config, stdin, stdin_name)


def _configuration(path: Path, config_file: Path | None) -> Path | None:
    from cxlint.linting.config import config_files

    return config_file or config_files.find(path)


def build_request(
    part: Part,
    start: Path,
    *,
    today: datetime.date,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    waive: bool = True,
    baseline_file: Path | None = None,
    shared: Baseline | None = None,
    accept: bool = True,
    fail_on: Severity | None = None,
    wanted: str = "",
    cached: bool = True,
    exclude: bool = True,
    nested: bool = True,
    horizon: Duration | None = None,
) -> Request:
    """Return what the engine is to do for one policy; paths are shown from `start`.

    `baseline_file`, of which `shared` is what stands in it, wins over the configured one; where
    none is named, cxlint-baseline.yaml beside the configuration is meant. It is not read as policy,
    and excuses something only where it is named and `accept` is true. Where no paths are named,
    what the configuration calls the policy is meant, or else the folder of the configuration.
    """
    from cxlint.linting.config.config import choose_rules
    from cxlint.linting.run.engine import Request
    from cxlint.policy.file_names import BASELINE

    targets, on_disk = part.targets, part.paths
    config, rules = settings(part.config, start, judged=targets, cached=cached)
    home = _home(config, targets)
    if not part.named and part.stdin is None:
        on_disk = tuple(map(from_here, config.policy)) or (home,)
    asked = select
    laws, select, ignore = split_laws(select, ignore)
    categories = {word for rule in rules.values() for word in (rule.category, rule.pack)}
    by_name = [word for word in select if word not in categories]
    configured = config.baseline if accept and baseline_file is None else None
    return Request(
        paths=on_disk,
        start=start,
        config=config,
        rules=rules,
        chosen=_chosen(rules, select, ignore, only_laws=bool(laws) and bool(asked) and not select),
        named=frozenset(choose_rules(rules, by_name, ())) if by_name else frozenset(),
        today=today,
        waive=waive,
        baseline=shared or _read_baseline(configured, start),
        baseline_file=baseline_file or config.baseline or home / BASELINE,
        stdin=None if part.stdin is None else (_stdin_name(part.stdin_name, start), part.stdin),
        fail_on=fail_on,
        wanted=wanted,
        exclude=exclude,
        nested=nested,
        horizon=horizon,
        laws=laws,
    )


def split_laws(
    select: Sequence[str], ignore: Sequence[str]
) -> tuple[frozenset[str] | None, Sequence[str], Sequence[str]]:
    """Return which obligations are chosen, and what is chosen and left out beside them.

    None stands for all. UserError for an obligation that there is not.
    """
    wanted, rules = [each for each in select if _is_law(each)], [*filter(_is_no_law, select)]
    unwanted, others = [each for each in ignore if _is_law(each)], [*filter(_is_no_law, ignore)]
    if select and not wanted:
        return frozenset(), rules, others
    if not (wanted or unwanted):
        return None, rules, others
    from cxlint.linting.rules.law_rules import choose_laws

    return choose_laws(wanted, unwanted), rules, others


def _is_law(word: str) -> bool:
    return word.partition("/")[0] == "law"


def _is_no_law(word: str) -> bool:
    return not _is_law(word)


def _chosen(
    rules: Mapping[str, Rule], select: Sequence[str], ignore: Sequence[str], *, only_laws: bool
) -> frozenset[str]:
    """Return the rules that are chosen; none where obligations alone are asked for."""
    from cxlint.linting.config.config import choose_rules

    own = {id_: rule for id_, rule in rules.items() if not _is_law(id_)}
    return frozenset() if only_laws else frozenset(choose_rules(own, select, ignore))


def _home(config: Config, targets: Sequence[Path]) -> Path:
    """Return the folder of the configuration, or the current one where it governs from elsewhere.

    As an organization's configuration does that is named by `--config`.
    """
    folder = config.folder.resolve()
    held = all(path.resolve().is_relative_to(folder) for path in targets)
    return from_here(config.folder) if held else Path()


def _stdin_name(name: str | None, start: Path) -> str:
    """Return the name under which standard input is linted: that of the file it stands for."""
    from cxlint.policy.file_names import STDIN

    return path_from(start, Path(name)) if name else STDIN


def lint(
    asked: Sequence[Request], *, allow_empty: bool, quiet: bool = False, cached: bool = False
) -> Report:
    """Return the report on the requests. UserError where there is nothing to lint.

    Files that are named and left out by the configuration are no mistake: hooks and editors name
    what they meet. Where it may be `cached`, it is that of an equal run before, without timings.
    """
    from cxlint.linting.run import engine, report_cache

    with screen.progress(quiet=quiet) as progress:
        lint_each = report_cache.lint_each if cached else engine.lint_each
        report = lint_each(asked, progress)
    if not report.files and not allow_empty and not is_all_left_out(asked, report):
        told = [notice.message for notice in report.notices if notice.kind == "reader"]
        told += [each.sentence for each in report.judged_by if each.kind == "excluded"]
        raise UserError("; ".join([no_policy_text(asked, report.skipped), *told]))
    return report


def measure_coverage(asked: Sequence[Request], *, quiet: bool = False) -> PolicyCoverage:
    """Return which lines of the policies are judged: each value is changed, and it is tried."""
    from cxlint.linting.trials import coverage

    with screen.progress(quiet=quiet) as progress:
        return coverage.measure(asked, progress)


def is_all_left_out(asked: Sequence[Request], report: Report) -> bool:
    """Whether nothing was read since the files that were named are left out."""
    left_out = any(each.reason == "excluded" for each in report.skipped)
    folders = any(path.is_dir() for each in asked for path in each.paths)
    return left_out and not report.files and not folders


def _read_baseline(file: Path | None, start: Path) -> Baseline | None:
    if file is None:
        return None
    from cxlint.linting.suppressions import baseline

    return baseline.read(file, start)


def remarks(asked: Sequence[Request]) -> list[str]:
    """Return what is worth knowing of the run although nothing is wrong with it."""
    return list(dict.fromkeys(remark for each in asked for remark in _remarks(each)))


def _remarks(asked: Request) -> list[str]:
    file = asked.baseline_file
    is_unused = asked.baseline is None and file is not None and file.exists()
    unused = [from_here(file).as_posix()] if file is not None and is_unused else []
    off = [id_ for id_ in sorted(asked.named) if asked.config.is_off(asked.rules[id_])]
    return [
        *asked.config.notes,
        *(f"{name} is not used (--baseline {name} uses it)" for name in unused),
        *(f"the rule {id_} is off (cxlint config --rule {id_} says why)" for id_ in off),
    ]


def afterthoughts(asked: Sequence[Request], report: Report) -> list[str]:
    """Return what the files that were read show of the command and the configuration.

    Settings for files that are not there; or ids that are unknown only because single files of a
    larger policy were read.
    """
    if any(path.is_dir() for each in asked for path in each.paths):
        idle = [files for each in asked for files in each.config.idle_patterns(report.files)]
        return [f"the settings for {files} meet no file that was read" for files in idle]
    found = {finding.rule.id for finding in report.open_findings}
    if any(each.config.policy for each in asked) or "undefined-reference" not in found:
        return []
    advice = "`policy: .` in a cxlint.yaml beside the policy has all of it read"
    return [f"ids that other files define are not known here; {advice}"]


def read_some(request: Request, progress: Progress | None, *, allow_empty: bool) -> Reading:
    """Read the files of a request.

    UserError where there are none, or nothing is said in them, unless that is accepted.
    """
    from cxlint.linting.run import engine

    reading = engine.read(request, progress)
    if not reading.policy.documents and not allow_empty:
        raise UserError(no_policy_text([request]))
    if not allow_empty and _is_blank(reading.policy):
        raise UserError(nothing_said_text([request]))
    return reading


def _is_blank(policy: Policy) -> bool:
    """Whether there is nothing in any of the files, not even something not understood."""
    from cxlint.linting.run.engine import says_nothing

    return not policy.unread and all(says_nothing(each.data) for each in policy.documents)


def no_policy_text(asked: Sequence[Request], skipped: Sequence[Skipped] = ()) -> str:
    """Return what to tell someone whose paths hold no policy file at all."""
    from cxlint.parsing.file_endings import list_read
    from cxlint.reporting.writing.statistics import skipped_text

    told = f" (passed over: {skipped_text(skipped)})" if skipped else ""
    return f"no policy file in {_places(asked)}{told}; {list_read()}; --allow-empty accepts that"


def nothing_said_text(asked: Sequence[Request]) -> str:
    """Return what to tell someone whose files are all empty."""
    return (
        f"nothing is said in {_places(asked)}, so nothing was checked; --allow-empty accepts that"
    )


def _places(asked: Sequence[Request]) -> str:
    stdin = ["standard input"] if any(each.stdin for each in asked) else []
    return ", ".join([*(as_seen(path) for each in asked for path in each.paths), *stdin])


def find_settings(
    target: Path,
    config_file: Path | None,
    start: Path,
    *,
    judged: Sequence[Path] = (),
    cached: bool = True,
) -> tuple[Config, Mapping[str, Rule]]:
    """Return the configuration that holds for `target`, and the rules it may speak of.

    `config_file` wins over the cxlint.yaml that is found upwards from `target`. Shown paths count
    from `start`. Compiled rules are not taken from where any of it lies, or what is `judged`; nor
    at all unless `cached`.
    """
    found = _configuration(target, config_file)
    return settings(found, start, judged=(target, *judged), cached=cached)


def settings(
    file: Path | None, start: Path, *, judged: Sequence[Path], cached: bool = True
) -> tuple[Config, Mapping[str, Rule]]:
    """Return the configuration of a file, and the rules it may speak of."""
    from cxlint.linting.config import config, config_files
    from cxlint.linting.rules import loader

    raw = config_files.read(file, start)
    around = (raw.folder, *judged)
    rules = loader.load(raw.rule_folders, raw.packs, judged=around, cached=cached)
    if "law" in raw.document.text:
        from cxlint.linting.rules.law_rules import all_rules

        rules |= all_rules()
    return config.build_config(raw, rules, start), rules


def sources(paths: Sequence[Path], name: str | None) -> tuple[tuple[Path, ...], bytes | None]:
    """Return the paths to read and, where `-` or `name` asks for it, what standard input holds."""
    on_disk = tuple(path for path in paths if str(path) != "-")
    if name is None and len(on_disk) == len(paths):
        return on_disk or (Path(),), None
    return on_disk, _read_stdin()


def _read_stdin() -> bytes:
    """Return what standard input holds, no more of it than shows that it is too large."""
    from cxlint.parsing.document import MAX_FILE

    if sys.stdin is None:
        return b""
    try:
        return sys.stdin.buffer.read(MAX_FILE + 1)
    except OSError as problem:
        raise UserError(f"standard input cannot be read: {problem.strerror}") from None


def report_unread(policy: Policy) -> int:
    """Say what was not understood, and return 2 where a file could not be read at all."""
    from cxlint.policy.file_problems import UNREADABLE

    grave = (each for each in policy.problems if each.severity != "info")
    unread = sorted({each.at.document.path for each in grave if each.rule == UNREADABLE})
    if unread:
        return screen.complain(
            f"could not read {', '.join(unread)}, so this may be wrong; cxlint check says why"
        )
    for told in sorted(policy.left_off):
        screen.say(f"cxlint: {told}")
    if policy.problems:
        screen.say("cxlint: parts of the policy were not understood; cxlint check says which")
    return 0
