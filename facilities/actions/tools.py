"""Which tools a workshop counts out and in, and how many of each it has."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from accounts.models import User
from audit.actions import record
from audit.models import Verb
from facilities.models import Tool, Workshop


@transaction.atomic
def list_tools(workshop: Workshop, counts: Mapping[str, int], *, by: User) -> None:
    """The workshop counts these tools, so many of each, and no others. Logs of past sessions keep what they say."""
    workshop = Workshop.objects.select_for_update(of=("self",), no_key=True).get(pk=workshop.pk)
    listed = {tool.name: tool for tool in workshop.tools.all()}
    if counts == {name: tool.count for name, tool in listed.items()}:
        return
    workshop.tools.exclude(name__in=counts).delete()
    for name, count in counts.items():
        Tool.objects.update_or_create(workshop=workshop, name=name, defaults={"count": count})
    record(Verb.EDIT, workshop, by=by, fields=["tools"])
