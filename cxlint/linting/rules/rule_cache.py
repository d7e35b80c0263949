"""The compiled rules, kept in the user's cache folder (`user_cache` says where that is trusted).

`marshal` sees no byte of an untrusted file: it trusts its input, and could be made to crash the
interpreter.
"""

from __future__ import annotations

import marshal
import zlib
from typing import TYPE_CHECKING, Any

from cxlint import user_cache
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from cxlint.linting.rules.loader import RawFile

_CITED = frozenset({"id", "supports"})
_SEVERITIES = ("error", "warning", "info")
_SHAPES: dict[str, tuple[type, ...]] = {
    "id": (str,), "title": (str,), "severity": (str,), "since": (str,), "rationale": (str,),
    "remedy": (str, dict), "sources": (list,), "check": (str,), "needs": (list,),
    "params": (dict,), "provenance": (dict,), "message": (str, dict), "bad": (list,),
    "good": (list,), "formerly": (str, list), "follows_from": (list,), "lockable": (str,),
    "category": (str,), "path": (str,), "titles": (dict,),
}  # fmt: skip
_ALWAYS = frozenset(_SHAPES) - {
    "needs", "params", "provenance", "formerly", "follows_from", "lockable", "titles",
}  # fmt: skip


class RuleCache(NamedTuple):
    """A folder that is to be trusted as long as it is the user's own; None where there is none."""

    folder: str | None = None

    def read(self, files: Sequence[RawFile], origin: bytes) -> list[dict[str, Any]] | None:
        """Return what is kept of these files, if it was made of exactly this content."""
        content = user_cache.read(self.folder, _name(files))
        if content is None or not content.startswith(origin):
            return None
        try:
            compiled = marshal.loads(memoryview(content)[len(origin) :])
        except (EOFError, ValueError, TypeError):
            return None
        return compiled if _are_rules(compiled, files) else None

    def write(
        self, files: Sequence[RawFile], origin: bytes, compiled: list[dict[str, Any]]
    ) -> None:
        """Keep what these files were compiled to; where that cannot be, it is no error."""
        if self.folder is not None:
            user_cache.write(self.folder, _name(files), origin + marshal.dumps(compiled))


def find_cache(judged: Iterable[Path]) -> RuleCache:
    """Return the cache of the user, or none where it lies in what is judged, or is forbidden."""
    return RuleCache(user_cache.find_folder(judged))


def origin_of(files: Iterable[RawFile], *others: object) -> bytes:
    """Return what a compiled form is made of, in one piece: the files, and whatever else counts.

    Two are equal exactly if all of it is.
    """
    listed = tuple(files)
    names = [(category, stem, path, len(content)) for category, stem, path, content in listed]
    header = repr((names, others)).encode("utf-8", "surrogatepass")
    return b"".join((b"%d\n" % len(header), header, *(file[3] for file in listed)))


def _name(files: Sequence[RawFile]) -> str:
    """Return what the compiled form of these files is called: by their names, not their content."""
    names = zlib.crc32("\n".join(path for _, _, path, _ in files).encode())
    return f"rules-{names:08x}"


def _are_rules(compiled: object, files: Sequence[RawFile]) -> bool:
    """Whether something has the shape of the rules in these files."""
    if type(compiled) is not list or not set(map(type, compiled)) <= {dict}:
        return False
    # Most rules have the same keys, in the same order, with values of the same types.
    if not all(map(_is_shape, {(*data, *map(type, data.values())) for data in compiled})):
        return False
    held = [(data["category"], data["id"], data["path"]) for data in compiled]
    return held == [file[:3] for file in files if file[0] or file[1] != "sources"] and all(
        map(_has_texts, compiled)
    )


def _is_shape(shape: tuple[Any, ...]) -> bool:
    """Whether keys, and then the types of their values, are those of a rule."""
    keys, types = shape[: len(shape) // 2], shape[len(shape) // 2 :]
    return frozenset(keys) >= _ALWAYS and all(
        key in _SHAPES and type_ in _SHAPES[key] for key, type_ in zip(keys, types, strict=True)
    )


def _has_texts(data: Mapping[str, Any]) -> bool:
    """Whether what has the keys of a rule holds texts where a rule does."""
    texts = [*data["bad"], *data["good"], *data.get("titles", {}).values()]
    for said in (data["remedy"], data["message"]):
        if type(said) is dict:
            texts += said.values()
    for source in data["sources"]:
        if type(source) is not dict or not source.keys() >= _CITED:
            return False
        texts += source.values()
    return set(map(type, texts)) <= {str} and data["severity"] in _SEVERITIES
