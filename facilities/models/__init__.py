from facilities.models.agreements import Agreement, AgreementParty, AgreementWitness
from facilities.models.places import Facility, Field, Region, TrainingCentre, Workshop
from facilities.models.postings import Posting

__all__ = [
    "Agreement",
    "AgreementParty",
    "AgreementWitness",
    "Facility",
    "Field",
    "Posting",
    "Region",
    "TrainingCentre",
    "Workshop",
]
