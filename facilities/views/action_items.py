"""All that both sides have promised each other, on one page."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from audit.pages import ListPage
from facilities import columns
from facilities.filters import ActionItemFilter
from facilities.models import ActionItem
from facilities.models.action_items import Promise


class ActionItemList(ListPage):
    """What came out of meetings and reviews: open, overdue and done, of both sides."""

    permission = Permission.SEE_MEETINGS
    queryset = ActionItem.objects.with_origin().open_first()
    filterset_class = ActionItemFilter
    template_name = "facilities/action_item_list.html"
    columns = columns.ACTION_ITEMS

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context, today = super().get_context_data(**kwargs), timezone.localdate()
        shown = context["object_list"]
        own = set(
            ActionItem.objects.owned_by(self.user).filter(pk__in=[row.pk for row in shown]).values_list("pk", flat=True)
        )
        may_tick = self.user.has(Permission.EDIT_MEETINGS)
        context["items"] = [(item, item.is_overdue(on=today), may_tick and item.pk in own) for item in shown]
        context["tabs"], context["tabs_label"] = self.tabs(), _("State")
        return context

    def tabs(self) -> list[dict[str, Any]]:
        """How many stand how today, each a click away."""
        rows: Any = self.get_queryset()
        today, now = timezone.localdate(), self.request.GET.get("standing", "")
        counts = [("", _("All"), rows.count())]
        counts += [(kind.value, kind.label, rows.standing(kind, on=today).count()) for kind in Promise]
        return [
            {"label": label, "count": count, "is_current": value == now, "url": f"?standing={value}" if value else "?"}
            for value, label, count in counts
        ]
