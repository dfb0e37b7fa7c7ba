"""Pages of long lists, read from whichever end is nearer."""

import pytest
from django.core.paginator import Paginator
from django.db.models import F

from audit.paging import FromBothEnds, in_full_order
from facilities.models import Region

ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("regions")]

ORDERS = {
    "by many alike": ("time_zone",),
    "backwards by many alike": ("-time_zone",),
    "by what many lack": (F("name").desc(nulls_last=True), "-pk"),
    "by the model's own order": (),
}


@pytest.fixture
def regions():
    Region.objects.bulk_create(
        Region(code=f"R{number}", name=f"Wilayah {number}", province_codes=[], time_zone=ZONES[number % 3])
        for number in range(33)
    )


def in_order(order):
    rows = Region.objects.all()
    return in_full_order(rows.order_by(*order) if order else rows)


@pytest.mark.parametrize("order", ORDERS.values(), ids=ORDERS)
@pytest.mark.parametrize("size", [1, 2, 5, 7, 16, 17, 33, 50])
def test_every_page_shows_what_it_would_if_all_were_read_from_the_beginning(order, size):
    rows = in_order(order)
    near, plain = FromBothEnds(rows, size), Paginator(rows, size)

    pages = [list(near.page(number)) for number in near.page_range]

    assert pages == [list(plain.page(number)) for number in plain.page_range]
    assert len({row for page in pages for row in page}) == 33


def test_the_last_page_is_read_from_the_end(django_assert_num_queries):
    paginator = FromBothEnds(in_order(("time_zone",)), 5)
    assert paginator.count == 33

    with django_assert_num_queries(1) as asked:
        rows = list(paginator.page(paginator.num_pages))

    assert len(rows) == 3
    assert "OFFSET" not in asked.captured_queries[0]["sql"]


def test_an_order_by_number_is_left_alone():
    assert in_order(("-pk",)).query.order_by == ("-pk",)
    assert in_order(("name",)).query.order_by == ("name", "pk")
