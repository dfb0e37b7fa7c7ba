"""Of the nation's holders any three letters find the right ones, by an index; two are too few to ask for."""

import pytest
from django.db import connection

from accounts.permissions import Role
from certificates.models import Certificate
from tests.factories import posted


def found(client, words):
    answer = client.get("/sertifikat/", {"q": words})
    return list(answer.context["object_list"]), list(answer.context["filter"].form.errors)


def test_a_reader_of_the_nation_types_three_letters_a_prison_may_type_one(school, signed_in):
    certificate = school.issued()
    auditor, giatja = signed_in(posted(Role.AUDITOR)), signed_in(posted(Role.CENTRE_STAFF, school.centre))
    name = certificate.holder_name

    assert found(auditor, name[1:4].lower()) == ([certificate], [])
    assert found(auditor, "zqx") == ([], [])
    assert found(auditor, name[:2])[1] == ["q"]
    assert found(giatja, name[:1]) == ([certificate], [])


@pytest.mark.django_db
def test_the_search_can_go_by_the_index():
    rows = Certificate.objects.filter(holder_name__icontains="wir").order_by()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        plan = rows.explain()

    assert "certificate_holder_name_trgm" in plan
