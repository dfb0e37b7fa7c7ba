from facilities.models.agreements import Agreement, AgreementParty, AgreementWitness, Standing
from facilities.models.meetings import ActionItem, Meeting, MeetingAttendee, MeetingParty
from facilities.models.places import Facility, FacilityKind, Field, Region, TrainingCentre, Workshop
from facilities.models.postings import Posting

__all__ = [
    "ActionItem",
    "Agreement",
    "AgreementParty",
    "AgreementWitness",
    "Facility",
    "FacilityKind",
    "Field",
    "Meeting",
    "MeetingAttendee",
    "MeetingParty",
    "Posting",
    "Region",
    "Standing",
    "TrainingCentre",
    "Workshop",
]
