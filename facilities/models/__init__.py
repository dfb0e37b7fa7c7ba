from facilities.models.action_items import ActionItem
from facilities.models.agreement_parties import AgreementParty, AgreementScan, AgreementWitness
from facilities.models.agreements import Agreement
from facilities.models.calendar import ClosedDay
from facilities.models.checklists import ChecklistItem, Topic
from facilities.models.health import HealthLimit
from facilities.models.meetings import Meeting, MeetingAttendee, MeetingParty
from facilities.models.places import Facility, FacilityKind, Field, Region, TrainingCentre
from facilities.models.postings import Posting
from facilities.models.readiness import ReadinessReview
from facilities.models.review_findings import ReadinessAnswer, ReadinessPhoto
from facilities.models.standing import Standing
from facilities.models.tools import Tool, ToolProposal
from facilities.models.workshops import Place, Workshop

__all__ = [
    "ActionItem",
    "Agreement",
    "AgreementParty",
    "AgreementScan",
    "AgreementWitness",
    "ChecklistItem",
    "ClosedDay",
    "Facility",
    "FacilityKind",
    "Field",
    "HealthLimit",
    "Meeting",
    "MeetingAttendee",
    "MeetingParty",
    "Place",
    "Posting",
    "ReadinessAnswer",
    "ReadinessPhoto",
    "ReadinessReview",
    "Region",
    "Standing",
    "Tool",
    "ToolProposal",
    "Topic",
    "TrainingCentre",
    "Workshop",
]
