from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from audit.pages import ListPage
from facilities.models import Facility
from programs import columns
from programs.conduct_hours import hours_of_month, months_of, share
from programs.filters import ConductMonthFilter
from programs.views.attendance_recap import month_of
from trainees.models import InmateQuerySet


class ConductHours(ListPage):
    """Attendance per inmate and month for the conduct assessment: of the classes in the reader's own prison."""

    permission = Permission.SEE_CONDUCT_HOURS
    filterset_class = ConductMonthFilter
    template_name = "programs/conduct_hours.html"
    columns = columns.CONDUCT_HOURS
    paginate_by = 50

    @property
    def file_name(self) -> str:  # type: ignore[override]
        return f"{_('Attendance for SPPN')} {self.month:%Y-%m}"

    @cached_property
    def facility(self) -> Facility:
        """Whoever has the permission works in a prison; the database sees to it."""
        return Facility.objects.visible_to(self.user).get()

    @cached_property
    def months(self) -> list[dt.date]:
        return months_of(self.facility)

    @cached_property
    def month(self) -> dt.date:
        """The month asked for; otherwise the newest with attendance, or this one where there is none yet."""
        asked = month_of(self.request.GET.get("bulan", ""))
        return asked or next(iter(self.months), timezone.localdate().replace(day=1))

    def get_queryset(self) -> InmateQuerySet:
        return hours_of_month(self.facility, self.month)

    def get_filterset_kwargs(self, filterset_class: type) -> dict[str, Any]:
        return {**super().get_filterset_kwargs(filterset_class), "months": self.months, "month": self.month}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        for row in context["page_obj"]:
            row.share = share(row)
        return {**context, "month": self.month, "facility": self.facility, "has_months": bool(self.months)}
