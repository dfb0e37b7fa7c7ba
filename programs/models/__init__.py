from programs.models.batches import Batch, BatchMeeting, BatchTag
from programs.models.budgets import Absorption, Account, BudgetLine, Expense
from programs.models.circumstances import Circumstance
from programs.models.enrollments import Enrollment, EnrollmentQuerySet, SelectionScore
from programs.models.packages import Package, PackageUnit
from programs.models.results import UnitResult
from programs.models.sessions import Attendance, Instructor, Session
from programs.models.standards import Standard, Unit
from programs.models.tags import ProgrammeTag
from programs.models.work_results import Proceeds, Sale, SplitRule, WorkResult

__all__ = [
    "Absorption",
    "Account",
    "Attendance",
    "Batch",
    "BatchMeeting",
    "BatchTag",
    "BudgetLine",
    "Circumstance",
    "Enrollment",
    "EnrollmentQuerySet",
    "Expense",
    "Instructor",
    "Package",
    "PackageUnit",
    "Proceeds",
    "ProgrammeTag",
    "Sale",
    "SelectionScore",
    "Session",
    "SplitRule",
    "Standard",
    "Unit",
    "UnitResult",
    "WorkResult",
]
