"""The sheet of interest and aptitude of the prison's officers, who are recognised by their NIP (rule 6.6)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from facilities.models import Facility
from imports.sheets import Column, Key, Text, Values
from trainees.lists.interests import InterestSheet
from trainees.lists.officers import nip
from trainees.models import Officer, OfficerQuerySet


class OfficerInterestSheet(InterestSheet):
    """As the sheet of inmates, but for officers."""

    name = "officer-interests"
    label = _("Interest and aptitude of officers")
    lead = _("One row per officer of your prison, with up to three fields.")
    permission = Permission.EDIT_OFFICERS
    shows = ("nip",)
    list_page = "trainees:officer-list"
    who = (
        Column(
            "nip",
            "NIP",
            nip,
            help=_("18 digits; spaces may stand between them."),
            example="199005172015032001",
            is_required=True,
            stands_for=("Nomor Induk Pegawai",),
        ),
    )

    def people(self, facility: Facility) -> OfficerQuerySet:
        return Officer.objects.filter(facility=facility)

    def keys_of(self, person: Any) -> list[Key]:
        return [("nip", person.nip)]

    def keys(self, values: Mapping[str, Any]) -> list[Key]:
        return [("nip", values["nip"])] if "nip" in values else []

    def unknown(self, values: Values) -> dict[str, Text]:
        return {"nip": gettext("No officer of this prison is recorded with this NIP.")}
