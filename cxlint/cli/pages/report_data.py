"""From one policy to the data of its report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.cli import screen, session
from cxlint.errors import UserError
from cxlint.records import NamedTuple
from cxlint.reporting.report.messages import languages

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence
    from pathlib import Path

    from cxlint.graph.network import Network
    from cxlint.law.outlook import Outlook
    from cxlint.linting.advice.trial import Advice
    from cxlint.linting.model.finding import Report
    from cxlint.linting.run.engine import Progress, Request
    from cxlint.policy.policy import Policy
    from cxlint.policy.reader import Reading
    from cxlint.reporting.translation.translator import Translator
    from cxlint.review.history import Point
    from cxlint.review.review import Review
    from cxlint.review.revision import Revision

LANGUAGES = tuple(languages())
"""The languages that a report can be written in, the one of all others first."""

MOST_ADVICE = 5
"""So many changes are advised."""


class Comparison(NamedTuple):
    """What changed since a revision, and the network of the policy as it was then."""

    review: Review
    past: Network


def find_policy(asked: Sequence[Request]) -> Request:
    """Return the one policy that is asked for. UserError where there are several."""
    if len(asked) > 1:
        from cxlint.policy.repository import as_seen

        names = "; ".join(", ".join(map(as_seen, each.paths)) for each in asked)
        advice = "name one at a time, or put a cxlint.yaml above them"
        raise UserError(f"these are {len(asked)} policies, each by itself ({names}): {advice}")
    return asked[0]


def compare(
    base: str, paths: Sequence[Path], *, today: datetime.date, config_file: Path | None
) -> Comparison:
    """Return what changed between a revision and the policy as it lies here."""
    from cxlint.cli.policy_changes import sides
    from cxlint.graph.builder import build
    from cxlint.review.review import review_sides
    from cxlint.review.states import StatesAsked

    terms = sides.ReadingTerms(today=today, config_file=config_file)
    with sides.open_states(StatesAsked(base), paths, terms) as pair, screen.progress():
        before, after = sides.read_sides(pair)
        return Comparison(review_sides(before, after, (), ()), build(before.policy))


def read_history(
    most: int, paths: Sequence[Path], *, today: datetime.date, config_file: Path | None
) -> Sequence[Point]:
    """Return how the policy stood after its last commits, the oldest first."""
    from cxlint.cli.policy_changes import sides, trend

    terms = sides.ReadingTerms(today=today, config_file=config_file)
    with screen.progress():
        return trend.read_points("HEAD", paths, terms, most)


def build(
    asked: Request,
    *,
    allow_empty: bool,
    cached: bool,
    is_advised: bool,
    compared: Comparison | None = None,
    history: Sequence[Point] | None = None,
    language: str | None = None,
) -> dict[str, Any]:
    """Judge the policy, work out its figures, and return the data of the report.

    `is_advised` says that what would help most is tried on the policy. `compared` is what
    changed, and `history` how the policy stood before, where that is to be told. `language` is the
    one that is asked for; by itself a report is in the first that the organization speaks and that
    there are words in.
    """
    from cxlint.analysis.catalogue import list_quantities
    from cxlint.analysis.scenarios.evaluation import MOST_STATEMENTS, judge_scenarios
    from cxlint.analysis.subject import subject_of
    from cxlint.graph.builder import build
    from cxlint.linting.rules import loader
    from cxlint.linting.run import engine
    from cxlint.reporting.report.document import build_document
    from cxlint.reporting.report.material import Material

    report = session.lint([asked], allow_empty=allow_empty, cached=cached)
    if report.says_nothing and not allow_empty:
        raise UserError(session.nothing_said_text([asked]))
    with screen.progress() as progress:
        reading = engine.read(asked, progress)
        policy = reading.policy
        network = build(policy)
        subject = subject_of(network)
        spoken = choose_language(policy)
        material = Material(
            report=report,
            policy=policy,
            network=network,
            figures=[*list_quantities(subject)],
            outlook=_look_out(policy, asked),
            sources=loader.sources(asked.config.rule_folders, asked.config.packs),
            language=language or spoken.language,
            missing_language="" if language else spoken.missing,
            translator=_find_translator(language or spoken.language, policy, asked),
            advice=_advise(asked, reading, progress)
            if is_advised and not report.has_crashed
            else (),
            scenarios=[*judge_scenarios(subject, most=MOST_STATEMENTS)],
            revision=_find_revision(asked, report),
            review=compared.review if compared is not None else None,
            past=compared.past if compared is not None else None,
            history=history,
        )
        return build_document(material)


def _advise(asked: Request, reading: Reading, progress: Progress | None) -> Sequence[Advice]:
    """Return the changes that would help most, each tried on the policy."""
    from cxlint.linting.advice.ranking import advise

    return advise(asked, reading, MOST_ADVICE, progress).advice


def _find_revision(asked: Request, report: Report) -> Revision | None:
    """Return the commit of the policy, with whether all that was read is as it holds it."""
    from cxlint.linting.run.engine import order_of
    from cxlint.review.revision import find_revision

    besides = order_of(asked._replace(outputs=())).skip
    files = [asked.start / file for file in report.files]
    return find_revision(asked.paths or [asked.start], [*files, *besides])


def _look_out(policy: Policy, asked: Request) -> Outlook | None:
    from cxlint.law.outlook import look_out
    from cxlint.law.verdicts import judge
    from cxlint.linting.run.laws import window_of

    window = window_of(policy.today, asked.horizon)
    judgement = judge(policy, window)
    return None if judgement is None else look_out(judgement, window)


class Spoken(NamedTuple):
    """The language of a report, and the one that the organization speaks first and that is missing.

    `missing` is empty where there are words in the first.
    """

    language: str
    missing: str = ""


def choose_language(policy: Policy) -> Spoken:
    """Return the first language of the organization that the page can be written in."""
    organization = policy.organization
    spoken = organization.texts("languages") if organization is not None else ()
    codes = [each.partition("-")[0].lower() for each in spoken]
    known = next((each for each in codes if each in LANGUAGES), LANGUAGES[0])
    return Spoken(known, "" if known in codes[:1] or not codes else codes[0])


def _find_translator(language: str, policy: Policy, asked: Request) -> Translator | None:
    """Return what says in a language what cxlint says of the policy; None for English."""
    if language == LANGUAGES[0]:
        return None
    from cxlint.linting.rules.law_rules import all_rules
    from cxlint.reporting.translation.translator import find_translator

    rules = {**asked.rules, **all_rules()}
    config = asked.config
    return find_translator(language, policy, rules, config.rule_folders, config.packs)
