from reports.models.counts import (
    BatchCount,
    BatchMark,
    BatchNow,
    CountCheck,
    FacilityCount,
    FacilityMark,
    LessonCount,
    LessonMark,
)
from reports.models.notices import DigestMail, EventMark, Notice

__all__ = [
    "BatchCount",
    "BatchMark",
    "BatchNow",
    "CountCheck",
    "DigestMail",
    "EventMark",
    "FacilityCount",
    "FacilityMark",
    "LessonCount",
    "LessonMark",
    "Notice",
]
