"""From what the user typed to a request that the engine can answer."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from cxlint.cli import screen
from cxlint.errors import UserError
from cxlint.policy.repository import as_seen, from_here, path_from, shared_root

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping, Sequence

    from cxlint.linting.config.config import Config
    from cxlint.linting.model.finding import Report, Severity, Skipped
    from cxlint.linting.model.rule import Rule
    from cxlint.linting.run.engine import Request
    from cxlint.linting.suppressions.baseline import Baseline


def request(
    paths: Sequence[Path],
    *,
    today: datetime.date,
    config_file: Path | None = None,
    stdin_filename: str | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    waive: bool = True,
    baseline_file: Path | None = None,
    accept: bool = True,
    fail_on: Severity | None = None,
    wanted: str = "",
    cached: bool = True,
) -> Request:
    """Return what the engine is to do, with the configuration that holds for the first path.

    `baseline_file` wins over the configured one; where none is named, cxlint-baseline.yaml beside
    the configuration is meant. It is not read as policy, and excuses something only where it is
    named and `accept` is true. Without paths, what the configuration calls the policy is meant,
    whatever the current folder, or else the folder of the configuration. Paths are shown from the
    repository's root. UserError for whatever the user got wrong.
    """
    from cxlint.linting.config.config import choose_rules
    from cxlint.linting.run.engine import Request
    from cxlint.policy.file_names import BASELINE

    on_disk, text = sources(paths, stdin_filename)
    targets = (*on_disk, *([Path(stdin_filename)] if stdin_filename else [])) or (Path(),)
    start = shared_root(targets)
    config, rules = find_settings(targets[0], config_file, start, judged=on_disk, cached=cached)
    home = _home(config, targets)
    if not paths and text is None:
        on_disk = tuple(map(from_here, config.policy)) or (home,)
    categories = {word for rule in rules.values() for word in (rule.category, rule.pack)}
    by_name = [word for word in select if word not in categories]
    named_baseline = baseline_file or config.baseline
    return Request(
        paths=on_disk,
        start=start,
        config=config,
        rules=rules,
        chosen=frozenset(choose_rules(rules, select, ignore)),
        named=frozenset(choose_rules(rules, by_name, ())) if by_name else frozenset(),
        today=today,
        waive=waive,
        baseline=_read_baseline(named_baseline) if accept else None,
        baseline_file=named_baseline or home / BASELINE,
        stdin=None if text is None else (_stdin_name(stdin_filename, start), text),
        fail_on=fail_on,
        wanted=wanted,
    )


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


def lint(asked: Request, *, allow_empty: bool, quiet: bool = False) -> Report:
    """Return the report on a request. UserError where there is nothing to lint."""
    from cxlint.linting.run import engine

    with screen.progress(quiet=quiet) as progress:
        report = engine.lint(asked, progress)
    if not report.files and not allow_empty:
        told = [notice.message for notice in report.notices if notice.kind == "reader"]
        raise UserError("; ".join([no_policy_text(asked, report.skipped), *told]))
    return report


def _read_baseline(file: Path | None) -> Baseline | None:
    if file is None:
        return None
    from cxlint.linting.suppressions import baseline

    return baseline.read(file)


def remarks(asked: Request) -> list[str]:
    """Return what is worth knowing of the run although nothing is wrong with it."""
    file = asked.baseline_file
    is_unused = asked.baseline is None and file is not None and file.exists()
    unused = [from_here(file).as_posix()] if file is not None and is_unused else []
    off = [id_ for id_ in sorted(asked.named) if asked.config.is_off(asked.rules[id_])]
    return [
        *asked.config.notes,
        *(f"{name} is not used (--baseline {name} uses it)" for name in unused),
        *(f"the rule {id_} is off (cxlint config --rule {id_} says why)" for id_ in off),
    ]


def afterthoughts(asked: Request, report: Report) -> list[str]:
    """Return what the files that were read show of the command and the configuration.

    Settings for files that are not there; or ids that are unknown only because single files of a
    larger policy were read.
    """
    if any(path.is_dir() for path in asked.paths):
        idle = asked.config.idle_patterns(report.files)
        return [f"the settings for {files} meet no file that was read" for files in idle]
    found = {finding.rule.id for finding in report.open_findings}
    if asked.config.policy or "undefined-reference" not in found:
        return []
    advice = "`policy: .` in a cxlint.yaml beside the policy has all of it read"
    return [f"ids that other files define are not known here; {advice}"]


def no_policy_text(asked: Request, skipped: Sequence[Skipped] = ()) -> str:
    """Return what to tell someone whose paths hold no policy file at all."""
    from cxlint.parsing.file_endings import list_read
    from cxlint.reporting.writing.statistics import skipped_text

    told = f" (passed over: {skipped_text(skipped)})" if skipped else ""
    return f"no policy file in {_places(asked)}{told}; {list_read()}; --allow-empty accepts that"


def nothing_said_text(asked: Request) -> str:
    """Return what to tell someone whose files are all empty."""
    return (
        f"nothing is said in {_places(asked)}, so nothing was checked; --allow-empty accepts that"
    )


def _places(asked: Request) -> str:
    stdin = ["standard input"] if asked.stdin else []
    return ", ".join([*(as_seen(path) for path in asked.paths), *stdin])


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
    from cxlint.linting.config import config
    from cxlint.linting.rules import loader

    raw = config.read(config_file or config.find(target))
    around = (target, raw.folder, *judged)
    rules = loader.load(raw.rule_folders, raw.packs, judged=around, cached=cached)
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
