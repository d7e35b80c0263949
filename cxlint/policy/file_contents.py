"""From files to documents: what they hold, as policy or as a vendor's, or why it is unknown."""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING, Any

from cxlint.language.resemblance import is_plainly_meant
from cxlint.language.schema import is_surely_policy
from cxlint.parsing.document import MAX_FILE, Document, parse
from cxlint.parsing.file_endings import YAML_ENDINGS, has_ending
from cxlint.parsing.template_tokens import holds_token
from cxlint.policy.discovery import Source
from cxlint.policy.file_names import STDIN, is_plain, is_telling
from cxlint.policy.file_problems import reason, unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    Kept = dict[tuple[str, bytes, bool], Sequence[Document]]
    """The documents of files read before, by path, content, and whether they lie in the policy."""

REMEMBERED = 20_000
"""How many plain words are remembered from file to file."""

# A named pipe is opened without waiting for its other end; Windows knows text files apart.
_FLAGS: int = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def read_bytes(source: Source | Path, most: int = MAX_FILE + 1) -> bytes:
    """Return the bytes of a file, or the first of them: one more than the limit at most.

    Never waits: something that is not a regular file is not read. Raises OSError.
    """
    file = source.file if isinstance(source, Source) else source
    descriptor = os.open(file, _FLAGS)
    with os.fdopen(descriptor, "rb", buffering=0) as stream:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, "not a regular file", str(file))
        pieces = []
        left = most
        while left and (piece := stream.read(min(left, status.st_size + 1))):
            pieces.append(piece)
            left -= len(piece)
        return b"".join(pieces)


def load(
    sources: Iterable[Source],
    memo: dict[str, Any] | None = None,
    wanted: str = "",
    *,
    within: bool = False,
    observe: Callable[[str, bytes], None] | None = None,
    kept: Kept | None = None,
) -> Iterator[Document]:
    """Read and parse the files one by one; a file that cannot be read is a document too.

    `memo` remembers, from one call to the next, what plain words mean. `wanted` is the vendor's
    format that the files that were named are said to be of; `within` says that they lie in what
    the configuration calls the policy. `observe` is told the path and the content of each. What is
    `kept` of another state of the files, with the same content, is taken from there.
    """
    memo = {} if memo is None else memo
    for source in sources:
        if len(memo) > REMEMBERED:
            memo.clear()
        try:
            if not source.named and not may_matter(source):
                continue
            text = read_bytes(source)
        except OSError as error:
            if not source.named and not is_telling(source.path):
                continue
            problem = unreadable(source.path, reason(error), "check the file's permissions")
            yield problem.at.document
        else:
            if observe is not None:
                observe(source.path, text)
            said = wanted if source.named else ""
            known = None if kept is None or said else kept.get((source.path, text, within))
            if known is not None:
                yield from known
                continue
            found = understood(
                source.path, text, memo, named=source.named, wanted=said, within=within
            )
            if kept is not None and not said and all(each.foreign is None for each in found):
                kept[source.path, text, within] = found
            yield from found


def reason_of_silence(source: Source, documents: Sequence[Document]) -> str:
    """Return for which of SKIP_REASONS a file gave nothing; empty where it did.

    A file that is named and gives nothing is a problem, unless it is plainly something else.
    """
    if any(each.foreign is None or each.foreign.format for each in documents):
        return ""
    if source.named or has_ending(source.path, YAML_ENDINGS):
        return "something-else" if documents else ""
    try:
        if os.stat(source.file).st_size > MAX_FILE and may_matter(source):  # noqa: PTH116
            return "too-large"
        if is_telling(source.path):
            return "not-policy"
        return "ending" if is_plain(source.path) or _is_program(source) else "no-ending"
    except OSError:
        return "no-ending"


def _is_program(source: Source) -> bool:
    """Whether a file without an ending is a script, or no text."""
    from cxlint.importers.syntax import SNIFFED

    head = read_bytes(source, SNIFFED)
    return head.startswith(b"#!") or b"\0" in head


def set_others_aside(path: str, found: list[Document], *, within: bool) -> list[Document]:
    """Return the documents of a file, of YAML that is plainly something else one not judged.

    `within` says that the file lies in what the configuration calls the policy, where all is.
    """
    if not has_ending(path, YAML_ENDINGS):
        return found
    if all(map(_is_plain, found)) and not (found and holds_token(found[0].text)):
        return found
    from cxlint.importers.detection import set_others_aside as set_aside

    return set_aside(path, found, within=within)


def _is_plain(document: Document) -> bool:
    return document.foreign is None and is_plainly_meant(document.data)


def may_matter(source: Source) -> bool:
    """Whether a file met in a folder is to be read: without an ending, by how it begins."""
    if is_telling(source.path):
        return True
    from cxlint.importers import syntax

    return syntax.may_be_foreign(read_bytes(source, syntax.SNIFFED))


def understood(
    path: str,
    text: bytes,
    memo: dict[str, Any],
    *,
    named: bool = True,
    wanted: str = "",
    within: bool = False,
) -> list[Document]:
    """Return the documents of a file: policy as YAML, or a vendor's, yet to be made into policy.

    What was only met in a folder, is not YAML and of no format known gives none, or one that is not
    judged. `within` says that the file lies in what the configuration calls the policy.
    """
    if has_ending(path, YAML_ENDINGS) and not wanted:
        found = parse(path, text, memo)
        if all(is_surely_policy(document.data) for document in found):
            return found
        from cxlint.importers import detection, syntax

        if path != STDIN or syntax.find_syntax(path, text) != "xml":
            return detection.claim_documents(found, path, text, wanted, within=within)
    from cxlint.importers import detection

    return detection.read_documents(path, text, memo, named=named, wanted=wanted)
