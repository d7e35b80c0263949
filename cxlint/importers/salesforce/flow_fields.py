"""The fields of flows of Salesforce: which are read, and which change nothing.

Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_visual_workflow.htm
"""

from __future__ import annotations

from cxlint.importers.known_fields import Irrelevance

FLOW = "Flow"

_RECORDS = ("recordCreates", "recordDeletes", "recordLookups", "recordRollbacks", "recordUpdates")
_CONNECTED = (
    "actionCalls", "apexPluginCalls", "assignments", "collectionProcessors", "customErrors",
    "decisions", "loops", "orchestratedStages", *_RECORDS, "screens", "steps", "subflows",
    "transforms", "waits",
)  # fmt: skip
_FIELD = " ".join("fields." * depth for depth in range(1, 6)).split()


def _of(outers: tuple[str, ...] | list[str] | str, inner: str) -> str:
    """Return each path within each of the elements."""
    listed = outers.split() if isinstance(outers, str) else outers
    return " ".join(f"{outer.rstrip('.')}.{path}" for outer in listed for path in inner.split())


_ON_SCREEN = tuple(f"screens.{each}".rstrip(".") for each in _FIELD)
_CONNECTORS = (
    *(f"{each}.connector" for each in _CONNECTED if each not in ("decisions", "loops", "steps")),
    *(f"{each}.faultConnector" for each in _CONNECTED),
    "steps.connectors", "decisions.rules.connector", "decisions.defaultConnector",
    "loops.nextValueConnector", "loops.noMoreValuesConnector", "start.connector",
    "start.scheduledPaths.connector", "waits.defaultConnector", "waits.waitEvents.connector",
)  # fmt: skip

_SETTING = " ".join((
    "constants.name variables.name",
    _of(("assignments.assignmentItems", "actionCalls.outputParameters",
         "subflows.outputAssignments"), "assignToReference"),
    "loops.assignNextValueToReference",
    _of(_RECORDS, "outputAssignments.assignToReference outputReference"
        " assignRecordIdToReference"),
    _of(_ON_SCREEN, "name objectFieldReference outputParameters.assignToReference"),
))  # fmt: skip
"""What sets a value, and what values there are."""

READ_FLOW = " ".join((
    "label status processType startElementReference",
    _of(_CONNECTED, "name label"),
    _of(_CONNECTORS, "targetReference"),
    "decisions.rules.label decisions.defaultConnectorLabel",
    "decisions.rules.conditions decisions.rules.conditionLogic",
    _SETTING,
    "subflows.flowName actionCalls.actionType actionCalls.inputParameters",
    "screens.helpText screens.pausedText customErrors.customErrorMessages.errorMessage",
    _of(_ON_SCREEN, "fieldText fieldType extensionName helpText validationRule.errorMessage"),
))  # fmt: skip

IRRELEVANT_FLOW = (
    Irrelevance(FLOW, " ".join((
        _of(_CONNECTORS, "isGoTo processMetadataValues"),
        _of(("start", *_CONNECTED), "description locationX locationY elementSubtype"
            " processMetadataValues styleProperties"),
        "processMetadataValues environments apiVersion interviewLabel customProperties",
        _of("decisions.rules", "name description processMetadataValues"),
    )), "how it is drawn and noted down"),
    Irrelevance(FLOW, "processType", "read as to whether it is a flow of screens"),
    Irrelevance(FLOW, "status", "read as to whether it is a draft, or out of use"),
    Irrelevance(FLOW, "runInMode isTemplate isOverridable overriddenFlow sourceTemplate"
                " isAdditionalPermissionRequiredToRun timeZoneSidKey triggerOrder segment"
                " areMetricsLoggedToDataCloud migratedFromWorkflowRuleName",
                "who may run it, in which order, and where it was made from"),
    Irrelevance(FLOW, "choices dynamicChoiceSets stages",
                "what can be picked on a screen; where it leads is read of the decisions"),
    Irrelevance(FLOW, "textTemplates", "texts for mails and records; who reads them is not said"),
    Irrelevance(FLOW, "formulas", "what they come to is not worked out"),
    Irrelevance(FLOW, "constants.* variables.*", "of which kind a value is, and what it begins as"),
    Irrelevance(FLOW, _SETTING, "read as to which values change, where a circle could be endless"),
    Irrelevance(FLOW, "assignments.assignmentItems.*",
                "to what a value is set; that it is, is read"),
    Irrelevance(FLOW, "decisions.rules.conditions decisions.rules.conditionLogic"
                " decisions.rules.doesRequireRecordChangedToMeetCriteria",
                "read as to what an earlier rule takes, and where a circle could be without end"),
    Irrelevance(FLOW, _of("loops", "collectionReference iterationOrder"),
                "over which records a loop goes; that it comes to their end is read"),
    Irrelevance(FLOW, _of(_RECORDS, "object inputAssignments inputReference filters filterLogic"
                          " storeOutputAutomatically queriedFields outputAssignments.*"
                          " assignNullValuesIfNoRecordsFound"
                          " getFirstRecordOnly sortField sortOrder limit relatedRecords"
                          " operationType doesUpsert doesContinueOnError"),
                "which records are looked up or changed; that it may fail is read"),
    Irrelevance(FLOW, "actionCalls.actionType",
                "read as to whether somebody is handed to people or a bot"),
    Irrelevance(FLOW, _of("actionCalls", "actionName outputParameters.*"
                          " dataTypeMappings storeOutputAutomatically flowTransactionModel"
                          " nameSegment versionSegment versionString offset"),
                "what an action is given and gives"),
    Irrelevance(FLOW, "actionCalls.inputParameters", "read of the queue to which work is routed"),
    Irrelevance(FLOW, _of("apexPluginCalls", "apexClass inputParameters outputParameters"),
                "what code is given and gives; that it may fail is read"),
    Irrelevance(FLOW, _of("collectionProcessors transforms", "assignNextValueToReference"
                          " collectionProcessorType collectionReference conditionLogic conditions"
                          " formula limit mapItems outputSObjectType sortOptions dataType"
                          " isCollection objectType scale storeOutputAutomatically"
                          " transformValues apexClass"),
                "how lists are sorted, filtered and made into others"),
    Irrelevance(FLOW, "customErrors.customErrorMessages.isFieldError"
                " customErrors.customErrorMessages.fieldSelection",
                "where on a page a message is shown; what it says is read"),
    Irrelevance(FLOW, _of(_ON_SCREEN, "fieldType extensionName"),
                "read as to whether something is asked"),
    Irrelevance(FLOW, _of(_ON_SCREEN, "dataType defaultValue isRequired"
                          " inputParameters outputParameters.* choiceReferences dataTypeMappings"
                          " defaultSelectedChoiceReference scale visibilityRule"
                          " validationRule.formulaExpression inputsOnNextNavToAssocScrn"
                          " storeOutputAutomatically regionContainerType"
                          " isVisible isReadOnly isDisabled processMetadataValues"
                          " styleProperties maxValue minValue"),
                "how a field takes what is entered; which screen it is on is read"),
    Irrelevance(FLOW, _of("screens", "allowBack allowFinish allowPause showFooter showHeader"
                          " backButtonLabel nextOrFinishButtonLabel nextOrFinishLabel backLabel"
                          " pauseLabel rules actions triggers stageReference"),
                "buttons and parts of a screen, and what is done while it is shown"),
    Irrelevance(FLOW, _of("start", "object recordTriggerType triggerType filters filterLogic"
                          " filterFormula schedule doesRequireRecordChangedToMeetCriteria"
                          " entryType flowRunAsUser form segment triggeringFlow label name")
                + " " + _of("start.scheduledPaths", "name label maxBatchSize offsetNumber"
                            " offsetUnit pathType recordField timeSource"),
                "when a flow is begun; what is done then is read"),
    Irrelevance(FLOW, _of("subflows", "inputAssignments outputAssignments.*"
                          " storeOutputAutomatically"),
                "what the other flow is given and gives"),
    Irrelevance(FLOW, _of("waits", "defaultConnectorLabel timeZoneId extendUntil offset offsetUnit"
                          " resumeDate resumeDateReference resumeTime duration durationUnit")
                + " " + _of("waits.waitEvents", "name label conditions conditionLogic eventType"
                            " inputParameters outputParameters associatedElement offset offsetUnit"
                            " recordTriggerType filters filterLogic object"),
                "until when a flow is paused; where it goes on is read"),
)  # fmt: skip
