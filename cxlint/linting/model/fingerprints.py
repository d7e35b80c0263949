"""What a finding is: the hash by which baselines and platforms know it again.

Version 2, of today: the rule, what the finding is about and what tells it apart there. It is the
same whatever the order of keys, rows and files, the folder in which cxlint runs, the cut of the
policy into files, the name and folder of a vendor's file, the folder of the policy in its
repository, and the id of a handoff whose ends stay. Version 1 had names of files and ids of
handoffs in it, and is still computed so that what it wrote down holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.parsing.document import rename_flow, rename_flows
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from cxlint.linting.model.finding import Hit

VERSION = 2

FILE = "file/"
"""How the names begin of what is no entity of a policy."""


class Names(NamedTuple):
    """What the things of a policy are called, however it is laid out.

    `ends` says, for handoffs with an id of their own, what they are called by their ends; `flows`,
    for flows whose name another bears, or that have only that of their file, what they are called
    alone, and `former` what version 1 called them. `inside` returns a path as seen from the folder
    of the policy.
    """

    ends: Mapping[str, str]
    flows: Mapping[str, str]
    former: Mapping[str, str]
    inside: Callable[[str], str] = str


def identity(hit: Hit, names: Names) -> tuple[str, ...]:
    """Return what a hit is about, and what tells it apart from others of its rule there."""
    subject, *key = _with_ends(hit, names.ends)
    if subject.startswith(FILE) and not hit.is_whole:
        is_flow = bool(hit.at.document.vendor_file)  # which is the same wherever its file lies
        subject = "file" if is_flow else FILE + names.inside(subject.removeprefix(FILE))
    if not names.flows:
        return (subject, *key)
    counts = {str(fact) for fact in hit.facts.values() if isinstance(fact, int)}
    return tuple(
        part if part in counts else rename_flows(part, names.flows) for part in (subject, *key)
    )


def former_identity(hit: Hit, names: Names) -> tuple[str, ...]:
    """Return the identity as it was in version 2 until paths and flows were seen from the policy.

    To be read for one version more.
    """
    parts = _with_ends(hit, names.ends)
    word = hit.at.document.file_word
    return tuple(rename_flow(part, word, "") for part in parts) if word else parts


def _with_ends(hit: Hit, ends: Mapping[str, str]) -> tuple[str, ...]:
    """Return subject and key of a hit, handoffs called by their ends."""
    subject = ends.get(hit.entity, hit.entity)
    if subject.startswith(FILE) and hit.at.path:  # it goes with what is written there, anywhere
        subject = "file"
    if hit.is_whole:
        subject = "policy"
    key: Sequence[str] = hit.key
    if not ends.keys().isdisjoint(key):
        key = sorted(ends.get(part, part) for part in key)
    return (subject, *key)


def fingerprint(rule: str, about: Sequence[str]) -> str:
    """Return the fingerprint of version 2 of what a rule finds, by its identity."""
    return _digest(f"{VERSION}", rule, *about)


def fingerprint_v1(rule: str, entity: str, *key: str) -> str:
    """Return the fingerprint of version 1."""
    return _digest(rule, entity, *key)


def _digest(*parts: str) -> str:
    """Return SHA-256 over length-prefixed parts, as 32 hexadecimal digits."""
    import hashlib

    digest = hashlib.sha256()
    for part in parts:
        encoded = part.encode(errors="surrogatepass")
        digest.update(len(encoded).to_bytes(4, "big") + encoded)
    return digest.hexdigest()[:32]
