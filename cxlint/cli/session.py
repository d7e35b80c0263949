"""From what the user typed to a request that the engine can answer."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from cxlint.cli import screen
from cxlint.errors import UserError, as_seen

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping, Sequence

    from cxlint.linting.config.config import Config
    from cxlint.linting.model.finding import Report, Severity
    from cxlint.linting.model.rule import Rule
    from cxlint.linting.run.engine import Request
    from cxlint.linting.suppressions.baseline import Baseline

Stdin = tuple[str, bytes]
"""The name under which standard input is linted, and what it holds."""


def request(
    paths: Sequence[Path], *, today: datetime.date, config_file: Path | None = None
) -> Request:
    """Return what to read, with the configuration that holds for the first path."""
    on_disk, stdin = sources(paths, None)
    part = Part(on_disk, _configuration(target(on_disk, stdin), config_file), stdin, bool(paths))
    return _request(part, today=today, accept=False, nested=config_file is None)


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
    are the files that lie in none. `choices` are those of `_request`. `baseline_file` wins over the
    configured one. UserError for whatever the user got wrong.
    """
    on_disk, stdin = sources(paths, stdin_filename)
    parts = split_policies(on_disk, stdin, config_file, named=bool(paths))
    shared = _read_baseline(baseline_file) if accept else None
    return [
        _request(
            part,
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
    """The paths of one policy, and its configuration; `named` where the user named them."""

    paths: tuple[Path, ...]
    config: Path | None
    stdin: Stdin | None = None
    named: bool = True


def split_policies(
    paths: Sequence[Path], stdin: Stdin | None, config_file: Path | None, *, named: bool = True
) -> list[Part]:
    """Return the paths by the policy they are of, in the same order however they are given."""
    if config_file is not None or len(paths) + (stdin is not None) < 2:
        found = _configuration(target(paths, stdin), config_file)
        return [Part(tuple(paths), found, stdin, named)]
    roots = [path.absolute() for path in paths if path.is_dir()]
    groups: dict[tuple[str, str], list[Path]] = {}
    configs: dict[str, Path | None] = {}
    for path in (*paths, *([Path(stdin[0])] if stdin else ())):
        config = _configuration(path, None)
        around = [root for root in roots if path.absolute().is_relative_to(root)]
        home = "" if config or not around else str(min(around, key=lambda root: len(root.parts)))
        configs[str(config or "")] = config
        groups.setdefault((str(config or ""), home), []).append(path)
    return [
        Part(
            tuple(path for path in group if path in paths),
            configs[config],
            stdin if stdin and Path(stdin[0]) in group else None,
        )
        for (config, _), group in sorted(groups.items())
    ]


def _configuration(path: Path, config_file: Path | None) -> Path | None:
    from cxlint.linting.config import config

    return config_file or config.find(path)


def _request(
    part: Part,
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
    exclude: bool = True,
    nested: bool = True,
) -> Request:
    """Return what the engine is to do for one policy.

    `config.baseline` of the request is the file that is meant, cxlint-baseline.yaml where none is
    named; it is not read as policy. It excuses something only where it is named and `accept` is
    true; `shared` is what stands in `baseline_file`. Without paths, what the configuration calls
    the policy is meant, as far as it lies in the current folder, else that folder.
    """
    from cxlint.linting.config.config import choose_rules
    from cxlint.linting.run.engine import Request
    from cxlint.policy.file_names import BASELINE

    config, rules = settings(part.config)
    on_disk = part.paths
    if not part.named and part.stdin is None:
        on_disk = _policy_here(config) or on_disk
    categories = {word for rule in rules.values() for word in (rule.category, rule.pack)}
    by_name = [word for word in select if word not in categories]
    configured = config.baseline
    config.baseline = baseline_file or configured or Path(BASELINE)
    return Request(
        paths=on_disk,
        start=Path.cwd(),
        config=config,
        rules=rules,
        chosen=frozenset(choose_rules(rules, select, ignore)),
        named=frozenset(choose_rules(rules, by_name, ())) if by_name else frozenset(),
        today=today,
        waive=waive,
        baseline=shared or (_read_baseline(configured) if accept else None),
        stdin=part.stdin,
        fail_on=fail_on,
        wanted=wanted,
        exclude=exclude,
        nested=nested,
    )


def _policy_here(config: Config) -> tuple[Path, ...]:
    """Return the parts of the configured policy in the current folder, as seen from there."""
    from cxlint.policy.reader import seen_from

    here = Path.cwd()
    seen = (seen_from(here, path) for path in config.policy)
    return tuple(path for path in seen if not path.is_absolute() and ".." not in path.parts)


def lint(asked: Sequence[Request], *, allow_empty: bool, quiet: bool = False) -> Report:
    """Return the report on the requests. UserError where there is nothing to lint.

    Files that are named and left out by the configuration are no mistake: hooks and editors name
    what they meet.
    """
    from cxlint.linting.run import engine

    with screen.progress(quiet=quiet) as progress:
        report = engine.lint_each(asked, progress)
    if not report.files and not allow_empty and not _all_left_out(asked, report):
        told = [notice.message for notice in report.notices if notice.kind == "reader"]
        told += [each.sentence for each in report.judged_by if each.kind == "excluded"]
        raise UserError("; ".join([no_policy_text(asked), *told]))
    return report


def _all_left_out(asked: Sequence[Request], report: Report) -> bool:
    left_out = any(each.kind == "excluded" for each in report.judged_by)
    return left_out and not any(path.is_dir() for each in asked for path in each.paths)


def _read_baseline(file: Path | None) -> Baseline | None:
    if file is None:
        return None
    from cxlint.linting.suppressions import baseline

    return baseline.read(file)


def remarks(asked: Sequence[Request]) -> list[str]:
    """Return what is worth knowing of the run although nothing is wrong with it."""
    return list(dict.fromkeys(remark for each in asked for remark in _remarks(each)))


def _remarks(asked: Request) -> list[str]:
    file = asked.config.baseline
    unused = [file.as_posix()] if asked.baseline is None and file and file.exists() else []
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


def no_policy_text(asked: Sequence[Request]) -> str:
    """Return what to tell someone whose paths hold no policy file at all."""
    places = ", ".join(as_seen(path) for each in asked for path in each.paths)
    return f"no policy file (*.yaml, *.yml) in {places}; --allow-empty accepts that"


def find_settings(target: Path, config_file: Path | None) -> tuple[Config, Mapping[str, Rule]]:
    """Return the configuration that holds for `target`, and the rules it may speak of.

    `config_file` wins over the cxlint.yaml that is found upwards from `target`.
    """
    return settings(_configuration(target, config_file))


def settings(file: Path | None) -> tuple[Config, Mapping[str, Rule]]:
    """Return the configuration of a file, and the rules it may speak of."""
    from cxlint.linting.config import config
    from cxlint.linting.rules import loader

    raw = config.read(file)
    rules = loader.load(raw.rule_folders, raw.packs)
    return config.build_config(raw, rules, Path.cwd()), rules


def sources(paths: Sequence[Path], name: str | None) -> tuple[tuple[Path, ...], Stdin | None]:
    """Return the paths to read and, where `-` or `name` asks for it, standard input as a file."""
    on_disk = tuple(path for path in paths if str(path) != "-")
    if name is None and len(on_disk) == len(paths):
        return on_disk or (Path(),), None
    from cxlint.policy.file_names import STDIN

    text = sys.stdin.buffer.read() if sys.stdin is not None else b""
    return on_disk, (as_seen(Path(name)) if name else STDIN, text)


def target(paths: Sequence[Path], stdin: Stdin | None) -> Path:
    """Return the path from which the configuration is looked for upwards."""
    if paths:
        return paths[0]
    return Path(stdin[0]) if stdin else Path()


def prefix() -> str:
    """Return the current folder as the root of the git repository sees it; empty outside one."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / ".git").exists():
            inside = here.relative_to(folder).as_posix()
            return "" if inside == "." else inside
    return ""
