"""Which queues agents serve: routing profiles and users of an account of Amazon Connect.

Source: https://docs.aws.amazon.com/connect/latest/APIReference/API_RoutingProfile.html. Every agent
has one routing profile. SearchRoutingProfiles names the queues of each; DescribeRoutingProfile does
not, as its page says. A profile takes contacts of a channel only where it says how many at once.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from cxlint.importers.amazon_connect.block_types import read_list, read_mapping, read_text
from cxlint.importers.shared.terraform_addresses import number
from cxlint.importers.team_rolls import GroupRoll, MemberRoll, WorkGroup
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cxlint.importers.policy_sketch import Path
    from cxlint.importers.team_rolls import Scope
    from cxlint.parsing.hcl_parser import Hcl, HclBlock

QUEUES_OF_PROFILE = "RoutingProfileQueueConfigSummaryList"
"""Where ListRoutingProfileQueues answers: the queues of a profile that it does not name."""

_INSTANCE = re.compile(r"\binstance/([^/]+)")
_QUEUE_ADDRESS = re.compile(r"(?<!data\.)\baws_connect_queue\.([\w-]+)")
_QUEUE_LINE = re.compile(rf"(?m)^(?!\s*(?:#|//))[^\n]*?{_QUEUE_ADDRESS.pattern}")
_QUEUE_ARN = re.compile(r"(?:\$\{)?(\w+)\.QueueArn\}?")
_OTHER_DATA = re.compile(r"\bdata\.aws_connect_queue\.")
_OPEN = re.compile(r"\b(?:var|local|module|each|count|self)\.")
_INSIDE = re.compile(r"\$\{\s*([^{}]+?)\s*\}")
_REFERENCES = ("Ref", "Fn::GetAtt", "Fn::Sub")


_MOVES = ("import", "moved", "removed")
"""Blocks that say where something is kept, and not what becomes of it."""


class ServedQueue(NamedTuple):
    """A queue in a profile: the words that mean it, and the channel; empty for any.

    Without words it is not known which queue it is.
    """

    words: tuple[str, ...]
    channel: str = ""


def read_instance(said: Mapping[str, Any], *keys: str) -> str:
    """Return the instance that something of an account belongs to, as far as it is said."""
    for key in keys:
        if found := _INSTANCE.search(read_text(said.get(key))):
            return found[1]
    return read_text(said.get("InstanceId"))


def is_complete(answer: Mapping[str, Any], key: str) -> bool:
    """Whether an answer to a search holds all there is."""
    listed = answer.get(key)
    if not isinstance(listed, list) or answer.get("NextToken"):
        return False
    total = number(answer.get("ApproximateTotalCount"))
    return total is None or total <= len(listed)


def build_group(
    said: Mapping[str, Any], queues: Iterable[ServedQueue] | None, words: tuple[str, ...]
) -> WorkGroup:
    """Return the agents of a profile, with the queues whose contacts they take."""
    channels = _list_channels(said)
    serves = (
        word
        for queue in queues or ()
        if channels is None or (queue.channel in channels if queue.channel else channels)
        for word in queue.words
    )
    vacant = number(said.get("NumberOfAssociatedUsers")) == 0
    known = number(said.get("NumberOfAssociatedUsers")) is not None
    return WorkGroup(() if known else words, tuple(dict.fromkeys(serves)), vacant)


def _list_channels(said: Mapping[str, Any]) -> set[str] | None:
    """Return the channels on which a profile takes contacts; None where it is not known."""
    listed = said.get("MediaConcurrencies")
    if not isinstance(listed, list):
        return None
    found = [read_mapping(each) for each in listed]
    if not all(read_text(each.get("Channel")) for each in found):
        return None
    return {
        read_text(each.get("Channel")).upper()
        for each in found
        if (most := number(each.get("Concurrency"))) is None or most >= 1
    }


def list_answered_queues(said: Mapping[str, Any]) -> list[ServedQueue] | None:
    """Return the queues that an answer of the API says a profile has; None where it says none."""
    listed = said.get("AssociatedQueueIds")
    by_hand = read_list(said.get("AssociatedManualAssignmentQueueIds"))
    if isinstance(listed, list):
        return [ServedQueue((each,)) for each in (*listed, *by_hand) if isinstance(each, str)]
    counts = ("NumberOfAssociatedQueues", "NumberOfAssociatedManualAssignmentQueues")
    queues, at_hand = (number(said.get(key)) for key in counts)
    return [] if queues == 0 and not at_hand and not by_hand else None


def list_summed_queues(listed: Any) -> list[ServedQueue]:
    """Return the queues of the answer that lists those of one profile."""
    rows = [read_mapping(each) for each in read_list(listed)]
    return [
        ServedQueue(tuple(filter(None, map(read_text, map(row.get, ("QueueId", "QueueArn"))))),
                    read_text(row.get("Channel")).upper())
        for row in rows
    ]  # fmt: skip


def list_template_queues(
    properties: Mapping[str, Any], resources: Mapping[str, Any]
) -> list[ServedQueue] | None:
    """Return the queues of a profile of CloudFormation; None where they are not known."""
    listed = properties.get("QueueConfigs")
    by_hand = read_list(properties.get("ManualAssignmentQueueConfigs"))
    if not isinstance(listed, list):
        return None
    references = [read_mapping(read_mapping(each).get("QueueReference"))
                  for each in (*listed, *by_hand)]  # fmt: skip
    return [
        ServedQueue(_template_words(told.get("QueueArn"), resources),
                    read_text(told.get("Channel")).upper())
        for told in references
    ]  # fmt: skip


def list_resource_names(properties: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    """Yield the resources whose ARN a profile of CloudFormation takes for that of a queue."""
    for key in ("QueueConfigs", "ManualAssignmentQueueConfigs"):
        for at, each in enumerate(read_list(properties.get(key))):
            value = read_mapping(read_mapping(each).get("QueueReference")).get("QueueArn")
            if found := _QUEUE_ARN.fullmatch(_read_attribute(value)):
                yield (key, at, "QueueReference", "QueueArn"), found[1]


def _read_attribute(value: Any) -> str:
    """Return the attribute of a resource that a value is, as `Resource.Attribute`."""
    if isinstance(value, dict):
        told = value.get("Fn::GetAtt", value.get("Fn::Sub"))
        parts = told if isinstance(told, list) else [told]
        return ".".join(each for each in parts if isinstance(each, str))
    return read_text(value)


def _template_words(value: Any, resources: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the words that mean a queue of the template; an ARN may mean any of them."""
    if isinstance(value, dict):
        key, told = next(iter(value.items()), ("", ""))
        value = (told[0] if isinstance(told, list) and told else told) if key in _REFERENCES else ""
    text = read_text(value)
    inside = _INSIDE.fullmatch(text)
    name = (inside[1] if inside else text).partition(".")[0]
    return (name,) if name in resources else ()


def list_terraform_queues(block: HclBlock) -> list[ServedQueue] | None:
    """Return the queues of a profile of Terraform; None where they are not known."""
    configs = list(block.all("queue_configs"))
    by_hand = list(block.all("manual_assignment_queue_configs"))
    if not configs or any(block.all("dynamic")):
        return None
    return [
        ServedQueue(_terraform_words(each.get("queue_id")), read_text(each.get("channel")).upper())
        for each in (*configs, *by_hand)
    ]


def list_addresses(value: Any) -> list[str]:
    """Return the addresses of the queues of Terraform that a value names."""
    return [f"aws_connect_queue.{name}" for name in _QUEUE_ADDRESS.findall(read_text(value))]


def may_name_queue(text: str) -> bool:
    """Whether a text of Terraform names a queue, but for lines that are remarks."""
    return _QUEUE_LINE.search(text) is not None


def _terraform_words(value: Any) -> tuple[str, ...]:
    """Return the words that mean a queue: the addresses in what is said, or that of other data.

    An id may mean any queue, as what was there before is taken over with its id.
    """
    text = read_text(value)
    if named := list_addresses(value):
        return tuple(named)
    return (text,) if _OTHER_DATA.search(text) and not _OPEN.search(text) else ()


def read_terraform_profile(block: HclBlock) -> dict[str, Any]:
    """Return what a profile of Terraform says of channels, as the API says it."""
    if any(block.all("dynamic")):
        return {}
    return {
        "MediaConcurrencies": [
            {"Channel": each.get("channel"), "Concurrency": each.get("concurrency")}
            for each in block.all("media_concurrencies")
        ]
    }


def roll_of_template(
    scope: Scope, profiles: Iterable[tuple[Mapping[str, Any], list[ServedQueue] | None]]
) -> GroupRoll | None:
    """Return the profiles of a template or a folder of Terraform; None where it has none.

    It is whole where the queues of each of them are known: nobody else serves a queue that is set
    up here, unless somebody adds it by hand.
    """
    listed = list(profiles)
    if not listed:
        return None
    known = all(queues is not None and all(queue.words for queue in queues) for _, queues in listed)
    return GroupRoll(scope, tuple(build_group(said, queues, ()) for said, queues in listed), known)


def roll_of_answers(
    scope: Scope, answer: Mapping[str, Any], profiles: Iterable[Mapping[str, Any]]
) -> GroupRoll:
    """Return the profiles of an answer of the API: all of the account, where it is a search."""
    listed = list(profiles)
    beside = answer.get(QUEUES_OF_PROFILE)
    queues = [list_answered_queues(said) for said in listed]
    if isinstance(beside, list) and len(listed) <= 1:
        queues, listed = [list_summed_queues(beside)], listed or [{}]
    groups = tuple(
        build_group(said, each, _name_profile(said))
        for said, each in zip(listed, queues, strict=True)
    )
    known = all(each is not None for each in queues)
    return GroupRoll(scope, groups, True if known and _holds_all(answer) else None)


def _holds_all(answer: Mapping[str, Any]) -> bool:
    return is_complete(answer, "RoutingProfiles")


def _name_profile(said: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(filter(None, (read_text(said.get("RoutingProfileId")),)))


def roll_of_users(
    scope: Scope, answer: Mapping[str, Any], users: Iterable[Mapping[str, Any]]
) -> MemberRoll:
    """Return the profiles that users are in: of all of the account, where it is a search."""
    words = tuple(read_text(said.get("RoutingProfileId")) for said in users)
    return MemberRoll(scope, words, is_complete(answer, "Users") and all(words))


def find_handed_out(data: Mapping[str, Any]) -> frozenset[str]:
    """Return the words of a template outside Amazon Connect's own resources.

    What is given out, or named by a resource of another kind, may be served by whoever gets it.
    """
    shown = [value for key, value in data.items() if key == "Outputs" or key.startswith("Fn::")]
    for key, told in read_mapping(data.get("Resources")).items():
        type_ = read_text(read_mapping(told).get("Type"))
        if key.startswith("Fn::") or not type_.startswith("AWS::Connect::"):
            shown.append(told)
    return frozenset(re.findall(r"\w+", json.dumps(shown, default=str)))


def makes_profiles(data: Mapping[str, Any]) -> bool:
    """Whether a template makes routing profiles in a loop, so that not all are written out."""
    return any(
        key.startswith("Fn::") and "AWS::Connect::RoutingProfile" in json.dumps(told, default=str)
        for key, told in read_mapping(data.get("Resources")).items()
    )


def find_named_elsewhere(source: Hcl) -> frozenset[str]:
    """Return the queues of Terraform that a file names outside Amazon Connect's own resources."""
    shown = [
        block
        for block in source.root.blocks
        if block.type not in _MOVES
        and not (block.type == "resource" and block.labels[:1][0].startswith("aws_connect_"))
    ]
    found: set[str] = set()
    for block in shown:  # grows while it is walked
        found.update(_QUEUE_ADDRESS.findall(str(block.attributes)))
        shown.extend(block.blocks)
    return frozenset(f"aws_connect_queue.{name}" for name in found)
