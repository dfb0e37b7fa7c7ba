"""Hours radar: of one batch, and of all that run at the reader's places."""

from __future__ import annotations

from typing import Any

from accounts.permissions import Permission
from audit.pages import DetailPage, ListPage
from programs import columns
from programs.filters import RadarFilter
from programs.models import Batch
from programs.radar import Light, radars


class HoursRadar(ListPage):
    """Batches under way, those that end first on top, each with the participants whose hours are in danger."""

    permission = Permission.SEE_BATCHES
    queryset = Batch.objects.filter(state__in=(Batch.State.RUNNING, Batch.State.TESTING)).with_places()
    filterset_class = RadarFilter
    template_name = "programs/hours_radar.html"
    columns = columns.RADAR
    ordering = ("ends_on", "name", "pk")
    paginate_by = 20
    has_page_sizes = False

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        found = radars(context["page_obj"].object_list)
        outlooks = [row for radar in found for row in radar.outlooks]
        counts = {light.value: sum(row.light == light for row in outlooks) for light in Light}
        return context | {"radars": found, "counts": counts, "people": len(outlooks)}


class BatchRadar(DetailPage):
    """Every participant of one batch, with the hours attended, to come, needed and reachable."""

    queryset = Batch.objects.with_places()
    permission = Permission.SEE_BATCHES
    template_name = "programs/batch_radar.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        (radar,) = radars([self.object])
        return super().get_context_data(radar=radar, rows=radar.outlooks, **kwargs)
