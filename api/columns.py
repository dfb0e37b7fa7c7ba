from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.columns import Column

TOKENS = (
    Column(_("What it is for"), "name"),
    Column(_("Of the office"), "office"),
    Column(_("Ends with"), "ending"),
    Column(_("Made on"), "made_on"),
    Column(_("Made by"), "made_by"),
    Column(_("Last day"), "expires_on"),
    Column(_("Last used on"), "last_used_on"),
    Column(_("State"), lambda row: row.standing(on=timezone.localdate())),
)
