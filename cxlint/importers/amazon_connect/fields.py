"""The fields of Amazon Connect's blocks: which are read, and which change nothing.

Source: https://docs.aws.amazon.com/connect/latest/APIReference/flow-language-actions.html, a page
for each type of block.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.importers.amazon_connect.block_types import (
    ENDS,
    KINDS,
    RETURNS,
    read_list,
    read_mapping,
)
from cxlint.importers.amazon_connect.legacy_modules import ACTIONS
from cxlint.importers.amazon_connect.routing_profiles import QUEUES_OF_PROFILE
from cxlint.importers.known_fields import ANY, Irrelevance, KnownFields
from cxlint.importers.shared import terraform_fields
from cxlint.parsing.document import Document
from cxlint.parsing.hcl_parser import Hcl

if TYPE_CHECKING:
    from cxlint.importers.amazon_connect.containers import FlowContainer
    from cxlint.importers.policy_sketch import Path, Sketch

FLOW, OLDER_FLOW, ANSWER, TEMPLATE = "flow", "older flow", "answer", "template"
RESOURCE = "resource that is a flow"
"""A flow in Terraform, or a module."""

_HANDLED = (
    "CreateCase", "CreateCustomerProfile", "CreatePersistentContactAssociation",
    "CreateWisdomSession", "GetCalculatedAttributesForCustomerProfile", "GetCase",
    "GetCustomerProfile", "GetCustomerProfileObject", "LoadContactContent",
    "AssociateContactToCustomerProfile", "UpdateCase", "UpdateContactCallbackNumber",
    "UpdateContactData", "UpdateContactMediaProcessing",
    "UpdateContactMediaStreamingBehavior", "UpdateContactRecordingAndAnalyticsBehavior",
    "UpdateContactRecordingBehavior", "UpdateContactRoutingBehavior",
    "UpdateContactRoutingCriteria", "UpdateContactTextToSpeechVoice",
    "UpdateCustomerProfile", "UpdateFlowLoggingBehavior",
    "UpdatePreviousContactParticipantState", "UpdateRoutingCriteria", "TagContact",
    "UnTagContact", "StartVoiceIdStream", "DistributeByPercentage", "Wait", "PauseContact",
    "ResumeContact", "SendNotification", "StartOutboundChatContact",
    "StartOutboundEmailContact", "CheckCallProgress", "CheckOutboundCallStatus",
    "CheckVoiceId",
)  # fmt: skip
_DONE = (
    "AuthenticateParticipant", "CreateTask", "ShowView", "TransferContactToAgent",
)  # fmt: skip

_ANSWERS = (
    *(Irrelevance(type_, "Parameters", "how a contact is handled; customers do not notice it")
      for type_ in _HANDLED),
    *(Irrelevance(type_, "Parameters", "how it is done; that it is, and its ways, are read")
      for type_ in _DONE),
    Irrelevance("ConnectParticipantWithLexBot", "Parameters.LexBot Parameters.LexV2Bot"
                " Parameters.LexTimeoutSeconds Parameters.LexInitializationData"
                " Parameters.LexSessionAttributes",
                "which bot it is, and what it is given; what it leads to is in its ways"),
    Irrelevance("CheckMetricData", "Parameters.MetricType Parameters.QueueId",
                "what is measured; what it leads to is in its ways"),
    Irrelevance("GetMetricData", "Parameters.QueueId Parameters.QueueChannel"
                " Parameters.AgentId", "what is measured"),
    Irrelevance("CompleteOutboundCall", "Parameters.CallerId", "the number that is shown"),
    Irrelevance("CreateCallbackContact", "Parameters.InitialCallDelaySeconds"
                " Parameters.MaximumConnectionAttempts Parameters.RetryDelaySeconds"
                " Parameters.ContactFlowId Parameters.CallerId",
                "how a customer is called back; that they are is read"),
    Irrelevance("GetParticipantInput", "Parameters.DTMFConfiguration Parameters.InputValidation"
                " Parameters.InputEncryption",
                "how keys are taken in; where they lead is in the ways"),
    Irrelevance("InvokeLambdaFunction", "Parameters.InvocationTimeLimitSeconds"
                " Parameters.LambdaFunctionARN Parameters.LambdaInvocationAttributes"
                " Parameters.ResponseValidation Parameters.InvocationType",
                "what a program does is not here"),
    Irrelevance("MessageParticipantIteratively", "Parameters.InterruptFrequencySeconds"
                " Parameters.Messages", "what is played to those who wait"),
    Irrelevance("TransferParticipantToThirdParty", "Parameters.ContinueFlowExecution"
                " Parameters.ThirdPartyConnectionTimeLimitSeconds Parameters.ThirdPartyDTMFDigits"
                " Parameters.CallerId", "how a number is called; what follows is in the ways"),
    Irrelevance("UpdateContactAttributes", "Parameters.Attributes Parameters.TargetContact",
                "what is noted of a contact"),
    Irrelevance("UpdateFlowAttributes", "Parameters.FlowAttributes", "what is noted for a while"),
)  # fmt: skip
"""Settings, and why they change nothing unless they name the answer of a block."""

_USED = "read where they name the answer of a block, or another names them"

_ALSO = {each.element: each.fields for each in _ANSWERS}

_SAID = {
    "TransferParticipantToThirdParty": "Parameters.ThirdPartyPhoneNumber",
    "InvokeFlowModule": "Parameters.FlowModuleId Parameters.ContactFlowId",
    "TransferToFlow": "Parameters.ContactFlowId",
    "UpdateContactTargetQueue": "Parameters.QueueId Parameters.AgentId",
    "TransferContactToQueue": "Parameters.QueueId Parameters.AgentId",
    "CreateCallbackContact": "Parameters.QueueId",
    "GetParticipantInput": "Parameters.StoreInput Parameters.InputTimeLimitSeconds",
    "Loop": "Parameters.LoopCount branches.condition Transitions.Conditions.Condition.Operands",
    "Compare": "Parameters.ComparisonValue",
    "UpdateContactEventHooks": "Parameters.EventHooks Parameters.EventHooksConfiguration",
    "Wait": "Transitions.Conditions.Condition.Operands",
    "CheckHoursOfOperation": "Parameters.HoursOfOperationId"
    " Transitions.Conditions.Condition.Operands",
}
"""Settings that are read by themselves."""

READ = {
    terraform_fields.FILE: "locals",
    RESOURCE: "name type content filename",
    FLOW: "Version StartAction Actions Metadata.name Metadata.type"
    " Metadata.ActionMetadata.*.isFriendlyName"
    " Metadata.ActionMetadata.*.parameters.*.displayName"
    " Metadata.ActionMetadata.*.parameters.*.*.displayName",
    OLDER_FLOW: "start type metadata.name metadata.type",
    ANSWER: "Name Type Content Id Arn",
    TEMPLATE: "Resources",
    "hours of operation": "Name TimeZone Config HoursOfOperationId HoursOfOperationArn"
    " name time_zone config.day config.start_time config.end_time dynamic",
    "queue": "Name Status MaxContacts HoursOfOperationId HoursOfOperationArn QueueId QueueArn"
    " name status max_contacts hours_of_operation_id",
    "routing profile": "RoutingProfileId RoutingProfileArn InstanceId"
    " MediaConcurrencies.Channel MediaConcurrencies.Concurrency"
    " AssociatedQueueIds AssociatedManualAssignmentQueueIds NumberOfAssociatedUsers"
    " NumberOfAssociatedQueues NumberOfAssociatedManualAssignmentQueues QueueConfigs.QueueReference"
    " ManualAssignmentQueueConfigs dynamic queue_configs.queue_id queue_configs.channel"
    " manual_assignment_queue_configs.queue_id manual_assignment_queue_configs.channel"
    " media_concurrencies.channel media_concurrencies.concurrency name",
    "user": "RoutingProfileId Arn",
    QUEUES_OF_PROFILE: f"{QUEUES_OF_PROFILE}.QueueId {QUEUES_OF_PROFILE}.QueueArn"
    f" {QUEUES_OF_PROFILE}.Channel",
    **{
        type_: f"{_SAID.get(type_, '')} {_ALSO.get(type_, '')}".strip()
        for type_ in (*_SAID, *_ALSO)
    },
    ANY: "Identifier Type Transitions.NextAction Transitions.Errors.NextAction"
    " Transitions.Errors.ErrorType Transitions.Conditions.NextAction"
    " Transitions.Conditions.Condition.Operands Transitions.Conditions.Condition.Operator"
    " Parameters.Text Parameters.SSML Parameters.PromptId Parameters.PromptText"
    " Parameters.AudioPrompt Parameters.Media"
    " id type target metadata branches.transition branches.condition branches.conditionValue"
    " branches.conditionType parameters",
}

IRRELEVANT = (
    *terraform_fields.AROUND,
    terraform_fields.META,
    Irrelevance(terraform_fields.FILE, "locals", "read where a flow is one of them"),
    Irrelevance(RESOURCE, "type", "read where its blocks do not betray the type of the flow"),
    Irrelevance(RESOURCE, "content filename", "read where it holds the flow, or names its file"),
    Irrelevance(RESOURCE, "description tags instance_id content_hash settings region",
                "how the account keeps a flow"),
    Irrelevance(ANSWER, "Description State Status Tags InstanceArn InstanceId ExternalArn"
                " FlowContentSha256 Version VersionDescription LastModifiedTime"
                " LastModifiedRegion ResponseMetadata NextToken ApproximateTotalCount",
                "how the account keeps a flow"),
    Irrelevance(ANSWER, "Id Arn", "read where another flow names it"),
    Irrelevance(ANSWER, "Type", "read where its blocks do not betray the type of the flow"),
    Irrelevance(TEMPLATE, "Resources",
                "read where a resource is a flow, hours, a queue, a routing profile or a user"),
    Irrelevance(TEMPLATE, "AWSTemplateFormatVersion Description Parameters Outputs Metadata"
                " Conditions Mappings Rules Transform", "what a deployment is given and gives"),
    Irrelevance("hours of operation", "Description Tags InstanceArn LastModifiedTime"
                " LastModifiedRegion description tags instance_id region",
                "how the account keeps it"),
    Irrelevance("hours of operation", "dynamic", "read as to whether they are worked out"),
    Irrelevance("hours of operation", "HoursOfOperationId HoursOfOperationArn",
                "read where a flow or a queue names it"),
    Irrelevance("queue", "Description Tags InstanceArn OutboundCallerConfig"
                " OutboundEmailConfig LastModifiedTime LastModifiedRegion QuickConnectArns"
                " description tags instance_id outbound_caller_config quick_connect_ids region",
                "how the account keeps it, and how it calls out"),
    Irrelevance("queue", "QueueId QueueArn", "read where a flow names it"),
    Irrelevance("routing profile", "Name Description Tags InstanceArn DefaultOutboundQueueId"
                " DefaultOutboundQueueArn AgentAvailabilityTimer IsDefault LastModifiedTime"
                " LastModifiedRegion QueueConfigs.Priority QueueConfigs.Delay"
                " MediaConcurrencies.CrossChannelBehavior description tags instance_id region"
                " default_outbound_queue_id queue_configs.priority queue_configs.delay"
                " manual_assignment_queue_configs.priority manual_assignment_queue_configs.delay"
                " media_concurrencies.cross_channel_behavior",
                "how its agents call out, and whom they take first"),
    Irrelevance("routing profile", "RoutingProfileId RoutingProfileArn InstanceId"
                " AssociatedQueueIds AssociatedManualAssignmentQueueIds NumberOfAssociatedUsers"
                " NumberOfAssociatedQueues NumberOfAssociatedManualAssignmentQueues"
                " MediaConcurrencies.Channel MediaConcurrencies.Concurrency"
                " QueueConfigs.QueueReference ManualAssignmentQueueConfigs dynamic name"
                " queue_configs.queue_id queue_configs.channel"
                " manual_assignment_queue_configs.queue_id"
                " manual_assignment_queue_configs.channel"
                " media_concurrencies.channel media_concurrencies.concurrency",
                "read as to whether anybody serves a queue, where all profiles are at hand"),
    Irrelevance("user", "RoutingProfileId RoutingProfileArn Arn UserArn",
                "read as to whether anybody is in a profile, where an answer has all users"),
    Irrelevance("user", "Id Username IdentityInfo PhoneConfig SecurityProfileIds"
                " SecurityProfileArns DirectoryUserId HierarchyGroupId HierarchyGroupArn"
                " InstanceArn Password Tags UserProficiencies LastModifiedTime"
                " LastModifiedRegion AfterContactWorkConfigs AutoAcceptConfigs"
                " PersistentConnectionConfigs PhoneNumberConfigs VoiceEnhancementConfigs"
                " name password directory_user_id hierarchy_group_id identity_info phone_config"
                " routing_profile_id security_profile_ids instance_id tags region",
                "who somebody is, and what they may do; none of it is taken over"),
    Irrelevance(QUEUES_OF_PROFILE, f"{QUEUES_OF_PROFILE}.* NextToken LastModifiedTime"
                " LastModifiedRegion ResponseMetadata",
                "read as to whether anybody serves a queue, where all profiles are at hand"),
    Irrelevance("queue", "HoursOfOperationId HoursOfOperationArn hours_of_operation_id",
                "read where the hours are among the files"),
    Irrelevance(FLOW, "StartAction", "read where the flow has blocks"),
    Irrelevance(FLOW, "Version", "read as to whether it is a flow"),
    Irrelevance(FLOW, "Metadata.type", "read where its blocks do not betray the type of the flow"),
    Irrelevance(FLOW, "Metadata.entryPointPosition Metadata.snapToGrid Metadata.hash"
                " Metadata.status Metadata.description Metadata.Annotations Metadata.Variables"
                " Settings Metadata.ActionMetadata.*.* Metadata.ActionMetadata.*.parameters.*.*.*"
                " Metadata.ActionMetadata.*.parameters.*.useDynamic"
                " Metadata.ActionMetadata.*.parameters.*.unit"
                " Metadata.ActionMetadata.*.parameters.*.countryCode",
                "how the editor draws and keeps a flow"),
    Irrelevance(FLOW, "Metadata.ActionMetadata.*.isFriendlyName",
                "read where the name is no long number; else the name is taken in any case"),
    Irrelevance(FLOW, "Metadata.ActionMetadata.*.parameters.*.displayName"
                " Metadata.ActionMetadata.*.parameters.*.*.displayName",
                "read of queues, agents, flows, hours and recordings"),
    Irrelevance(OLDER_FLOW, "metadata.type", "read where the flow states no type beside it"),
    Irrelevance(OLDER_FLOW, "version metadata.entryPointPosition metadata.snapToGrid"
                " metadata.description metadata.status metadata.hash",
                "how the editor draws and keeps a flow"),
    Irrelevance(ANY, "metadata", "read as the name of a queue or flow; else how a block is drawn"),
    Irrelevance(ANY, "target", "read of transfers and questions; else the type says it"),
    Irrelevance(ANY, "branches.conditionType branches.condition branches.conditionValue",
                "read of errors, keys, times and values; else it is the one way on"),
    Irrelevance(ANY, "parameters", "read of messages, queues, flows, times, counts and what is"
                f" compared; else how a block does its work; {_USED}"),
    Irrelevance(ANY, "Transitions.Errors.ErrorType",
                "read where errors lead to several places, or to a time or a full queue"),
    Irrelevance(ANY, "Transitions.Conditions.Condition.Operator",
                "read where it is not that the value is the same"),
    Irrelevance(ANY, "Transitions.NextAction",
                "read where it is not one of the other ways, and something may follow"),
    Irrelevance(ANY, "Parameters.Text Parameters.SSML Parameters.PromptId Parameters.PromptText"
                " Parameters.AudioPrompt Parameters.Media",
                "read as words where customers hear them; a recording by its name"),
    Irrelevance("Wait", "Transitions.Conditions.Condition.Operands",
                "read as to whether it goes on by itself: customers choose none of it"),
    Irrelevance("CheckHoursOfOperation", "Transitions.Conditions.Condition.Operands",
                "read as to whether it is closed"),
    Irrelevance("MessageParticipantIteratively", "Transitions.Conditions.Condition.Operands",
                "what it is broken off by: customers choose none of it"),
    Irrelevance("TransferToFlow", "Parameters.ContactFlowId",
                "read where the flow is among the files, or has no name beside its number"),
    Irrelevance("InvokeFlowModule", "Parameters.FlowModuleId Parameters.ContactFlowId",
                "read where the module is among the files, or has no name beside its number"),
    Irrelevance("UpdateContactTargetQueue", "Parameters.QueueId Parameters.AgentId",
                "read where a transfer follows"),
    Irrelevance("TransferContactToQueue", "Parameters.QueueId Parameters.AgentId",
                "read where they are stated, and no block before has chosen"),
    Irrelevance("TransferParticipantToThirdParty", "Parameters.ThirdPartyPhoneNumber",
                "read where it is a number, and not worked out later"),
    Irrelevance("Loop", "branches.condition Transitions.Conditions.Condition.Operands",
                "read as to whether it is the way round"),
    Irrelevance("Loop", "Parameters.LoopCount", "read where it is a number of 1 to 100"),
    Irrelevance("Compare", "Parameters.ComparisonValue",
                "read where it is the channel, a count or the answer of a block"),
    Irrelevance("CheckHoursOfOperation", "Parameters.HoursOfOperationId",
                "read where everybody passes it, and the hours are among the files"),
    Irrelevance("UpdateContactEventHooks", "Parameters.EventHooks"
                " Parameters.EventHooksConfiguration",
                "read of the flow in which customers wait; the others are heard by nobody else"),
    *(Irrelevance(each.element, each.fields, f"{each.reason}; {_USED}") for each in _ANSWERS),
    *(Irrelevance(type_, "Parameters", "the end says it all")
      for type_ in ("DisconnectParticipant", "EndFlowExecution", "EndFlowModuleExecution")),
)  # fmt: skip

FIELDS = KnownFields(READ, IRRELEVANT)
"""What is known of the fields of a flow."""


def look_at_flow(sketch: Sketch, source: Any, place: Path) -> None:
    """Have the flow at a place of its source, and its blocks, held against what is known."""
    flow: Any = source.data
    for step in place:
        flow = flow[step]
    is_older = "modules" in flow
    sketch.look(OLDER_FLOW if is_older else FLOW, flow, place)
    blocks, key = ("modules", "type") if is_older else ("Actions", "Type")
    for number, block in enumerate(read_list(flow.get(blocks))):
        type_ = read_mapping(block).get(key)
        if isinstance(type_, str) and (type_ in _KNOWN or (is_older and type_ in _OLDER)):
            sketch.look(type_, block, (*place, blocks, number))


def look_around(sketch: Sketch, container: FlowContainer) -> None:
    """Have what is around a flow in its file held against what is known."""
    shown = None if isinstance(container.source, Document | Hcl) else ()
    for held, place in container.around:
        type_ = TEMPLATE if "Resources" in held else ANSWER
        sketch.look(type_, held, place, shown)
    if container.block is not None:
        sketch.look(RESOURCE, container.block, container.block.place, shown)


def look_at_file(sketch: Sketch, source: Any) -> None:
    """Have what is around the things of an account in a file held against what is known."""
    if isinstance(source, Hcl):
        shown = None if sketch.source is source else ()
        sketch.look(terraform_fields.FILE, source.root, (0, 0), shown)
    elif QUEUES_OF_PROFILE not in source.data:
        sketch.look(TEMPLATE if "Resources" in source.data else ANSWER, source.data, ())


_KNOWN = frozenset({*KINDS, *ENDS, *RETURNS})
_OLDER = frozenset({*ACTIONS, "Transfer"})
