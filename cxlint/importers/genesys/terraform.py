"""Genesys Cloud in Terraform: queues as teams, flows as the files they come from, numbers."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, Any

from cxlint.importers.genesys import resource_fields
from cxlint.values.durations import SECONDS_A_DAY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.importers.policy_sketch import Names, Sketch
    from cxlint.parsing.hcl_parser import Hcl, HclBlock

QUEUE, FLOW, IVR = (
    "genesyscloud_routing_queue",
    "genesyscloud_flow",
    "genesyscloud_architect_ivr",
)
MEDIA = "media_settings_"

_ADDRESS = re.compile(r"\$\{\s*(?:data\.)?(genesyscloud_flow\.[\w-]+)\b[^}]*\}")


def claims(source: Hcl) -> bool:
    """Whether the file has such a resource."""
    return next(source.resources(QUEUE, FLOW, IVR), None) is not None


def read(source: Hcl, names: Names) -> Iterator[Sketch]:
    """Yield the queues of a file together, and each flow and each set of numbers by itself."""
    for number, sketch in enumerate(_read_sketches(source, names)):
        if not number:
            resource_fields.look_around(sketch, source)
        yield sketch


def _read_sketches(source: Hcl, names: Names) -> Iterator[Sketch]:
    queues = list(source.resources(QUEUE))
    if queues:
        stem = posixpath.basename(source.path).rsplit(".", 1)[0]
        sketch = names.sketch(source, f"{stem} (queues)", queues[0].place)
        for queue in queues:
            sketch.seen += 1
            sketch.look(resource_fields.QUEUE, queue, queue.place)
            sketch.share("teams", _resource_name(queue), _team(queue), queue.at("name"))
        yield sketch
    for flow in source.resources(FLOW):
        yield _flow(source, flow, names)
    for numbers in source.resources(IVR):
        yield _channel(source, numbers, names)


def _resource_name(block: HclBlock) -> str:
    """Return the name of a resource: what it states, or its label."""
    name = block.get("name")
    return name if isinstance(name, str) and name.strip() else block.labels[1]


def _team(queue: HclBlock) -> dict[str, Any]:
    """Return what a queue says of the people behind it.

    Its members are all who may take contacts, and not how many do so at once: only where it is
    said that there are none, something is known.
    """
    told: dict[str, Any] = {}
    if queue.get("members") == [] and not _has_others(queue):
        told["seats"] = 0
    levels = dict(_levels(queue))
    soonest = {within for within, _ in levels.values()}
    if len(soonest) == 1:
        told["sla"] = {"first_reply": soonest.pop()}
    if levels:
        told["x-service-levels"] = {
            media: f"{share} within {within}" if share else within
            for media, (within, share) in levels.items()
        }
    if after := _seconds(queue.get("acw_timeout_ms")):
        told["x-after-call-work"] = after
    return told


def _has_others(queue: HclBlock) -> bool:
    """Whether people come to a queue by other ways than by being named."""
    named = any(queue.get(key) for key in ("groups", "skill_groups", "teams"))
    return named or any(block.type in ("members", "bullseye_rings") for block in queue.blocks)


def _levels(queue: HclBlock) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield, for each medium, how soon contacts are to be answered and how many of them."""
    for block in queue.blocks:
        within = _seconds(block.get("service_level_duration_ms"))
        if block.type.startswith(MEDIA) and within:
            share = block.get("service_level_percentage")
            known = isinstance(share, int | float) and 0 < share <= 1
            yield block.type.removeprefix(MEDIA), (within, f"{share:.0%}" if known else "")


def _seconds(milliseconds: Any) -> str:
    """Return so many milliseconds as people write them."""
    known = isinstance(milliseconds, int | float) and not isinstance(milliseconds, bool)
    if not known or not 1000 <= milliseconds < 10**12:
        return ""
    seconds = round(milliseconds / 1000)
    for unit, size in (("day", SECONDS_A_DAY), ("hour", 3600), ("minute", 60), ("second", 1)):
        if seconds % size == 0:
            number = seconds // size
            return f"{number} {unit}{'' if number == 1 else 's'}"
    return ""


def _flow(source: Hcl, flow: HclBlock, names: Names) -> Sketch:
    """Return the way from the address of a flow to the file that holds it."""
    label = flow.labels[1]
    sketch = names.sketch(source, f"{label} (flow)", flow.place, f"{FLOW}.{label}")
    sketch.seen += 1
    sketch.look(resource_fields.FLOW, flow, flow.place)
    file = str(flow.get("filepath") or label)
    stem = re.split(r"[/\\]", file)[-1].rsplit(".", 1)[0]
    sketch.enter("step", {"kind": "task", "from_elsewhere": True}, flow.place)
    sketch.lead(("steps", sketch.name, "goes_to"), stem)
    sketch.place(("steps", sketch.name, "goes_to"), flow.at("filepath"))
    return sketch


def _channel(source: Hcl, numbers: HclBlock, names: Names) -> Sketch:
    """Return the channel that a set of telephone numbers is."""
    called = _resource_name(numbers)
    sketch = names.sketch(source, called, numbers.at("name"))
    sketch.seen += 1
    sketch.look(resource_fields.IVR, numbers, numbers.place)
    told: dict[str, Any] = {"kind": "voice"}
    sketch.enter("channel", told, numbers.at("name"))
    given = numbers.get("dnis")
    known = [each for each in given if isinstance(each, str)] if isinstance(given, list) else []
    if known:
        told["address"] = ", ".join(known)
        sketch.place(("channels", sketch.name, "address"), numbers.at("dnis"))
    _to(sketch, numbers, "open_hours_flow_id", ("goes_to",))
    if numbers.get("closed_hours_flow_id"):
        told["closed"] = {}
        _to(sketch, numbers, "closed_hours_flow_id", ("closed", "goes_to"))
    if numbers.get("holiday_hours_flow_id"):
        place = numbers.at("holiday_hours_flow_id")
        handoff = {"from": sketch.name, "when": "it is a holiday"}
        address = sketch.add("handoffs", handoff, place)
        sketch.lead((*address, "to"), *_words(numbers.get("holiday_hours_flow_id")))
    return sketch


def _to(sketch: Sketch, numbers: HclBlock, key: str, into: tuple[str, ...]) -> None:
    if numbers.get(key):
        address = ("channels", sketch.name, *into)
        sketch.lead(address, *_words(numbers.get(key)))
        sketch.place(address, numbers.at(key))


def _words(value: Any) -> tuple[str, ...]:
    """Return the address of a flow, or what else is said of it."""
    found = _ADDRESS.fullmatch(str(value).strip())
    return (found[1] if found else str(value),)
