"""Views that offices keep of their lists: one shared by the work section, one that opens with a list."""

from __future__ import annotations

from accounts.models import User
from audit.actions import record
from audit.models import SavedView, Verb


def keep_views() -> None:
    for case in ("ketapang", "kotabaru", "lampung", "pekalongan", "padang"):
        keep(f"giatja.{case}", "programs:batch-list", "Sedang berjalan", {"state": ["RUNNING"]}, is_shared=True)
    columns = ["number", "holder", "issued-on", "state"]
    keep("kablk.lampung", "certificates:certificate-list", "Ringkas", {"sort": ["-issued_on"]}, columns=columns)


def keep(
    username: str,
    list_name: str,
    name: str,
    filters: dict[str, list[str]],
    *,
    columns: list[str] | None = None,
    is_shared: bool = False,
) -> None:
    owner = User.objects.get(username=username)
    office = owner.posting.scope_key if is_shared and owner.posting else ""
    view = SavedView.objects.create(
        owner=owner, list_name=list_name, name=name, filters=filters, columns=columns or [], office=office
    )
    record(Verb.ADD, view, by=owner)
