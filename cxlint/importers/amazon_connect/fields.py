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
from cxlint.importers.known_fields import ANY, Irrelevance, KnownFields

if TYPE_CHECKING:
    from cxlint.importers.amazon_connect.containers import FlowContainer
    from cxlint.importers.policy_sketch import Path, Sketch

FLOW, OLDER_FLOW, ANSWER, TEMPLATE = "flow", "older flow", "answer", "template"

READ = {
    FLOW: "Version StartAction Actions Metadata.name Metadata.type"
    " Metadata.ActionMetadata.*.isFriendlyName"
    " Metadata.ActionMetadata.*.parameters.*.displayName"
    " Metadata.ActionMetadata.*.parameters.*.*.displayName",
    OLDER_FLOW: "start type modules metadata.name metadata.type",
    ANSWER: "Name Type Content ContactFlow ContactFlowModule",
    "hours of operation": "Name TimeZone Config HoursOfOperationId HoursOfOperationArn",
    "queue": "Name Status MaxContacts HoursOfOperationId HoursOfOperationArn QueueId QueueArn",
    "routing profile": "RoutingProfileId RoutingProfileArn InstanceId"
    " MediaConcurrencies.Channel MediaConcurrencies.Concurrency"
    " AssociatedQueueIds AssociatedManualAssignmentQueueIds NumberOfAssociatedUsers"
    " NumberOfAssociatedQueues NumberOfAssociatedManualAssignmentQueues QueueConfigs.QueueReference"
    " ManualAssignmentQueueConfigs",
    "user": "RoutingProfileId Arn",
    "RoutingProfileQueueConfigSummaryList": "RoutingProfileQueueConfigSummaryList.QueueId"
    " RoutingProfileQueueConfigSummaryList.QueueArn"
    " RoutingProfileQueueConfigSummaryList.Channel RoutingProfile",
    "ConnectParticipantWithLexBot": "Parameters.LexSessionAttributes",
    "TransferParticipantToThirdParty": "Parameters.ThirdPartyPhoneNumber",
    "InvokeFlowModule": "Parameters.FlowModuleId Parameters.ContactFlowId",
    "TransferToFlow": "Parameters.ContactFlowId",
    "UpdateContactTargetQueue": "Parameters.QueueId Parameters.AgentId",
    "TransferContactToQueue": "Parameters.QueueId Parameters.AgentId",
    "CreateCallbackContact": "Parameters.QueueId",
    "CheckHoursOfOperation": "Parameters.HoursOfOperationId",
    "GetParticipantInput": "Parameters.StoreInput Parameters.InputTimeLimitSeconds",
    "Loop": "Parameters.LoopCount",
    "Compare": "Parameters.ComparisonValue",
    ANY: "Identifier Type Transitions.NextAction Transitions.Errors.NextAction"
    " Transitions.Errors.ErrorType Transitions.Conditions.NextAction"
    " Transitions.Conditions.Condition.Operands Transitions.Conditions.Condition.Operator"
    " Parameters.Text Parameters.SSML Parameters.PromptId Parameters.PromptText"
    " Parameters.AudioPrompt Parameters.Media"
    " id type target branches.transition branches.condition branches.conditionValue"
    " branches.conditionType parameters.name parameters.value parameters.namespace"
    " parameters.key parameters.resourceName",
}

IRRELEVANT = (
    Irrelevance(ANSWER, "Arn Id Description State Status Tags InstanceArn InstanceId ExternalArn"
                " FlowContentSha256 Version VersionDescription LastModifiedTime"
                " LastModifiedRegion ResponseMetadata",
                "how the account keeps a flow; other flows may name it by its number"),
    Irrelevance(TEMPLATE, "Resources",
                "read where a resource is a flow, hours, a queue, a routing profile or a user"),
    Irrelevance(TEMPLATE, "AWSTemplateFormatVersion Description Parameters Outputs Metadata"
                " Conditions Mappings Rules Transform", "what a deployment is given and gives"),
    Irrelevance("hours of operation", "Description Tags InstanceArn LastModifiedTime"
                " LastModifiedRegion", "how the account keeps it"),
    Irrelevance("hours of operation", "HoursOfOperationId HoursOfOperationArn",
                "read where a flow or a queue names it"),
    Irrelevance("queue", "Description Tags InstanceArn OutboundCallerConfig"
                " OutboundEmailConfig LastModifiedTime LastModifiedRegion QuickConnectArns",
                "how the account keeps it, and how it calls out"),
    Irrelevance("queue", "QueueId QueueArn", "read where a flow names it"),
    Irrelevance("routing profile", "Name Description Tags InstanceArn DefaultOutboundQueueId"
                " DefaultOutboundQueueArn AgentAvailabilityTimer IsDefault LastModifiedTime"
                " LastModifiedRegion QueueConfigs.Priority QueueConfigs.Delay"
                " MediaConcurrencies.CrossChannelBehavior",
                "how its agents call out, and whom they take first"),
    Irrelevance("routing profile", "RoutingProfileId RoutingProfileArn InstanceId"
                " AssociatedQueueIds AssociatedManualAssignmentQueueIds NumberOfAssociatedUsers"
                " NumberOfAssociatedQueues NumberOfAssociatedManualAssignmentQueues"
                " MediaConcurrencies.Channel MediaConcurrencies.Concurrency"
                " QueueConfigs.QueueReference ManualAssignmentQueueConfigs",
                "read as to whether anybody serves a queue, where all profiles are at hand"),
    Irrelevance("user", "RoutingProfileId RoutingProfileArn Arn UserArn",
                "read as to whether anybody is in a profile, where an answer has all users"),
    Irrelevance("user", "Id Username IdentityInfo PhoneConfig SecurityProfileIds"
                " SecurityProfileArns DirectoryUserId HierarchyGroupId HierarchyGroupArn"
                " InstanceArn Password Tags UserProficiencies LastModifiedTime"
                " LastModifiedRegion AfterContactWorkConfigs AutoAcceptConfigs"
                " PersistentConnectionConfigs PhoneNumberConfigs VoiceEnhancementConfigs",
                "who somebody is, and what they may do; none of it is taken over"),
    Irrelevance("RoutingProfileQueueConfigSummaryList", "RoutingProfileQueueConfigSummaryList"
                " RoutingProfile NextToken LastModifiedTime LastModifiedRegion ResponseMetadata",
                "read as to whether anybody serves a queue, where all profiles are at hand"),
    Irrelevance("queue", "HoursOfOperationId HoursOfOperationArn",
                "read where the hours are among the files"),
    Irrelevance(FLOW, "Metadata.type", "read where its blocks do not betray the type of the flow"),
    Irrelevance(OLDER_FLOW, "metadata.type", "read where the flow states no type beside it"),
    Irrelevance(FLOW, "Metadata.entryPointPosition Metadata.snapToGrid Metadata.hash"
                " Metadata.status Metadata.description Metadata.Annotations Metadata.Variables"
                " Settings Metadata.ActionMetadata.*.* Metadata.ActionMetadata.*.parameters.*.*.*",
                "how the editor draws and keeps a flow"),
    Irrelevance(FLOW, "Metadata.ActionMetadata.*.isFriendlyName",
                "read where the name is no long number; else the name is taken in any case"),
    Irrelevance(FLOW, "Metadata.ActionMetadata.*.parameters.*.displayName"
                " Metadata.ActionMetadata.*.parameters.*.*.displayName",
                "read of queues, agents, flows, hours and recordings"),
    Irrelevance(OLDER_FLOW, "version metadata.entryPointPosition metadata.snapToGrid"
                " metadata.description metadata.status metadata.hash",
                "how the editor draws and keeps a flow"),
    Irrelevance(ANY, "metadata", "read as the name of a queue or flow; else how a block is drawn"),
    Irrelevance(ANY, "target", "read of transfers and questions; else the type says it"),
    Irrelevance(ANY, "branches.conditionType parameters.namespace",
                "read where a branch compares, or a value comes from a contact"),
    Irrelevance(ANY, "parameters", "read of messages, queues, flows, times, counts and what is"
                " compared; else how a block does its work"),
    Irrelevance(ANY, "Transitions.Errors.ErrorType",
                "read where errors lead to several places, or to a time or a full queue"),
    Irrelevance(ANY, "Transitions.Conditions.Condition.Operator",
                "read where it is not that the value is the same"),
    Irrelevance(ANY, "Transitions.NextAction",
                "read where it is not one of the other ways, and something may follow"),
    Irrelevance("Wait", "Transitions.Conditions.Condition.Operands",
                "whatever it waits for: customers choose none of it"),
    Irrelevance("MessageParticipantIteratively", "Transitions.Conditions.Condition.Operands",
                "what it is broken off by: customers choose none of it"),
    Irrelevance("ConnectParticipantWithLexBot", "Parameters.LexBot Parameters.LexV2Bot"
                " Parameters.LexTimeoutSeconds Parameters.LexInitializationData",
                "which bot it is; what it leads to is in its ways"),
    Irrelevance("ConnectParticipantWithLexBot", "Parameters.LexSessionAttributes",
                "read where they name the answer of a block"),
    Irrelevance(ANSWER, "Type", "read where its blocks do not betray the type of the flow"),
    Irrelevance("TransferToFlow", "Parameters.ContactFlowId",
                "read where the flow is among the files, or has no name beside its number"),
    Irrelevance("InvokeFlowModule", "Parameters.FlowModuleId Parameters.ContactFlowId",
                "read where the module is among the files, or has no name beside its number"),
    Irrelevance("TransferParticipantToThirdParty", "Parameters.ThirdPartyPhoneNumber",
                "read where it is a number, and not worked out later"),
    Irrelevance("Loop", "branches.condition", "read as to whether it is the way round"),
    Irrelevance("Loop", "Parameters.LoopCount", "read where it is a number of 1 to 100"),
    Irrelevance("Compare", "Parameters.ComparisonValue",
                "read where it is the channel, a count or the answer of a block"),
    Irrelevance("CheckHoursOfOperation", "Parameters.HoursOfOperationId",
                "read where everybody passes it, and the hours are among the files"),
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
                "read where they name the answer of a block; what a program does is not here"),
    Irrelevance("MessageParticipantIteratively", "Parameters.InterruptFrequencySeconds"
                " Parameters.Messages", "what is played to those who wait"),
    Irrelevance("TransferParticipantToThirdParty", "Parameters.ContinueFlowExecution"
                " Parameters.ThirdPartyConnectionTimeLimitSeconds Parameters.ThirdPartyDTMFDigits"
                " Parameters.CallerId", "how a number is called; what follows is in the ways"),
    Irrelevance("UpdateContactAttributes", "Parameters.Attributes Parameters.TargetContact",
                "read where a block compares or says them"),
    Irrelevance("UpdateFlowAttributes", "Parameters.FlowAttributes",
                "read where a block compares or says them"),
    Irrelevance("UpdateContactEventHooks", "Parameters.EventHooks"
                " Parameters.EventHooksConfiguration",
                "read of the flow in which customers wait; the others are heard by nobody else"),
    *(
        Irrelevance(type_, "Parameters", "how a contact is handled; customers do not notice it")
        for type_ in (
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
        )
    ),
    *(
        Irrelevance(type_, "Parameters", "how it is done; that it is, and its ways, are read")
        for type_ in (
            "AuthenticateParticipant", "CreateTask", "ShowView", "DisconnectParticipant",
            "EndFlowExecution", "EndFlowModuleExecution", "TransferContactToAgent",
        )
    ),
    Irrelevance("MessageParticipant", "Parameters.PromptId Parameters.Media"
                " Parameters.AudioPrompt", "read as a recording; which one, where it has a name"),
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
    for held, place in container.around:
        type_ = TEMPLATE if "Resources" in held else ANSWER
        sketch.look(type_, held, place, container.flow.place if container.flow else ())


_KNOWN = frozenset({*KINDS, *ENDS, *RETURNS})
_OLDER = frozenset({*ACTIONS, "Transfer"})
