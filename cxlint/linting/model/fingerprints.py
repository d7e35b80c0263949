"""What a finding is: the hash by which baselines and platforms know it again.

Version 2, of today: the rule, what the finding is about and what tells it apart there. It is the
same whatever the order of keys, rows and files, the folder in which cxlint runs, the cut of the
policy into files, and the id of a handoff whose ends stay. Version 1 had names of files and ids of
handoffs in it, and is still computed so that what it wrote down holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.parsing.document import rename_flow

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cxlint.linting.model.finding import Hit

VERSION = 2


def identity(hit: Hit, ends: Mapping[str, str]) -> tuple[str, ...]:
    """Return what a hit is about, and what tells it apart from others of its rule there.

    `ends` says, for handoffs with an id of their own, what they are called by their ends.
    """
    kind = hit.entity.partition("/")[0]
    subject = ends.get(hit.entity, hit.entity)
    word = hit.at.document.file_word
    if kind == "file" and hit.at.path:  # it goes with what is written there, wherever that is
        subject = "file"
    if hit.is_whole:
        subject = "policy"
    key: Sequence[str] = hit.key
    if not ends.keys().isdisjoint(key):
        key = sorted(ends.get(part, part) for part in key)
    parts = (subject, *key)
    return tuple(rename_flow(part, word, "") for part in parts) if word else parts


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
