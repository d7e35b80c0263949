"""Who takes the contacts of which teams, where a vendor says that apart from the teams.

A scope is what holds all of them together: an account, a template, a folder of Terraform, each with
what tells it apart from others of its sort; where that is not said, any other may be the same.
"""

from __future__ import annotations

from typing import Any

from cxlint.records import NamedTuple

Scope = tuple[str, str]


class WorkGroup(NamedTuple):
    """People who take the contacts of the teams that the words mean.

    `words` are those by which members name the group; `is_vacant` says that nobody is in it.
    """

    words: tuple[str, ...] = ()
    serves: tuple[str, ...] = ()
    is_vacant: bool = False


class GroupRoll(NamedTuple):
    """The groups that a source holds of a scope; all there are, where it is whole.

    It is None where that is left open, and false where what a group serves is not known.
    """

    scope: Scope
    groups: tuple[WorkGroup, ...]
    is_whole: bool | None = None


class MemberRoll(NamedTuple):
    """The groups that people are in, by their words; of all people there are, where it is whole."""

    scope: Scope
    groups: tuple[str, ...]
    is_whole: bool = False


class TeamMention(NamedTuple):
    """A team that a group is said to serve, by the one word of its scope that may mean it.

    `by` is what people call the group, `kind` what they call such a team.
    """

    scope: Scope
    word: str
    place: Any
    kind: str
    by: str


class HandedOut(NamedTuple):
    """Words of a scope by which others may come to serve its teams: what is not described here."""

    scope: Scope
    words: frozenset[str]


class GroupTeam(NamedTuple):
    """A team whose contacts are taken by groups only, with the place where it is set up."""

    scope: Scope
    id: str
    place: Any
