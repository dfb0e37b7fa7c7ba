from programs.models.absences import InstructorAbsence
from programs.models.attendance import Attendance
from programs.models.batch_helpers import Helper
from programs.models.batches import Batch, BatchMeeting, BatchTag
from programs.models.budgets import Absorption, Account, BudgetLine, Expense
from programs.models.circumstances import Circumstance
from programs.models.corrections import ResultCorrection
from programs.models.decrees import Decree, SeatChange
from programs.models.demand_notes import DemandNote
from programs.models.enrollments import Enrollment, EnrollmentQuerySet
from programs.models.instructor_certificates import InstructorCertificate
from programs.models.instructors import Instructor
from programs.models.outcomes import ConsentKind, Outcome, OutcomeKind
from programs.models.packages import Package, PackageTag, PackageUnit
from programs.models.permits import OutsidePermit
from programs.models.plans import YearPlan
from programs.models.reports import BatchReport, ReportPhoto
from programs.models.results import AssessorException, MissedTest, UnitResult, WrittenTest
from programs.models.rotations import RotationCell, RotationPlan
from programs.models.scores import ScoreCriterion, ScoreSheet, SelectionScore
from programs.models.sessions import Session
from programs.models.standard_exceptions import StandardException
from programs.models.standards import Standard, Unit
from programs.models.syllabuses import Syllabus
from programs.models.tags import ProgrammeTag
from programs.models.told_counts import ToldCount
from programs.models.tools import ToolLog, ToolLogLine
from programs.models.tpp import TppDecision, TppItem, TppMember, TppSession
from programs.models.work_results import Proceeds, Sale, SplitRule, WorkResult

__all__ = [
    "Absorption",
    "Account",
    "AssessorException",
    "Attendance",
    "Batch",
    "BatchMeeting",
    "BatchReport",
    "BatchTag",
    "BudgetLine",
    "Circumstance",
    "ConsentKind",
    "Decree",
    "DemandNote",
    "Enrollment",
    "EnrollmentQuerySet",
    "Expense",
    "Helper",
    "Instructor",
    "InstructorAbsence",
    "InstructorCertificate",
    "MissedTest",
    "Outcome",
    "OutcomeKind",
    "OutsidePermit",
    "Package",
    "PackageTag",
    "PackageUnit",
    "Proceeds",
    "ProgrammeTag",
    "ReportPhoto",
    "ResultCorrection",
    "RotationCell",
    "RotationPlan",
    "Sale",
    "ScoreCriterion",
    "ScoreSheet",
    "SeatChange",
    "SelectionScore",
    "Session",
    "SplitRule",
    "Standard",
    "StandardException",
    "Syllabus",
    "ToldCount",
    "ToolLog",
    "ToolLogLine",
    "TppDecision",
    "TppItem",
    "TppMember",
    "TppSession",
    "Unit",
    "UnitResult",
    "WorkResult",
    "WrittenTest",
    "YearPlan",
]
