"""Who looks after the ledger is told once a month to compare it, and of each alarm until it is accepted."""

import datetime as dt

from django.utils import timezone

from accounts.permissions import Role
from certificates.models import Checkpoint, LedgerAlarm, Witness
from reports.tasks.ledger import ledger_alarms, ledger_to_compare
from tests.factories import RegionFactory, posted
from tests.reports.work import past_its_gates


def test_a_witness_is_asked_once_a_month_to_compare_the_newest_checkpoint(db) -> None:
    head, now = posted(Role.REGIONAL_HEAD, RegionFactory.create()), timezone.now()
    with past_its_gates():
        for size in (2, 5):
            Checkpoint.objects.create(size=size, root=bytes([size]) * 32, note="x")

    asked = [row.size for row in ledger_to_compare(head, now).rows]
    Witness.objects.create(user=head, source="BROWSER", size=5, root=bytes([5]) * 32)

    assert asked == [5]
    assert list(ledger_to_compare(head, now).rows) == []
    next_month = (now.replace(day=1) + dt.timedelta(days=33)).replace(day=15)
    assert [row.size for row in ledger_to_compare(head, next_month).rows] == [5]


def test_an_alarm_is_told_to_those_who_look_after_the_ledger_until_it_is_accepted(db) -> None:
    alarm = LedgerAlarm.objects.create(kind="OTHER", source="FILE", size=2, fingerprint="x", base=0, entries=2)
    auditor, head = posted(Role.AUDITOR), posted(Role.REGIONAL_HEAD, RegionFactory.create())

    assert [list(ledger_alarms(user, timezone.now()).rows) for user in (auditor, head)] == [[alarm], [alarm]]
    admin = posted(Role.NATIONAL_ADMIN)
    LedgerAlarm.objects.filter(pk=alarm.pk).update(accepted_at=timezone.now(), accepted_by=admin, reason="Dipulihkan")
    assert list(ledger_alarms(auditor, timezone.now()).rows) == []
