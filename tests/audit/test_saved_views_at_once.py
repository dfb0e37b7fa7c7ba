"""Clicks at the same moment: one view is kept, and the others are told."""

import pytest
from django.urls import reverse

from accounts.permissions import Role
from audit.models import SavedView
from tests.audit.test_saved_views import signed_in
from tests.certificates.test_at_once import all_at_once
from tests.factories import posted

pytestmark = pytest.mark.django_db(transaction=True)


def test_six_clicks_at_once_keep_one_view_and_tell_the_others_why():
    user = posted(Role.AUDITOR)
    clients = [signed_in(user) for _ in range(6)]
    url, said = reverse("audit:view-add"), {"list_name": "programs:batch-list", "name": "Tahun ini", "is_default": "on"}

    answers = all_at_once([lambda client=client: client.post(url, said) for client in clients])

    assert sorted(answer.status_code for answer in answers) == [200] * 5 + [302]
    assert SavedView.objects.count() == 1
    assert [bool(answer.context["form"].errors) for answer in answers if answer.status_code == 200] == [True] * 5
