"""`cxlint test`: rules by their examples, a policy by its scenarios and by changes to it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cxlint.cli import options, screen, session
from cxlint.errors import UserError
from cxlint.policy.repository import repository_root
from cxlint.reporting.writing import test_results as told

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping, Sequence

    from cxlint.linting.model.rule import Rule

HELP = """Run the examples of rules: every marked line of a bad one is to be found,
and nothing else. RULES are folders or files of rules, ids, categories or packs;
without any, the rules of the folders and packs that the configuration names.

With --scenarios, put the scenarios of a policy to it: RULES are then the paths
of the policy.

\b
With --mutate, change a policy for the worse in one place at a time, in every
section (drop staffing, add an approval, shorten a window, cut a handoff), and
list the changes that no rule notices, and which of them a scenario does.

\b
Examples:
  cxlint test cx-rules/
  cxlint test --scenarios policies/
  cxlint test --mutate policies/
"""

NO_SCENARIOS = "there are no scenarios: state some under `scenarios:` (cxlint explain scenarios)"
NOTHING = "no rules to test: name a folder, or `rule_folders` in cxlint.yaml (cxlint new-rule)"


@click.command("test", help=HELP, short_help="Run the examples of rules.")
@click.argument("words", metavar="[RULES]...", nargs=-1)
@click.option("--scenarios", is_flag=True, help="Put the scenarios of a policy to it.")
@click.option(
    "--format",
    "-f",
    "form",
    type=options.WordChoice(["text", "json"]),
    help="How to write what came of scenarios.  [default: text]",
)
@click.option(
    "--mutate",
    "policy",
    type=click.Path(path_type=Path),
    metavar="POLICY",
    help="Change this policy for the worse, and list what no rule notices.",
)
@click.option(
    "--at-most",
    type=click.IntRange(min=1),
    default=20,
    show_default=True,
    help="How many changes of each kind to try.",
)
@options.AS_OF
@options.CONFIG
@options.NO_CACHE
def command(
    *,
    words: tuple[str, ...],
    scenarios: bool,
    form: str | None,
    policy: Path | None,
    at_most: int,
    today: datetime.date,
    config_file: Path | None,
    no_cache: bool,
) -> int:
    """Test rules or a policy; 1 where a rule's example or a scenario fails."""
    if scenarios and policy is not None:
        raise click.UsageError("--scenarios and --mutate are two tests: ask for one at a time")
    if form is not None and not scenarios:
        raise click.UsageError("--format goes with --scenarios")
    if scenarios:
        paths = tuple(map(Path, words))
        return _test_scenarios(paths, form or "text", today, config_file, cached=not no_cache)
    if policy is not None:
        if words:
            raise click.UsageError("--mutate tries all rules that are on; name no rules beside it")
        return _test_policy(policy, at_most, today, config_file, cached=not no_cache)
    tested, rules = _rules(words, config_file, cached=not no_cache)
    return _test_rules(tested, rules)


def _rules(
    words: Sequence[str], config_file: Path | None, *, cached: bool
) -> tuple[list[Rule], Mapping[str, Rule]]:
    """Return the rules that the words mean, and all there are.

    Folders are taken with the shipped rules and those that the configuration names. UserError
    where nothing is meant, also by one of several words.
    """
    from cxlint.linting.config import config, config_files
    from cxlint.linting.rules import loader

    raw = config_files.read(config_file or config_files.find(Path()))
    folders = [Path(word) for word in words if Path(word).is_dir()]
    files = [Path(word) for word in words if Path(word).is_file()]
    raw = config_files.add_rule_folders(raw, [*folders, *(file.parent for file in files)])
    rules = loader.load(raw.rule_folders, raw.packs, judged=(raw.folder,), cached=cached)
    config.build_config(raw, rules, Path.cwd())
    named = [word for word in words if not Path(word).exists()]
    meant = config.choose_rules(rules, named, ()) if named else set()
    for path in (*folders, *files):
        start, whole = repository_root(path), path.resolve()
        places = {id_: (start / rule.path).resolve() for id_, rule in rules.items()}
        here = {id_ for id_, place in places.items() if place.is_relative_to(whole)}
        if not here:
            raise UserError(f"{path.as_posix()}: there is no rule here")
        meant |= here
    if not words:
        meant = {rule.id for rule in rules.values() if not rule.shipped}
    if not meant:
        raise UserError(NOTHING)
    return [rules[id_] for id_ in sorted(meant)], rules


def _test_rules(tested: Sequence[Rule], rules: Mapping[str, Rule]) -> int:
    from cxlint.linting.trials import example_runs

    failures = [failure for rule in tested for failure in example_runs.failures(rule, rules)]
    advice = [each for rule in tested if not rule.shipped for each in example_runs.advice(rule)]
    screen.write(told.verdict(tested, failures, advice, width=screen.terminal_width()))
    return 1 if failures else 0


def _test_scenarios(
    paths: tuple[Path, ...],
    form: str,
    today: datetime.date,
    config_file: Path | None,
    *,
    cached: bool,
) -> int:
    from cxlint.analysis.scenarios.evaluation import judge_scenarios
    from cxlint.analysis.scenarios.judgement import Status
    from cxlint.analysis.scenarios.slips import find_slips
    from cxlint.analysis.subject import Subject
    from cxlint.graph.builder import build
    from cxlint.linting.run import engine
    from cxlint.reporting.asking import scenario_pages

    request = session.request(paths, today=today, config_file=config_file, cached=cached)
    with screen.progress() as progress:
        policy = engine.read(request, progress).policy
        results = list(judge_scenarios(Subject(build(policy))))
        slips = [
            (each, engine.explain_problems(request, each.problems, policy))
            for each in find_slips(policy)
        ]
        written = scenario_pages.render(policy, results, slips, form, screen.terminal_width())
    if not results and not slips and not policy.unsure("scenario"):
        raise UserError(NO_SCENARIOS)
    screen.write(written)
    failed = bool(slips) or any(each.status is Status.FAILS for each in results)
    return max(session.report_unread(policy), int(failed))


def _test_policy(
    policy: Path, at_most: int, today: datetime.date, config_file: Path | None, *, cached: bool
) -> int:
    from cxlint.linting.run import engine
    from cxlint.linting.trials import mutation
    from cxlint.policy import linker

    request = session.request((policy,), today=today, config_file=config_file, cached=cached)
    documents = engine.read(request).policy.documents
    whole = linker.assemble(documents, today)
    changes, there = mutation.choose_mutations(mutation.mutations(whole), at_most)
    if not changes:
        raise UserError(f"{policy.as_posix()}: there is nothing to make worse")
    trials = list(mutation.trials(request, documents, changes))
    screen.write(told.mutations(trials, there, width=screen.terminal_width()))
    return 0
