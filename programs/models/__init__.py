from programs.models.batches import Batch, BatchMeeting
from programs.models.enrollments import Enrollment, EnrollmentQuerySet, SelectionScore
from programs.models.packages import Package, PackageUnit
from programs.models.results import UnitResult
from programs.models.sessions import Attendance, Instructor, Session
from programs.models.standards import Standard, Unit

__all__ = [
    "Attendance",
    "Batch",
    "BatchMeeting",
    "Enrollment",
    "EnrollmentQuerySet",
    "Instructor",
    "Package",
    "PackageUnit",
    "SelectionScore",
    "Session",
    "Standard",
    "Unit",
    "UnitResult",
]
