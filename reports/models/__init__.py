from reports.models.counts import BatchCount, BatchMark, BatchNow, FacilityCount, FacilityMark, LessonCount, LessonMark

__all__ = ["BatchCount", "BatchMark", "BatchNow", "FacilityCount", "FacilityMark", "LessonCount", "LessonMark"]
