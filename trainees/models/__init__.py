"""Who may be trained. Inmates' data has a room of its own (UU 27/2022: a criminal record is specific data)."""

from trainees.models.conduct import ConductScore, OfInmateQuerySet, RiskLevel, RiskScreening
from trainees.models.decisions import AssimilationDecision
from trainees.models.dossier import Document, DossierDocument
from trainees.models.inmates import CONVICT_REGISTERS, Inmate, InmateQuerySet, RegisterKind
from trainees.models.interests import Interest, InterestQuerySet
from trainees.models.movements import Illness, IllnessQuerySet, Movement, MovementQuerySet
from trainees.models.officers import Officer, OfficerQuerySet
from trainees.models.overrides import DateOverride
from trainees.models.people import Education, Person, Sex
from trainees.models.rules import RuleSet
from trainees.models.sentences import (
    SPECIAL_CRIMES,
    CrimeClass,
    DisciplinarySanction,
    PlannedRelease,
    Remission,
    Sentence,
)

__all__ = [
    "CONVICT_REGISTERS",
    "SPECIAL_CRIMES",
    "AssimilationDecision",
    "ConductScore",
    "CrimeClass",
    "DateOverride",
    "DisciplinarySanction",
    "Document",
    "DossierDocument",
    "Education",
    "Illness",
    "IllnessQuerySet",
    "Inmate",
    "InmateQuerySet",
    "Interest",
    "InterestQuerySet",
    "Movement",
    "MovementQuerySet",
    "OfInmateQuerySet",
    "Officer",
    "OfficerQuerySet",
    "Person",
    "PlannedRelease",
    "RegisterKind",
    "Remission",
    "RiskLevel",
    "RiskScreening",
    "RuleSet",
    "Sentence",
    "Sex",
]
