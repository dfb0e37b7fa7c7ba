from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from audit.pages import StepPage
from facilities.actions.tools import list_tools
from facilities.forms.tools import WorkshopToolsForm
from facilities.models import Workshop


class WorkshopTools(StepPage):
    """What is counted out and in at every lesson here."""

    permission = Permission.EDIT_WORKSHOPS
    queryset = Workshop.objects.select_related("facility", "centre")
    form_class = WorkshopToolsForm
    heading = _("Tools that are counted")
    success_message = _("Saved.")
    template_name = "facilities/workshop_tools.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "workshop": self.object}

    def step(self, **cleaned: Any) -> None:
        list_tools(self.object, self.form.counts(), by=self.user)
