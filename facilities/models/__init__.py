from facilities.models.agreements import Agreement, AgreementParty, AgreementWitness, Standing
from facilities.models.places import Facility, FacilityKind, Field, Region, TrainingCentre, Workshop
from facilities.models.postings import Posting

__all__ = [
    "Agreement",
    "AgreementParty",
    "AgreementWitness",
    "Facility",
    "FacilityKind",
    "Field",
    "Posting",
    "Region",
    "Standing",
    "TrainingCentre",
    "Workshop",
]
