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

__all__ = [
    "BatchCount",
    "BatchMark",
    "BatchNow",
    "CountCheck",
    "FacilityCount",
    "FacilityMark",
    "LessonCount",
    "LessonMark",
]
