"""The two sides of a comparison: from what the user typed to two policies, read and judged."""

from __future__ import annotations

import os
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from cxlint.cli import session
from cxlint.errors import UserError
from cxlint.linting.config import config_files
from cxlint.linting.run import engine
from cxlint.policy import discovery, reader
from cxlint.records import NamedTuple
from cxlint.review import git_objects, states
from cxlint.review.judged_side import JudgedSide
from cxlint.review.sealed_tree import private_folder
from cxlint.review.states import State, StatesAsked
from cxlint.review.weakening import accepts_known

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Sequence

    from cxlint.linting.config.config import Config
    from cxlint.linting.run.engine import Request
    from cxlint.policy.file_contents import Kept
    from cxlint.policy.reader import Order


class ReadingTerms(NamedTuple):
    """How two states are to be read and judged; `policy` says where in each the policy lies.

    `here` is the current folder as seen from the root of each, and `config_inside` the
    configuration that is named, where it lies in the repository.
    """

    today: datetime.date
    policy: tuple[str, ...] = ()
    here: str = "."
    config_file: Path | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    wanted: str = ""
    untrusted: bool = False
    config_inside: str = ""


class StatePair(NamedTuple):
    """Two states, and the terms on which they are compared."""

    base: State
    head: State
    terms: ReadingTerms
    claimed: State | None = None


@contextmanager
def open_states(
    asked: StatesAsked, policy: Sequence[Path], terms: ReadingTerms
) -> Iterator[StatePair]:
    """Give the two states that are asked for: two folders, two files, or two revisions."""
    if asked.base is not None and not asked.staged and _are_places(asked):
        yield _two_places(asked, terms)
        return
    top = git_objects.find_repository(Path())
    with ExitStack() as stack:
        folder = stack.enter_context(private_folder())
        base = states.open_base(top, asked, folder / "base")
        head = states.open_head(top, asked, folder / "head", sealed=terms.untrusted)
        inside = terms_inside(terms, top, policy)
        if terms.untrusted:
            places = _judging_places(base, inside)
            judged = states.seal_judgement(base, head, folder / "judged", places)
            yield StatePair(base, judged, inside, claimed=head)
        else:
            yield StatePair(base, head, inside)


def terms_inside(terms: ReadingTerms, top: Path, policy: Sequence[Path]) -> ReadingTerms:
    """Return the terms with places as seen from a repository's root."""
    named = tuple(_inside(top, path) for path in policy)
    config = "" if terms.config_file is None else find_inside(top, terms.config_file)
    return terms._replace(here=_inside(top, Path()), policy=named, config_inside=config)


def find_inside(top: Path, file: Path) -> str:
    """Return a file as seen from a repository's root; empty where it lies elsewhere."""
    try:
        return _inside(top, file)
    except UserError:
        return ""


def read_sides(pair: StatePair) -> tuple[JudgedSide, JudgedSide]:
    """Read and judge both states, by the rules and the configuration of the head."""
    kept: Kept = {}
    after = _request(pair.head, pair.terms)
    before = read_state(pair.base, pair.terms, after, kept)
    if pair.claimed is not None:
        after = after._replace(accepts_waiver=accepts_known(before.policy))
    return before, _read(pair.head, after, kept)


def read_state(
    state: State, terms: ReadingTerms, judge: Request, kept: Kept | None = None
) -> JudgedSide:
    """Read a state, and judge it as another one is judged; `kept` is what was read of others."""
    request = _request(state, terms, judge.config)
    with reader.collector_at_rest():
        order = _left_out_alike(_order(request, state), state, judge)._replace(kept=kept)
        reading = reader.read(order)
        return JudgedSide(
            state, request, reading, engine.judge(_judged_by(request, judge), reading)
        )


def read_head(state: State, terms: ReadingTerms) -> JudgedSide:
    """Read a state, and judge it by its own configuration."""
    return _read(state, _request(state, terms))


def _read(state: State, request: Request, kept: Kept | None = None) -> JudgedSide:
    with reader.collector_at_rest():
        reading = reader.read(_order(request, state)._replace(kept=kept))
        return JudgedSide(state, request, reading, engine.judge(request, reading))


def _judged_by(request: Request, judge: Request) -> Request:
    return request._replace(
        config=judge.config, rules=judge.rules, chosen=judge.chosen, laws=judge.laws
    )


def read_claims(pair: StatePair) -> tuple[Request | None, list[str]]:
    """Return how the head asks to be judged where the base judges it, and what is wrong with that.

    Where its configuration cannot be read, it is as though it asked for what the base does.
    """
    if pair.claimed is None:
        return None, []
    try:
        return _request(pair.claimed, pair.terms), []
    except UserError as fault:
        return _request(pair.base, pair.terms), [str(fault)]


def _are_places(asked: StatesAsked) -> bool:
    """Whether folders or files are named. UserError where only one of two is."""
    named = [word for word in (asked.base, asked.head) if word is not None]
    there = [word for word in named if os.path.lexists(word)]
    if len(there) == len(named) == 2:
        return True
    if len(there) == 1 and len(named) == 2 and not git_objects.is_in_repository(Path()):
        raise UserError(discovery.not_there(Path(next(w for w in named if w not in there))))
    if there and not git_objects.is_revision(git_objects.find_repository(Path()), there[0]):
        if len(named) == 2:
            missing = next(word for word in named if word not in there) if len(there) < 2 else ""
            if missing and ("/" in missing or missing.endswith((".yaml", ".yml"))):
                raise UserError(discovery.not_there(Path(missing)))
        states.refuse_mixture(named)
    return False


def _two_places(asked: StatesAsked, terms: ReadingTerms) -> StatePair:
    """Return the states of two folders or files. UserError where one is to judge the other."""
    if terms.untrusted:
        raise UserError("--untrusted takes the judgement from a revision; name two revisions")
    one, other = Path(asked.base or ""), Path(asked.head or "")
    if one.is_dir() != other.is_dir():
        raise UserError(f"{one.as_posix()} and {other.as_posix()}: one is a folder, one a file")
    if one.is_dir():
        before, after = (State(each.as_posix(), each.absolute()) for each in (one, other))
        return StatePair(before, after, terms)
    before, after = (
        State(each.as_posix(), each.absolute().parent, file=each.name) for each in (one, other)
    )
    return StatePair(before, after, terms)


def _inside(top: Path, path: Path) -> str:
    """Return a path as seen from the root of the repository. UserError where it lies outside."""
    whole = os.path.join(os.path.realpath(Path()), path)  # noqa: PTH118 - links within stay
    inside = os.path.relpath(whole, os.path.realpath(top)).replace(os.sep, "/")
    if inside.split("/")[0] == "..":
        raise UserError(f"{path.as_posix()} lies outside the repository {top.name}")
    return inside


def _request(state: State, terms: ReadingTerms, like: Config | None = None) -> Request:
    """Return what to read and judge of a state; without a configuration of its own, as `like`.

    Where the policy is not there yet, nothing is read.
    """
    folder = state.root / terms.here
    named = (state.file,) if state.file else terms.policy
    paths = [path for name in named if (path := state.root / name).exists()]
    config = _config_of(state, terms) or config_files.find((paths or [folder])[0])
    if not named and config is None:
        like_it = () if like is None else _policy_like(state, like)
        paths = [path for path in (*like_it,) or (folder,) if path.exists()]
    part = session.Part(tuple(paths) or (folder,), config, named=bool(named) or config is None)
    request = session.build_request(
        part,
        state.root,
        today=terms.today,
        select=terms.select,
        ignore=terms.ignore,
        wanted=terms.wanted,
        nested=terms.config_file is None,
    )
    request = request._replace(outputs=[state.root / path for path in state.aside])
    if state.is_empty or (part.named and not paths):
        return request._replace(paths=())
    if part.named or request.config.policy:
        return request
    home = request.config.folder
    return request._replace(paths=[home if folder.is_relative_to(home) else folder])


def _config_of(state: State, terms: ReadingTerms) -> Path | None:
    """Return the configuration that is named, as the state has it where it lies in there.

    UserError where the base is to judge and has none.
    """
    own = state.root / terms.config_inside
    if not terms.config_inside or own.is_file():
        return own if terms.config_inside else terms.config_file
    if terms.untrusted:
        raise UserError(f"{terms.config_inside}: there is no such file in the base, which judges")
    return terms.config_file


def _policy_like(state: State, config: Config) -> Iterator[Path]:
    """Yield what a configuration of the other state calls the policy, where it is here."""
    for path in config.policy:
        place = state.root / os.path.relpath(path, config.folder)
        if place.exists():
            yield place


def _order(request: Request, state: State) -> Order:
    """Return what to read of a state; of a file that was named, nothing around it."""
    order = engine.order_of(request)
    return order._replace(around=()) if state.file else order


def _left_out_alike(order: Order, state: State, judge: Request) -> Order:
    """Return the order for a state, with that left out which its judge leaves out.

    What a file is excluded for says nothing of customers, who have met it all along.
    """
    folder = judge.config.folder
    if judge.config.file is None or order.root == folder:
        return order
    root = state.root / os.path.relpath(folder, judge.start)
    return order._replace(exclude=judge.config.exclude, root=root)


def _judging_places(base: State, terms: ReadingTerms) -> list[Path]:
    """Return the files and folders of the base that judge, as seen from its root."""
    config = _request(base, terms).config
    places = [*config.rule_folders, *(pack.folder for pack in config.packs)]
    places += [config.baseline] if config.baseline else []
    places += [base.root / terms.config_inside] if terms.config_inside else []
    return [place.relative_to(base.root) for place in places if place.is_relative_to(base.root)]
