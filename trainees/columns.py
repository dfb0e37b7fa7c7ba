"""What the lists of this room say of a row when they leave as files: no more than the page shows."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.columns import Column

INMATES = (
    Column(_("Name"), "name"),
    Column(_("Register number"), "register_shown"),
    Column(_("Age"), lambda row: row.age(on=timezone.localdate())),
    Column(_("Expected release"), "release_on"),
    Column(_("Legal status"), lambda row: _("Convict") if row.is_convict else _("Not a convict")),
)
OFFICERS = (
    Column(_("Name"), "name"),
    Column(_("Position"), "position"),
    Column(_("Education"), "get_education_display"),
    Column(_("Age"), lambda row: row.age(on=timezone.localdate())),
    Column(_("Left on"), "left_on"),
)
