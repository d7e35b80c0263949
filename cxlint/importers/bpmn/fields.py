"""The fields of BPMN's elements: which are read, and which change nothing.

Sources: https://www.omg.org/spec/BPMN/2.0.2 with its schema; of engines
https://docs.camunda.org/manual/latest/reference/bpmn20/custom-extensions/extension-attributes/ and
https://www.flowable.com/open-source/docs/bpmn/ch07b-BPMN-Constructs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.importers.bpmn.model import NODES, SPACE, SUB_PROCESSES
from cxlint.importers.known_fields import ANY, Irrelevance, KnownFields

if TYPE_CHECKING:
    from cxlint.importers.policy_sketch import Sketch
    from cxlint.parsing.xml_parser import Element

_PARTS = frozenset({
    "definitions", "process", "laneSet", "childLaneSet", "lane", "collaboration", "participant",
    "messageFlow", "sequenceFlow", "association", "resource",
})  # fmt: skip
"""Elements beside the nodes whose fields are looked at one by one."""

_UNSEEN = frozenset({"BPMNDiagram", "extensionElements"})
"""Elements in which no such parts are looked for."""

_EVENTS = ("startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent",
           "boundaryEvent")  # fmt: skip
_CATCHES = ("startEvent", "intermediateCatchEvent", "boundaryEvent")
_CHOICES = ("exclusiveGateway", "inclusiveGateway", "complexGateway")
_GATEWAYS = tuple(sorted(each for each in NODES if each.endswith("Gateway")))
_ACTIVITIES = tuple(sorted(NODES - {*_EVENTS, *_GATEWAYS}))
_WORK = ("task", "userTask", "manualTask")
_PEOPLE = "humanPerformer potentialOwner performer resourceRole"
_ASSIGNED = "assignee candidateGroups candidateUsers"


def _within(outers: str, paths: str) -> str:
    return " ".join(f"{outer}.{path}" for outer in outers.split() for path in paths.split())


_SORTS = {
    "startEvent": "error escalation timer",
    "endEvent": "message signal cancel terminate error escalation",
    "intermediateCatchEvent": "message signal conditional link timer",
    "intermediateThrowEvent": "message signal escalation link",
    "boundaryEvent": "compensate error escalation timer",
}
"""The sorts of event of which each kind makes something of its own."""

_ALIKE = {
    "startEvent": "message signal conditional compensate",
    "endEvent": "compensate",
    "intermediateThrowEvent": "compensate",
    "boundaryEvent": "message signal conditional cancel",
}
"""The sorts that are taken for any event of the kind."""


def _list_definitions(sorts: str) -> str:
    return " ".join(f"{sort}EventDefinition" for sort in sorts.split())


_EXPRESSIONS = "formalExpression expression"
_CALLED_BY = _within(
    _PEOPLE, "resourceRef " + _within("resourceAssignmentExpression", _EXPRESSIONS)
)

_TIMER = "timerEventDefinition.timeDuration timerEventDefinition.timeCycle"
_INNER = {
    "startEvent": "errorEventDefinition.errorRef escalationEventDefinition.escalationRef"
    f" {_TIMER} isInterrupting initiator",
    "endEvent": "errorEventDefinition.errorRef escalationEventDefinition.escalationRef"
    " eventDefinitionRef",
    "intermediateCatchEvent": "linkEventDefinition.name timerEventDefinition.timeDuration"
    " eventDefinitionRef",
    "intermediateThrowEvent": "linkEventDefinition.name eventDefinitionRef",
    "boundaryEvent": "errorEventDefinition.errorRef escalationEventDefinition.escalationRef"
    f" {_TIMER} attachedToRef cancelActivity",
}
"""What is read of events, beside which sort they are of."""

_OF_WORK = (
    f"{_ASSIGNED} {_within('extensionElements.assignmentDefinition', _ASSIGNED)} {_CALLED_BY}"
)

READ = {
    ANY: "id name",
    **{event: f"{_list_definitions(_SORTS[event])} {_INNER[event]}" for event in _EVENTS},
    **dict.fromkeys(_ACTIVITIES, "isForCompensation"),
    **dict.fromkeys(_CHOICES, "default"),
    **dict.fromkeys(_WORK, f"isForCompensation {_OF_WORK}"),
    "userTask": f"isForCompensation {_OF_WORK} extensionElements.taskListener.event",
    "callActivity": "isForCompensation calledElement caseRef"
    " extensionElements.calledElement.processId",
    "receiveTask": "isForCompensation instantiate",
    "eventBasedGateway": "instantiate",
    **dict.fromkeys(SUB_PROCESSES, "isForCompensation triggeredByEvent"),
    "lane": "name flowNodeRef",
    "participant": "id name processRef",
    "messageFlow": "name sourceRef targetRef",
    "sequenceFlow": "id name sourceRef targetRef conditionExpression",
    "association": "sourceRef targetRef",
}

_ENGINE = (
    "async asyncBefore asyncAfter exclusive jobPriority taskPriority priority class expression"
    " delegateExpression type topic implementation resultVariable resultVariableName formKey"
    " formRef formRefBinding formRefVersion formHandlerClass formFieldValidation formProperty"
    " dueDate followUpDate businessCalendarName category skipExpression triggerable parallel"
    " mapDecisionResult decisionRef decisionRefBinding decisionRefVersion decisionRefTenantId"
    " calledElementBinding calledElementVersion calledElementVersionTag calledElementTenantId"
    " calledElementType caseBinding caseVersion caseTenantId variableMappingClass"
    " variableMappingDelegateExpression inheritVariables businessKey scriptFormat resource"
    " processid activityid userConstraints stencilid"
)
"""Attributes by which engines and editors say how something is carried out."""

_DATA = (
    "ioSpecification property dataInputAssociation dataOutputAssociation dataInput dataOutput"
    " inputSet outputSet dataObject dataObjectReference dataStoreReference"
)

IRRELEVANT = (
    Irrelevance(ANY, "documentation textAnnotation group category categoryValueRef",
                "for those who read it"),
    Irrelevance(ANY, "incoming outgoing", "said by the sequence flows as well"),
    Irrelevance(ANY, "extensionElements",
                "read of whom a task is given to, and what is called; else how an engine works"),
    Irrelevance(ANY, _DATA, "which data go where"),
    Irrelevance(ANY, _ENGINE, "how an engine carries it out"),
    Irrelevance(ANY, "startQuantity completionQuantity", "how many tokens: nearly always one"),
    Irrelevance(ANY, "multiInstanceLoopCharacteristics standardLoopCharacteristics",
                "how often something is done, at once or in turn; that it is done is read"),
    Irrelevance(ANY, "auditing monitoring", "what is recorded"),
    Irrelevance(ANY, "id", "read where something refers to it"),
    *(Irrelevance(event, f"{_list_definitions(_SORTS[event])} eventDefinitionRef",
                  "read as to what kind of event it is; which message or signal is not")
      for event in ("intermediateCatchEvent", "intermediateThrowEvent", "endEvent")),
    *(Irrelevance(event, _list_definitions(_SORTS[event]),
                  "read as to what kind of event it is; which message or signal is not")
      for event in ("startEvent", "boundaryEvent")),
    *(Irrelevance(event, f"{_list_definitions(_ALIKE[event])} eventDefinitionRef",
                  "which kind of event it is; that it happens is read")
      for event in ("startEvent", "boundaryEvent")),
    *(Irrelevance(event, _list_definitions(_ALIKE[event]),
                  "which kind of event it is; that it happens is read")
      for event in ("endEvent", "intermediateThrowEvent")),
    Irrelevance("intermediateCatchEvent", "timerEventDefinition.timeCycle",
                "a rhythm, in which nobody waits"),
    Irrelevance("boundaryEvent", "cancelActivity", "read of what goes off meanwhile"),
    Irrelevance("receiveTask", "instantiate", "read where nothing waits before it"),
    *(Irrelevance(event, "errorEventDefinition.errorRef escalationEventDefinition.escalationRef",
                  "read where one is thrown that another catches")
      for event in ("startEvent", "endEvent", "boundaryEvent")),
    *(Irrelevance(event, _within("errorEventDefinition escalationEventDefinition"
                                 " linkEventDefinition timerEventDefinition",
                                 "id documentation extensionElements errorCodeVariable"
                                 " errorMessageVariable escalationCodeVariable source target"
                                 " businessCalendarName endDate"), "how an engine tells of it")
      for event in _EVENTS),
    *(Irrelevance(event, "timerEventDefinition.timeDate parallelMultiple",
                  "on which day it goes off; that it does is read") for event in _EVENTS),
    Irrelevance("intermediateThrowEvent", "escalationEventDefinition.escalationRef",
                "which escalation it is; it ends nothing"),
    Irrelevance("startEvent", "initiator", "read where a task is given to whoever asks"),
    *(Irrelevance(work, _OF_WORK, "read of the first who is named, where no lane says whose it is")
      for work in _WORK),
    *(Irrelevance(work, _within(_PEOPLE, "id name resourceParameterBinding"
                                " resourceAssignmentExpression.id "
                                + _within(_within("resourceAssignmentExpression", _EXPRESSIONS),
                                          "id type language evaluatesToTypeRef")),
                  "how it is written down whom it is given to") for work in _WORK),
    *(Irrelevance(each, _OF_WORK, "nobody does it by hand") for each in _ACTIVITIES
      if each not in _WORK),
    Irrelevance("userTask", "extensionElements.taskListener.event",
                "read as to whether somebody is called when time is up"),
    Irrelevance(ANY, "default", "which of its flows have a condition is read of the flows"),
    *(Irrelevance(gateway, "default", "read where it is one of several flows")
      for gateway in _CHOICES),
    *(Irrelevance(gateway, "gatewayDirection eventGatewayType activationCondition",
                  "which its flows say as well") for gateway in _GATEWAYS),
    *(Irrelevance(task, "messageRef operationRef", "which message; the message flows say whose")
      for task in ("receiveTask", "sendTask", "serviceTask")),
    Irrelevance("scriptTask", "script", "what a program does is not here"),
    *(Irrelevance(each, "artifact ordering cancelRemainingInstances completionCondition method"
                  " protocol", "in which order its parts are done")
      for each in sorted(SUB_PROCESSES)),
    Irrelevance("process", "isExecutable isClosed processType candidateStarterGroups"
                " candidateStarterUsers versionTag historyTimeToLive isStartableInTasklist"
                " defaultName supports correlationSubscription supportedInterfaceRef"
                " definitionalCollaborationRef resourceRole ioBinding",
                "how an engine carries it out, and who may begin it"),
    *(Irrelevance(event, _within(_TIMER, "type id language"), "how the time is written down")
      for event in _CATCHES),
    Irrelevance("startEvent", f"{_TIMER} isInterrupting",
                "read of what begins beside a process that goes on"),
    Irrelevance("intermediateCatchEvent", "timerEventDefinition.timeDuration",
                "read where nothing waits before it"),
    *(Irrelevance(each, "isForCompensation", "read where no flow leads to it")
      for each in _ACTIVITIES),
    Irrelevance("lane", "name flowNodeRef", "read of work, and where it is the customer's"),
    Irrelevance("messageFlow", "name sourceRef targetRef",
                "read where it leads to the start of a process, or to a wait"),
    Irrelevance("participant", "id name processRef",
                "read where it has a process among others, or a message comes from it"),
    Irrelevance("sequenceFlow", "id", "read where it is what is done otherwise"),
    Irrelevance("sequenceFlow", "name conditionExpression", "read where there is a choice"),
    Irrelevance("sequenceFlow", "conditionExpression.type conditionExpression.id"
                " conditionExpression.language conditionExpression.evaluatesToTypeRef",
                "how a condition is written down"),
    Irrelevance("association", "sourceRef targetRef", "read of what undoes something"),
    Irrelevance("laneSet", "name", "its lanes have names of their own"),
    Irrelevance("childLaneSet", "name", "its lanes have names of their own"),
    Irrelevance("lane", "partitionElement partitionElementRef", "whom an engine takes for it"),
    Irrelevance("participant", "interfaceRef endPointRef participantMultiplicity"
                " partnerEntityRef", "how it is reached by programs"),
    Irrelevance("collaboration", "name isClosed defaultName participantAssociation"
                " conversation subConversation callConversation conversationNode conversationLink"
                " correlationKey choreographyRef messageFlowAssociation conversationAssociation",
                "its pools and their messages have names of their own"),
    Irrelevance("messageFlow", "messageRef", "which message; its name says it as well"),
    Irrelevance("sequenceFlow", "isImmediate", "how an engine carries it out"),
    Irrelevance("association", "associationDirection name id", "where an arrow is drawn"),
    Irrelevance("definitions", "BPMNDiagram exporter exporterVersion expressionLanguage"
                " typeLanguage schemaLocation targetNamespace executionPlatform"
                " executionPlatformVersion diagramRelationId palette logoChoice name id",
                "how it is drawn and written"),
    Irrelevance("definitions", "message signal error escalation itemDefinition dataStore import"
                " relationship extension interface endPoint partnerEntity partnerRole"
                " correlationProperty eventDefinition messageEventDefinition"
                " signalEventDefinition timerEventDefinition errorEventDefinition"
                " escalationEventDefinition",
                "what other elements refer to; they have names of their own"),
)  # fmt: skip

FIELDS = KnownFields(READ, IRRELEVANT)
"""What is known of the fields of a file."""


def look_at_elements(sketch: Sketch, root: Element) -> None:
    """Have all elements of a file held against what is known."""
    waiting = [root]
    for element in waiting:  # grows while it is walked
        if element.tag in _PARTS or (element.tag in NODES and element.space == SPACE):
            sketch.look(element.tag, element, element.start)
        if element.tag not in _UNSEEN:
            waiting.extend(element.children)
