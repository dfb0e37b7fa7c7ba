"""The dashboard, the list of batches and people's own records count as the batch's page does."""

from random import Random

import pytest
from django.test import Client
from django.urls import reverse

from programs.demand import demand_of
from programs.figures import batch_figures
from programs.training_record import training_record
from tests.cast import Place
from tests.programs.test_batch_figures import happen

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("seed", [5, 6])
def test_dashboard_list_and_records_count_as_the_batch_does(place: Place, seed: int) -> None:
    batches = [happen(place, Random(seed)), happen(place, Random(seed + 10))]
    figures = [batch_figures(batch) for batch in batches]
    client = Client()
    client.force_login(place.head)

    sums = client.get(reverse("reports:dashboard"), {"tahun": batches[0].starts_on.year}).context["board"].sums
    rows = {row.pk: row for row in client.get(reverse("programs:batch-list")).context["page_obj"]}

    assert sums.proposed == sum(own.enrolled for own in figures)
    assert sums.accepted == sum(own.seated + own.dropped for own in figures)  # all who dropped out had a seat
    assert sums.completed == sum(own.completed for own in figures)
    assert sums.competent == sum(own.competent for own in figures)
    assert sums.certified == sum(own.certified for own in figures)
    wanted = demand_of(place.facility, on=batches[0].starts_on, hides_the_few=False)
    assert sum(row.seats for row in wanted) == sum(batch.seats for batch in batches)
    for batch, own in zip(batches, figures, strict=True):
        row = rows[batch.pk]
        counts = (row.candidates, row.seated, row.completed, row.certified)
        assert counts == (own.enrolled, own.seated, own.completed, own.certified)
        records = [training for each in own.people for training in training_record(each.enrollment.person)]
        verdicts = [verdict for training in records for _unit, verdict, _origin in training.units]
        assert len(records) == len(own.people)
        assert verdicts.count("K") == sum(unit.competent for unit in own.units)
        assert verdicts.count("BK") == sum(unit.not_yet for unit in own.units)
