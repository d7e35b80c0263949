"""The fields of Salesforce's metadata: which are read, and which change nothing.

Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.importers.known_fields import ANY, Irrelevance, KnownFields
from cxlint.importers.salesforce.flow_fields import FLOW, IRRELEVANT_FLOW, READ_FLOW

if TYPE_CHECKING:
    from cxlint.importers.policy_sketch import Sketch
    from cxlint.parsing.xml_parser import Element

_CRITERIA = (
    "criteriaItems.field criteriaItems.operation criteriaItems.value"
    " criteriaItems.valueField booleanFilter formula"
)


def _within(outer: str, paths: str) -> str:
    return " ".join(f"{outer}.{path}" for path in paths.split())


READ = {
    ANY: "fullName",
    "AssignmentRules": _within("assignmentRule", "fullName active " + _within(
        "ruleEntry", f"{_CRITERIA} assignedTo assignedToType")),
    "AutoResponseRules": _within("autoResponseRule", "fullName active " + _within(
        "ruleEntry", f"{_CRITERIA} template")),
    "EscalationRules": _within("escalationRule", "fullName active " + _within(
        "ruleEntry", f"{_CRITERIA} businessHoursSource disableEscalationWhenModified"
        " escalationStartTime " + _within(
            "escalationAction", "assignedTo assignedToType minutesToEscalation notifyTo"
            " notifyEmail notifyCaseOwner"))),
    "ApprovalProcess": "active label allowRecall nextAutomatedApprover.userHierarchyField"
    " nextAutomatedApprover.useApproverFieldOfRecordOwner " + _within("entryCriteria", _CRITERIA)
    + " " + _within("approvalStep", "label name allowDelegate ifCriteriaNotMet"
    " rejectBehavior.type assignedApprover.approver.name assignedApprover.approver.type"
    " assignedApprover.whenMultipleApprovers " + _within("entryCriteria", _CRITERIA)),
    "EntitlementProcess": "active name businessHours " + _within(
        "milestones", "milestoneName minutesToComplete businessHours timeTriggers.timeLength"
        " timeTriggers.workflowTimeTriggerUnit timeTriggers.actions.name"
        " timeTriggers.actions.type milestoneCriteriaFilterItems.field"
        " milestoneCriteriaFilterItems.operation milestoneCriteriaFilterItems.value"
        " milestoneCriteriaFilterItems.valueField milestoneCriteriaFormula"
        " milestoneCriteriaBooleanFilter criteriaBooleanFilter"),
    "Queue": "name queueMembers",
    "BusinessHoursSettings": "businessHours holidays",
    "CaseSettings": "defaultCaseOwner emailToCase.enableEmailToCase webToCase.enableWebToCase"
    " emailToCase.routingAddresses.emailAddress emailToCase.routingAddresses.caseOwner"
    " emailToCase.routingAddresses.routingName",
    FLOW: READ_FLOW,
}  # fmt: skip

IRRELEVANT = (
    Irrelevance(ANY, "description", "for those who edit it"),
    Irrelevance("ApprovalProcess", "allowRecall",
                "whether requests can be taken back; read where who asks chooses who approves"),
    Irrelevance("ApprovalProcess", "allowedSubmitters enableMobileDeviceAccess"
                " finalApprovalRecordLock finalRejectionRecordLock recordEditability"
                " showApprovalHistory approvalPageFields emailTemplate processOrder"
                " approvalStep.description",
                "who may ask, see or take back a request; not who decides on it"),
    Irrelevance("ApprovalProcess", "initialSubmissionActions finalApprovalActions"
                " finalRejectionActions recallActions approvalStep.approvalActions"
                " approvalStep.rejectionActions postTemplate",
                "what is set and mailed around a decision; only its name is in the file"),
    Irrelevance("ApprovalProcess", "approvalStep.label approvalStep.name",
                "read where a rejection leads back a step"),
    Irrelevance("ApprovalProcess", "approvalStep.assignedApprover.whenMultipleApprovers",
                "read of a step with several approvers"),
    Irrelevance("AssignmentRules", "assignmentRule.ruleEntry.template"
                " assignmentRule.ruleEntry.team assignmentRule.ruleEntry.overrideExistingTeams"
                " assignmentRule.ruleEntry.notifyCcRecipients",
                "what the new owner is mailed, and who helps; not who the owner is"),
    Irrelevance("AssignmentRules", "assignmentRule.fullName",
                "read where a file has several active rules, or one that is not active"),
    Irrelevance("AssignmentRules", "assignmentRule.ruleEntry.assignedToType",
                "read as to whether it is a person"),
    Irrelevance("AutoResponseRules", "autoResponseRule.ruleEntry.senderEmail"
                " autoResponseRule.ruleEntry.senderName autoResponseRule.ruleEntry.replyToEmail"
                " autoResponseRule.ruleEntry.notifyCcRecipients",
                "who a reply is from; what it says is in its template"),
    Irrelevance("EscalationRules", "escalationRule.ruleEntry.businessHours"
                " escalationRule.ruleEntry.businessHoursSource",
                "read as to whether the clock stops outside of hours"),
    Irrelevance("EscalationRules", "escalationRule.ruleEntry.escalationStartTime",
                "read where a change of the case sets the clock back"),
    Irrelevance("EscalationRules", "escalationRule.ruleEntry.escalationAction.assignedToTemplate"
                " escalationRule.ruleEntry.escalationAction.notifyToTemplate",
                "what they are mailed; who they are is read"),
    Irrelevance("EscalationRules", "escalationRule.ruleEntry.escalationAction.assignedToType",
                "read as to whether it is a queue"),
    Irrelevance("AutoResponseRules", "autoResponseRule.ruleEntry.assignedTo"
                " autoResponseRule.ruleEntry.assignedToType",
                "said of entries in the other kinds of rule"),
    Irrelevance("EscalationRules", "escalationRule.ruleEntry.assignedTo"
                " escalationRule.ruleEntry.assignedToType escalationRule.ruleEntry.template",
                "said of entries in the other kinds of rule"),
    Irrelevance("EntitlementProcess", "exitCriteriaFilterItems exitCriteriaBooleanFilter"
                " exitCriteriaFormula", "after what a case is owed no more; the targets are read"),
    Irrelevance("EntitlementProcess", "SObjectType entryStartDateField isVersionDefault"
                " versionMaster versionNotes versionNumber isRecordTypeSpecific",
                "for which records a process is, from which of their dates, in which version"),
    Irrelevance("EntitlementProcess", "milestones.useCriteriaStartTime",
                "from which of two moments the clock of a milestone counts"),
    Irrelevance("EntitlementProcess", "milestones.successActions",
                "what is done once a milestone is kept"),
    Irrelevance("EntitlementProcess", "milestones.timeTriggers.actions.type",
                "read as to whether it is a message or a task"),
    Irrelevance("MilestoneType", "recurrenceType", "how often it may come up in a case"),
    Irrelevance("Queue", "queueMembers", "read as to whether there is anybody"),
    Irrelevance("Queue", "doesSendEmailToMembers email queueSobject queueRoutingConfig",
                "how a queue tells its members; who they are is read"),
    Irrelevance("CaseSettings", "defaultCaseOwnerType defaultCaseUser caseFeedItemSettings"
                " closeCaseThroughStatusChange enableCaseFeed enableDraftEmails"
                " enableEarlyEscalationRuleTriggers enableEmailActionDefaultsHandler"
                " enableExtendedCaseThread enableNewEmailDefaultTemplate"
                " enableSuggestedArticlesApplication enableSuggestedArticlesCustomerPortal"
                " enableSuggestedArticlesPartnerPortal enableSuggestedSolutions"
                " keepRecordTypeOnAssignmentRule notifyContactOnCaseComment"
                " notifyDefaultCaseOwner notifyOwnerOnCaseComment"
                " notifyOwnerOnCaseOwnerChange showEmailAttachmentsInCaseAttachmentsRL"
                " showFewerCloseActions systemUserEmail useSystemEmailAddress"
                " useSystemUserAsDefaultCaseUser caseAssignNotificationTemplate"
                " caseCloseNotificationTemplate caseCommentNotificationTemplate"
                " caseCreateNotificationTemplate",
                "how cases are shown and who among the agents is mailed"),
    Irrelevance("CaseSettings", "emailToCase.* emailToCase.routingAddresses.*",
                "how an e-mail becomes a case; where it comes in and who gets it is read"),
    Irrelevance("CaseSettings", "emailToCase.enableEmailToCase",
                "read where an address is stated"),
    Irrelevance("ApprovalProcess", "approvalStep.assignedApprover.approver.type",
                "read as to whether it is a queue, a superior or a field of the record"),
    Irrelevance("CaseSettings", "webToCase.*", "how a form becomes a case; that it does is read"),
    *IRRELEVANT_FLOW,
)  # fmt: skip

FIELDS = KnownFields(READ, IRRELEVANT)
"""What is known of the fields of metadata."""


def look_at_root(sketch: Sketch, root: Element) -> None:
    """Have all that a file says held against what is known."""
    sketch.look(root.tag, root, root.start)
