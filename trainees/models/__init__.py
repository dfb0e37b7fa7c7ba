"""Who may be trained. Inmates' data has a room of its own (UU 27/2022: a criminal record is specific data)."""

from trainees.models.inmates import CONVICT_REGISTERS, Inmate, InmateQuerySet, RegisterKind
from trainees.models.interests import Interest, InterestQuerySet
from trainees.models.officers import Officer, OfficerQuerySet
from trainees.models.people import Education, Person, Sex
from trainees.models.rules import RuleSet
from trainees.models.sentences import SPECIAL_CRIMES, CrimeClass, DisciplinarySanction, Remission, Sentence

__all__ = [
    "CONVICT_REGISTERS",
    "SPECIAL_CRIMES",
    "CrimeClass",
    "DisciplinarySanction",
    "Education",
    "Inmate",
    "InmateQuerySet",
    "Interest",
    "InterestQuerySet",
    "Officer",
    "OfficerQuerySet",
    "Person",
    "RegisterKind",
    "Remission",
    "RuleSet",
    "Sentence",
    "Sex",
]
