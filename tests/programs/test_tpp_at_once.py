"""A TPP session that is being corrected waits for the decree that is being written on it, and is refused then."""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from programs.actions import tpp
from programs.models import Batch, TppSession
from tests import factories as make
from tests.cast import Place


@pytest.mark.django_db(transaction=True)
def test_minutes_are_not_corrected_beside_the_decree_that_rests_on_them() -> None:
    place = Place("Pekalongan")
    batch = place.batch(state="SELECTING")
    row = make.EnrollmentFactory.create(batch=batch, inmate=place.inmate(), state="ACCEPTED")
    make.approved(row)
    session, staff, refused = TppSession.objects.get(), place.staff, []

    def correct() -> None:
        try:
            changed = TppSession.objects.get(pk=session.pk)
            changed.minutes_number = "BA lain"
            tpp.hold_session(changed, [batch], [], today=session.held_on, by=staff)
        except ValidationError as error:
            refused.extend(error.messages)
        finally:
            connection.close()

    late = threading.Thread(target=correct)
    with transaction.atomic():
        Batch.objects.select_for_update(no_key=True).get(pk=batch.pk)
        late.start()
        late.join(1)
        Batch.objects.filter(pk=batch.pk).update(state="DECREED", decree_number="SK-1", decreed_on=session.held_on)
    late.join(30)

    assert len(refused) == 1
    assert TppSession.objects.get().minutes_number == session.minutes_number
