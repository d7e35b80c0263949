"""What an account of Amazon Connect holds beside its flows: hours of operation, queues, profiles.

Sources: the API's DescribeHoursOfOperation, DescribeQueue, DescribeRoutingProfile and DescribeUser
with their searches, ListRoutingProfileQueues, AWS::Connect::HoursOfOperation, ::Queue,
::RoutingProfile and ::User of CloudFormation, and aws_connect_hours_of_operation, _queue,
_routing_profile and _user of Terraform. Who is a user is said in full by the API only: people are
added by hand and by sign-on as well.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, Any

from cxlint.calendar.weekly_hours import DAY
from cxlint.importers.amazon_connect.block_types import read_list, read_mapping, read_text
from cxlint.importers.amazon_connect.routing_profiles import (
    QUEUES_OF_PROFILE,
    find_handed_out,
    find_named_elsewhere,
    list_addresses,
    list_resource_names,
    list_template_queues,
    list_terraform_queues,
    makes_profiles,
    may_name_queue,
    read_instance,
    read_terraform_profile,
    roll_of_answers,
    roll_of_template,
    roll_of_users,
)
from cxlint.importers.policy_sketch import name_schedule
from cxlint.importers.shared.terraform_addresses import address, number, refers_to, resource_name
from cxlint.importers.shared.week_text import read_zone, write_hours
from cxlint.importers.team_rolls import GroupTeam, HandedOut, TeamMention
from cxlint.parsing.hcl_parser import Hcl
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cxlint.importers.amazon_connect.routing_profiles import ServedQueue
    from cxlint.importers.policy_sketch import Names, Path, Sketch
    from cxlint.importers.team_rolls import Scope
    from cxlint.parsing.hcl_parser import HclBlock

HOURS, QUEUE, PROFILE, USER = "hours of operation", "queue", "routing profile", "user"

_API = {
    "HoursOfOperation": (HOURS, "HoursOfOperationId"),
    "HoursOfOperations": (HOURS, "HoursOfOperationId"),
    "Queue": (QUEUE, "QueueId"),
    "Queues": (QUEUE, "QueueId"),
    "RoutingProfile": (PROFILE, "RoutingProfileId"),
    "RoutingProfiles": (PROFILE, "RoutingProfileId"),
    "User": (USER, "RoutingProfileId"),
    "Users": (USER, "RoutingProfileId"),
}
"""Where answers of the API hold things, one or a list of them, and the key that all have."""

_RESOURCES = {
    "AWS::Connect::HoursOfOperation": HOURS,
    "AWS::Connect::Queue": QUEUE,
    "AWS::Connect::RoutingProfile": PROFILE,
    "AWS::Connect::User": USER,
    "aws_connect_hours_of_operation": HOURS,
    "aws_connect_queue": QUEUE,
    "aws_connect_routing_profile": PROFILE,
    "aws_connect_user": USER,
}

_TERRAFORM = tuple(each for each in _RESOURCES if "::" not in each)
_DAYS = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_LAST = re.compile(r"[^/:]+\Z")
_WORKED_OUT = re.compile(r"\$\{|\{\{")


class AccountThing(NamedTuple):
    """A thing of an account: what it says, its names for other files, and where it stands.

    What it says has the keys of the API, also where Terraform says it in a block.
    """

    sort: str
    said: Mapping[str, Any]
    words: tuple[str, ...]
    place: Any
    label: str = ""
    block: HclBlock | None = None

    @property
    def name(self) -> str:
        """What people call it."""
        name = read_text(self.said.get("Name"))
        return self.label if not name or _WORKED_OUT.search(name) else name


def holds_account(source: Any) -> bool:
    """Whether a parsed file holds hours, queues or routing profiles, or hands queues on."""
    if isinstance(source, Hcl):
        found = next(source.resources(*_TERRAFORM), None) is not None
        return found or may_name_queue(source.lines.text)
    return _lists_queues(source) or next(_find_things(source), None) is not None


def _lists_queues(source: Any) -> bool:
    """Whether a file is an answer that lists the queues of one routing profile."""
    listed = read_mapping(source.data).get(QUEUES_OF_PROFILE)
    return isinstance(listed, list) and all("QueueId" in read_mapping(each) for each in listed)


def _names_queues(source: Any, *, has_flows: bool) -> bool:
    """Whether a file of Terraform hands queues on; without flows, it was taken for that alone."""
    return isinstance(source, Hcl) and (not has_flows or bool(find_named_elsewhere(source)))


def read_account(source: Any, names: Names, *, has_flows: bool) -> Iterator[Sketch]:
    """Yield the hours, queues, routing profiles and users of a file together, if it has any."""
    things = list(_find_things(source))
    beside = not isinstance(source, Hcl) and _lists_queues(source)
    if not things and not beside and not _names_queues(source, has_flows=has_flows):
        return
    stem = posixpath.basename(source.path).rsplit(".", 1)[0]
    place = things[0].place if things else (QUEUES_OF_PROFILE,) if beside else None
    sketch = names.sketch(source, f"{stem} (account)", place)
    sketch.seen = len(things) + beside
    if beside:
        sketch.look(QUEUES_OF_PROFILE, source.data, ())
    for thing in things:
        if thing.block is not None:
            sketch.look(thing.sort, thing.block, thing.block.place)
        else:
            named = thing.place[-1:] == ("Name",)
            sketch.look(thing.sort, thing.said, thing.place[:-1] if named else thing.place)
        if thing.sort == HOURS:
            _put_hours(sketch, thing)
        elif thing.sort == QUEUE:
            _put_queue(sketch, thing)
    _put_rolls(sketch, source, things)
    yield sketch


def _put_rolls(sketch: Sketch, source: Any, things: Sequence[AccountThing]) -> None:
    """Say which queues agents serve, as far as a file says it."""
    if isinstance(source, Hcl):
        roll = roll_of_template(_find_scope(source), _pair_terraform(source))
        handed = find_named_elsewhere(source)
        _mention_queues(sketch, source)
    elif "Resources" in source.data:
        roll = roll_of_template(_find_scope(source), _pair_template(source.data, things))
        handed = find_handed_out(source.data)
        _mention_resources(sketch, source, things)
    else:
        _put_answered_rolls(sketch, source.data, things)
        return
    sketch.handed_out.append(HandedOut(_find_scope(source), handed))
    if roll is not None:
        sketch.group_rolls.append(roll)


def _mention_queues(sketch: Sketch, source: Hcl) -> None:
    """Mention the queues of Terraform's profiles: all files of a folder hold what they name."""
    for block in source.resources("aws_connect_routing_profile"):
        by = f"routing profile {resource_name(block)}"
        for config in (*block.all("queue_configs"), *block.all("manual_assignment_queue_configs")):
            for address_ in list_addresses(config.get("queue_id")):
                place = config.at("queue_id")
                mention = TeamMention(_find_scope(source), address_, place, QUEUE, by)
                sketch.team_mentions.append(mention)


def _mention_resources(sketch: Sketch, source: Any, things: Iterable[AccountThing]) -> None:
    """Report the queues that a template's profiles name as resources of it, and that are none."""
    known = {*read_mapping(source.data.get("Resources")),
             *read_mapping(source.data.get("Parameters"))}  # fmt: skip
    for thing in things:
        if thing.sort != PROFILE:
            continue
        outer = thing.place[:-1] if thing.place[-1:] == ("Name",) else thing.place
        for path, name in list_resource_names(thing.said):
            if name not in known:
                sketch.miss((*outer, *path), name, QUEUE, f"routing profile {thing.name}")


def _put_answered_rolls(
    sketch: Sketch, answer: Mapping[str, Any], things: Iterable[AccountThing]
) -> None:
    profiles, users = (
        [each.said for each in things if each.sort == sort] for sort in (PROFILE, USER)
    )
    if profiles or QUEUES_OF_PROFILE in answer:
        scope = _scope_of_answer(*profiles, *read_list(answer.get(QUEUES_OF_PROFILE)))
        sketch.group_rolls.append(roll_of_answers(scope, answer, profiles))
    if users:
        sketch.member_rolls.append(roll_of_users(_scope_of_answer(*users), answer, users))


def _pair_terraform(source: Hcl) -> Iterator[tuple[dict[str, Any], list[ServedQueue] | None]]:
    for block in source.resources("aws_connect_routing_profile"):
        yield read_terraform_profile(block), list_terraform_queues(block)


def _pair_template(
    data: Mapping[str, Any], things: Iterable[AccountThing]
) -> Iterator[tuple[Mapping[str, Any], list[ServedQueue] | None]]:
    resources = read_mapping(data.get("Resources"))
    for thing in things:
        if thing.sort == PROFILE:
            yield thing.said, list_template_queues(thing.said, resources)
    if makes_profiles(data):
        yield {}, None


def _find_scope(source: Any) -> Scope:
    """Return what holds all that a source of a deployment refers to."""
    if isinstance(source, Hcl):
        return "terraform", posixpath.dirname(source.path) or "."
    return "template", source.path


def _scope_of_answer(*said: Any) -> Scope:
    keys = ("RoutingProfileArn", "QueueArn", "Arn")
    found = (read_instance(read_mapping(each), *keys) for each in said)
    return "account", next(filter(None, found), "")


def reference_words(value: Any) -> tuple[str, ...]:
    """Return the words by which other files know what a reference means: ARN, id, address."""
    if isinstance(value, dict):  # of CloudFormation: Ref, Fn::GetAtt, Fn::Sub
        inner = next(iter(value.values()), "")
        value = inner[0] if isinstance(inner, list) and inner else inner
    text = read_text(value)
    if not text:
        return ()
    inside = text.removeprefix("${").removesuffix("}")
    last = _LAST.search(inside)
    ids = [last[0]] if last and _UUID.fullmatch(last[0]) else []
    words = (text, refers_to(text), inside, inside.partition(".")[0], *ids)
    return tuple(dict.fromkeys(word for word in words if word))


def names_resource(reference: str) -> bool:
    """Whether a reference is by an id or by the name of a resource, not by what people say."""
    last = _LAST.search(reference)
    return "${" in reference or bool(last and _UUID.fullmatch(last[0]))


def _find_things(source: Any) -> Iterator[AccountThing]:
    if isinstance(source, Hcl):
        yield from _find_terraform(source)
        return
    data = read_mapping(source.data)
    for key, (sort, mark) in _API.items():
        held = data.get(key)
        for place, said in _list_held(key, held):
            if mark in said:
                words = (read_text(said.get(mark)), read_text(said.get(f"{mark[:-2]}Arn")))
                yield AccountThing(sort, said, words, (*place, *_name_of(said)), words[0])
    for name, told in read_mapping(data.get("Resources")).items():
        if sort := _RESOURCES.get(read_text(read_mapping(told).get("Type")), ""):
            properties = read_mapping(told.get("Properties"))
            path = ("Resources", name, *(("Properties",) if properties else ()))
            yield AccountThing(sort, properties, (name,), (*path, *_name_of(properties)), name)


def _find_terraform(source: Hcl) -> Iterator[AccountThing]:
    for block in source.resources(*_TERRAFORM):
        sort, label = _RESOURCES[block.labels[0]], block.labels[1].replace("_", " ")
        said = _read_block(block)
        yield AccountThing(sort, said, (address(block),), block.at("name"), label, block)


def _list_held(key: str, held: Any) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """Yield what stands under a key, one or a list of them, with its place."""
    if isinstance(held, list):
        yield from (((key, at), read_mapping(each)) for at, each in enumerate(held))
    else:
        yield (key,), read_mapping(held)


def _name_of(said: Mapping[str, Any]) -> tuple[str, ...]:
    return ("Name",) if "Name" in said else ()


def _read_block(block: HclBlock) -> dict[str, Any]:
    """Return what a resource of Terraform says, as the API says it."""
    return {
        "Name": block.get("name"),
        "TimeZone": block.get("time_zone"),
        "HoursOfOperationId": block.get("hours_of_operation_id"),
        "Status": block.get("status"),
        "MaxContacts": block.get("max_contacts"),
        "Config": None if any(block.all("dynamic")) else [
            {
                "Day": config.get("day"),
                "StartTime": _read_time(config, "start_time"),
                "EndTime": _read_time(config, "end_time"),
            }
            for config in block.all("config")
        ],
    }  # fmt: skip


def _read_time(config: HclBlock, key: str) -> dict[str, Any]:
    inner = next(config.all(key), None)
    return {} if inner is None else {"Hours": inner.get("hours"), "Minutes": inner.get("minutes")}


def _put_hours(sketch: Sketch, thing: AccountThing) -> None:
    stretches = _read_week(thing.said.get("Config"))
    if stretches is None:
        sketch.leave(thing.place, f"the hours of {thing.name}", "they are worked out elsewhere")
        return
    id_ = sketch.id(f"\0{thing.words[0]}", name_schedule(thing.name))
    week: dict[str, Any] = {"open": write_hours(stretches), **read_zone(thing.said.get("TimeZone"))}
    if thing.name != id_:
        week["name"] = thing.name
    sketch.put("schedules", id_, week, thing.place)
    sketch.known_as(id_, *thing.words)


def _read_week(config: Any) -> list[tuple[int, int]] | None:
    """Return the stretches of a week in minutes; None where they are not known."""
    if not isinstance(config, list):
        return None
    found: list[tuple[int, int]] = []
    for each in config:
        told = read_mapping(each)
        day = read_text(told.get("Day")).upper()
        start, end = (_read_minutes(told.get(key)) for key in ("StartTime", "EndTime"))
        if day not in _DAYS or start is None or end is None:
            return None
        begins = _DAYS.index(day) * DAY
        # Hours that end as they begin are the whole day; those that end before, on the next.
        found.append((begins + start, begins + end + (DAY if end <= start else 0)))
    return found


def _read_minutes(time: Any) -> int | None:
    told = read_mapping(time)
    hours, minutes = number(told.get("Hours")), number(told.get("Minutes", 0))
    if hours is None or minutes is None or not (0 <= hours <= 24 and 0 <= minutes < 60):
        return None
    return int(hours) * 60 + int(minutes)


def _put_queue(sketch: Sketch, thing: AccountThing) -> None:
    said = thing.said
    team: dict[str, Any] = {}
    if read_text(said.get("Status")).upper() == "DISABLED":
        team["seats"] = 0
    limit = number(said.get("MaxContacts"))
    if limit is not None:
        team["x-most-contacts"] = int(limit)
    reference = said.get("HoursOfOperationId") or said.get("HoursOfOperationArn")
    words = reference_words(reference)
    if words:
        team["open"] = ""
    id_ = sketch.share("teams", thing.name, team, thing.place)
    sketch.known_as(id_, *thing.words)
    if words:
        sketch.lead(("teams", id_, "open"), *words, otherwise="nothing")
    _await_agents(sketch, thing, id_)


def _await_agents(sketch: Sketch, thing: AccountThing, team: str) -> None:
    """Say that agents of routing profiles serve a queue, and nobody else."""
    source: Any = sketch.source
    if isinstance(source, Hcl) or "Resources" in source.data:
        sketch.group_teams.append(GroupTeam(_find_scope(source), team, thing.place))
    elif "/agent/" not in read_text(thing.said.get("QueueArn")):  # the queue of one agent
        scope = _scope_of_answer(thing.said)
        sketch.group_teams.append(GroupTeam(scope, team, thing.place))
