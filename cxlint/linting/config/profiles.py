"""Configuration in layers: the profiles a configuration extends, what those extend, and itself."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from cxlint import resources
from cxlint.linting.model.file_errors import refuse, refuse_unsound
from cxlint.parsing.document import At, parse
from cxlint.records import NamedTuple
from cxlint.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from cxlint.linting.rules.packs import Pack
    from cxlint.parsing.document import Document

FOLDER = "profiles"


class Layer(NamedTuple):
    """One layer: a profile or the configuration itself (`name` is empty), and where it stands."""

    name: str
    data: Mapping[str, Any]
    at: At

    def place(self, *keys: str | int, key: bool = False) -> At:
        """Return the place of what the layer says under these keys."""
        return At(self.at.document, (*self.at.path, *keys), key=key)


class Stack(NamedTuple):
    """The layers in force, the one that counts most last, and own profiles nobody extends."""

    layers: tuple[Layer, ...]
    idle: tuple[Layer, ...]


def build_stack(document: Document, packs: Sequence[Pack] = ()) -> Stack:
    """Return the layers of a configuration that fits the schema.

    A profile that is extended twice counts once, where it is met first. UserError where a profile
    is unknown, extends itself, or takes the name of a shipped one.
    """
    known = {name: partial(_shipped_profile, name) for name in _shipped_names()}
    known |= {name: partial(_pack_profile, pack, name) for pack in packs for name in pack.profiles}
    data: Any = document.data
    own = {
        name: Layer(name, said or {}, At(document, ("profiles", name)))
        for name, said in (data.get("profiles") or {}).items()
    }
    for name in own:
        if name in known:
            at = At(document, ("profiles", name), key=True)
            refuse(at, f"cxlint ships a profile '{name}'; choose another name")
    found: dict[str, Layer] = {}
    known |= {name: partial(own.__getitem__, name) for name in own}
    done: set[str] = set()
    for layer in _parent_layers(Layer("", data, At(document)), known, done):
        found[layer.name] = layer
    idle = tuple(layer for name, layer in own.items() if name not in found)
    for layer in idle:
        if layer.name not in done:
            list(_parent_layers(layer, known, done))
    return Stack(tuple(found.values()), idle)


def parent_profiles(said: Mapping[str, Any]) -> list[str]:
    """Return the names after `extends`, which takes one or a list."""
    names = said.get("extends") or []
    return [names] if isinstance(names, str) else list(names)


def _parent_layers(
    layer: Layer, known: Mapping[str, Callable[[], Layer]], done: set[str]
) -> Iterator[Layer]:
    """Yield what a layer extends, and itself last; what is `done` is passed over, and enters it.

    So each profile is met once, however many ways lead to it.
    """
    open_ = {layer.name: (layer, enumerate(parent_profiles(layer.data)))}
    while open_:
        current, parents = open_[next(reversed(open_))]
        if (named := next(parents, None)) is None:
            del open_[current.name]
            done.add(current.name)
            yield current
            continue
        number, name = named
        listed = isinstance(current.data["extends"], list)
        at = current.place("extends", number) if listed else current.place("extends")
        if name in open_:
            names = [*open_]
            circle = " -> ".join((*names[names.index(name) :], name))
            refuse(at, f"profiles extend one another in a circle: {circle}")
        if name not in known:
            refuse(at, f"no profile '{name}'{did_you_mean(name, sorted(known))}")
        if name not in done:
            parent = known[name]()
            open_[name] = (parent, enumerate(parent_profiles(parent.data)))


def _shipped_names() -> frozenset[str]:
    folder = resources.folder("rules").joinpath(FOLDER)
    if not folder.is_dir():
        return frozenset()
    return frozenset(
        file.name.removesuffix(".yaml") for file in folder.iterdir() if file.name.endswith(".yaml")
    )


def _pack_profile(pack: Pack, name: str) -> Layer:
    from cxlint.linting.rules import packs

    document = packs.read_profile(pack, name.partition("/")[2])
    said: Any = document.data
    return Layer(name, said, At(document))


def _shipped_profile(name: str) -> Layer:
    file = resources.folder("rules").joinpath(FOLDER, f"{name}.yaml")
    documents = parse(f"rules/{FOLDER}/{name}.yaml", file.read_bytes())
    refuse_unsound(documents)
    said = documents[0].data
    return Layer(name, said if isinstance(said, dict) else {}, At(documents[0]))
