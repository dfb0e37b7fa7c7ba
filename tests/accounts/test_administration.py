"""Django's admin: for the national administrator, without deletion, with the trail, without inmates' data."""

import datetime as dt
import re

import pytest
from django.apps import apps
from django.contrib import admin
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.admin_site import AdministrationSite
from accounts.models import User
from accounts.permissions import Role
from audit.administration import ImpersonalAdmin, ReadOnlyAdmin, RecordedAdmin
from audit.models import AuditEvent
from facilities.models import Posting
from programs.models import ToldCount
from tests.factories import (
    EnrollmentFactory,
    FacilityFactory,
    FieldFactory,
    OutcomeFactory,
    PostingFactory,
    RegionFactory,
    TrainingCentreFactory,
    UserFactory,
    convict,
    posted,
)

pytestmark = pytest.mark.django_db
ROOMS = {"accounts", "audit", "facilities", "imports", "trainees", "programs", "certificates", "reports", "api"}
EDITABLE = {
    "accounts.User",
    "facilities.Posting",
    "facilities.Region",
    "facilities.Field",
    "facilities.ChecklistItem",
    "facilities.ClosedDay",
    "facilities.ToolProposal",
    "facilities.Facility",
    "facilities.TrainingCentre",
    "trainees.RuleSet",
    "certificates.Lsp",
    "certificates.Scheme",
    "programs.Standard",
    "programs.Unit",
    "programs.Account",
    "programs.ProgrammeTag",
    "certificates.AnomalyLimit",
}
ABOUT_INMATES = {
    "imports.Import",
    "imports.ImportRow",
    "certificates.IssueRunItem",
    "trainees.Inmate",
    "trainees.Officer",
    "trainees.Movement",
    "trainees.Illness",
    "programs.Circumstance",
    "trainees.Sentence",
    "trainees.Remission",
    "trainees.AssimilationDecision",
    "trainees.ConductScore",
    "trainees.DateOverride",
    "trainees.DisciplinarySanction",
    "trainees.DossierDocument",
    "trainees.RiskScreening",
    "trainees.Interest",
    "programs.Enrollment",
    "programs.OutsidePermit",
    "programs.Outcome",
    "programs.ToldCount",
    "programs.SelectionScore",
    "programs.TppDecision",
    "programs.SeatChange",
    "programs.Helper",
    "programs.Decree",
    "programs.Attendance",
    "programs.UnitResult",
    "programs.ResultCorrection",
    "programs.WrittenTest",
    "programs.MissedTest",
    "certificates.EndedSheet",
    "certificates.Handover",
    "programs.BatchReport",
    "programs.ReportPhoto",
    "certificates.Proposal",
    "certificates.ProposalEnd",
    "certificates.Certificate",
    "certificates.CompetenceVerdict",
    "reports.Notice",
}
PAGES = {model._meta.label: page for model, page in admin.site._registry.items()}


@pytest.fixture
def administrator() -> User:
    return posted(Role.NATIONAL_ADMIN, name="Wening Prasetyo")


@pytest.fixture
def client(administrator) -> Client:
    client = Client()
    client.force_login(administrator)
    return client


def our_models() -> set[str]:
    """All models of our rooms but the row histories, which hold what their models hold, and proxies for them."""
    return {
        model._meta.label
        for model in apps.get_models()
        if model._meta.app_label in ROOMS and not hasattr(model, "pgh_tracked_model") and not model._meta.proxy
    }


def url(label: str, page: str, *args: object) -> str:
    return reverse(f"admin:{label.lower().replace('.', '_')}_{page}", args=args)


def test_the_site_is_ours():
    assert isinstance(admin.site._wrapped if hasattr(admin.site, "_wrapped") else admin.site, AdministrationSite)


def test_all_our_models_are_registered_and_no_others():
    assert set(PAGES) == our_models()


def test_every_page_writes_the_trail():
    assert [label for label, page in PAGES.items() if not isinstance(page, RecordedAdmin)] == []


def test_what_is_editable_is_on_the_list():
    editable = {label for label, page in PAGES.items() if not isinstance(page, ReadOnlyAdmin)}

    assert editable == EDITABLE


def test_whatever_hangs_on_an_inmate_is_impersonal():
    impersonal = {label for label, page in PAGES.items() if isinstance(page, ImpersonalAdmin)}

    assert impersonal == ABOUT_INMATES


@pytest.mark.parametrize("label", sorted(our_models()))
def test_every_list_opens_for_the_administrator(client, label):
    assert client.get(url(label, "changelist")).status_code == 200


@pytest.mark.parametrize("label", sorted(EDITABLE))
def test_reference_data_can_be_added(client, label):
    assert client.get(url(label, "add")).status_code == 200


@pytest.mark.parametrize("label", sorted(our_models() - EDITABLE))
def test_other_rows_cannot_be_added(client, label):
    assert client.get(url(label, "add")).status_code == 403
    assert client.post(url(label, "add"), {}).status_code == 403


@pytest.mark.parametrize("role", [role for role in Role if role != Role.NATIONAL_ADMIN])
@pytest.mark.parametrize(
    "path", ["/admin/", "/admin/accounts/user/", "/admin/trainees/inmate/", "/admin/jsi18n/", "/admin/nothing/"]
)
def test_no_other_role_gets_in(role, path):
    place = {
        "GIATJA_STAFF": FacilityFactory,
        "FACILITY_HEAD": FacilityFactory,
        "REGIONAL_HEAD": RegionFactory,
        "AUDITOR": None,
    }.get(role, TrainingCentreFactory)
    client = Client()
    client.force_login(posted(role, place.create() if place else None))

    assert client.get(path).status_code == 403


def test_who_is_not_signed_in_is_sent_to_the_one_sign_in(db):
    client = Client()

    response = client.get("/admin/accounts/user/", follow=True)

    assert response.redirect_chain[-1] == ("/akun/login/?next=/admin/accounts/user/", 302)


def test_the_admin_has_no_sign_in_of_its_own(db):
    client = Client()

    response = client.post("/admin/login/", {"username": "a", "password": "b"})

    assert (response.status_code, response["Location"]) == (302, "/akun/login/?next=/admin/")


def test_the_admin_signs_out_and_changes_passwords_on_our_pages(client):
    assert client.post("/admin/logout/")["Location"] == reverse("account_logout")
    assert client.get("/admin/password_change/")["Location"] == reverse("account_change_password")


# Deletion


@pytest.mark.parametrize("label", sorted(our_models()))
def test_nothing_can_be_deleted(client, label):
    assert PAGES[label].has_delete_permission(client.get("/admin/").wsgi_request) is False
    assert client.post(url(label, "delete", 1), {"post": "yes"}).status_code in (302, 403)


def test_a_field_is_still_there_after_a_try_to_delete_it(client):
    field = FieldFactory.create()

    response = client.post(url("facilities.Field", "delete", field.pk), {"post": "yes"})

    field.refresh_from_db()
    assert response.status_code == 403


def test_a_field_is_still_there_after_a_try_to_delete_it_from_the_list(client):
    field = FieldFactory.create()

    client.post(
        url("facilities.Field", "changelist"),
        {"action": "delete_selected", "_selected_action": field.pk, "post": "yes"},
    )

    field.refresh_from_db()


# The trail


def test_an_addition_is_written_down(client, administrator):
    client.post(url("facilities.Field", "add"), {"code": "KOPI", "name": "Barista", "review_months": 6})

    event = AuditEvent.objects.get()
    assert (event.verb, event.by, event.object_label) == ("add", administrator, "Barista")
    assert event.detail == {"fields": ["code", "name"]}


def test_a_change_is_written_down_with_the_fields_and_without_their_values(client, administrator):
    field = FieldFactory.create(name="Barista")

    client.post(
        url("facilities.Field", "change", field.pk), {"code": field.code, "name": "Barista kopi", "review_months": 6}
    )

    event = AuditEvent.objects.get()
    assert (event.verb, event.by, event.object_id) == ("edit", administrator, field.pk)
    assert event.detail == {"fields": ["name"]}


def test_a_refused_change_is_not_written_down(client):
    field = FieldFactory.create()

    response = client.post(url("facilities.Field", "change", field.pk), {"code": "", "name": ""})

    assert (response.status_code, AuditEvent.objects.count()) == (200, 0)


def test_the_history_of_a_row_is_the_trails(client):
    field = FieldFactory.create()

    response = client.get(url("facilities.Field", "history", field.pk))

    assert response["Location"] == f"/jejak-audit/?thing=facilities.field&number={field.pk}"


# Users and postings


def new_user(client: Client, **changes: str):
    data = {"username": "ratna", "name": "Ratna Ambarwati", "nip": "", "email": "ratna@example.org", **changes}
    return client.post(url("accounts.User", "add"), data)


def test_a_new_user_gets_a_link_and_chooses_a_password(client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        new_user(client)
    user = User.objects.get(username="ratna")
    assert not user.has_usable_password()
    assert [message.to for message in mail.outbox] == [["ratna@example.org"]]
    assert "ratna" in mail.outbox[0].body

    visitor = Client()
    page = visitor.get(re.search(r"http://[^\s]+", mail.outbox[0].body)[0], follow=True)
    visitor.post(page.request["PATH_INFO"], {"password1": "kebun-teh-pagi-81", "password2": "kebun-teh-pagi-81"})

    user.refresh_from_db()
    assert user.check_password("kebun-teh-pagi-81")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", ""),
        ("email", "bukan-alamat"),
        ("username", ""),
        ("username", "ada spasi"),
        ("username", "x" * 61),
        ("username", "SUDAH.ADA"),
        ("name", ""),
        ("name", "x" * 201),
    ],
)
def test_a_wrong_new_user_is_an_error_next_to_the_field(client, field, value):
    UserFactory.create(username="sudah.ada")
    before = User.objects.count()

    response = new_user(client, **{field: value})

    form = response.context["adminform"].form
    assert (response.status_code, User.objects.count(), len(mail.outbox)) == (200, before, 0)
    assert form.errors.get(field) or form.non_field_errors()


def test_the_administrator_cannot_set_a_password(client):
    user = UserFactory.create()

    page = client.get(url("accounts.User", "change", user.pk)).content.decode()
    client.post(
        url("accounts.User", "change", user.pk),
        {"username": user.username, "name": "Nama Baru", "password": "rahasia-sekali-1", "is_active": "on"},
    )

    before = user.password
    user.refresh_from_db()
    assert ("password" in re.findall(r'name="(\w+)"', page), user.password, user.name) == (False, before, "Nama Baru")


def posting_form(person: User, **changes: object) -> dict[str, object]:
    return {"user": person.pk, "role": "AUDITOR", "starts_on": "2021-06-01", "ends_on": "", **changes}


def test_a_posting_is_added_and_written_down(client, administrator):
    facility = FacilityFactory.create()
    user = UserFactory.create()

    client.post(url("facilities.Posting", "add"), posting_form(user, role="GIATJA_STAFF", facility=facility.pk))

    event = AuditEvent.objects.get()
    assert user.posting.facility == facility
    assert (event.verb, event.by, event.object_type) == ("add", administrator, "facilities.posting")
    assert f"facility:{facility.pk}" in event.scope


def test_an_overlapping_posting_is_refused_with_a_sentence(client):
    user = PostingFactory.create(ends_on=dt.date(2021, 6, 30)).user

    response = client.post(url("facilities.Posting", "add"), posting_form(user, starts_on="2021-06-30"))

    form = response.context["adminform"].form
    expected = [
        constraint.get_violation_error_message()
        for constraint in Posting._meta.constraints
        if constraint.name == "one_posting_of_a_user_at_a_time"
    ]
    assert (form.non_field_errors(), user.postings.count()) == (expected, 1)


def test_a_posting_may_begin_the_day_after_the_last_one_ended(client):
    user = PostingFactory.create(ends_on=dt.date(2021, 6, 30)).user

    client.post(url("facilities.Posting", "add"), posting_form(user, starts_on="2021-07-01"))

    assert user.postings.count() == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"role": "GIATJA_STAFF"},
        {"role": "sulap"},
        {"starts_on": ""},
        {"starts_on": "31-31-2021"},
        {"ends_on": "2021-05-31"},
        {"user": ""},
        {"user": "0"},
        {"facility": "999999"},
    ],
)
def test_a_wrong_posting_is_refused_with_a_message(client, changes):
    user = UserFactory.create()

    response = client.post(url("facilities.Posting", "add"), posting_form(user, **changes))

    assert (response.status_code, user.postings.count()) == (200, 0)
    assert response.context["adminform"].form.errors


def test_a_national_role_takes_no_place(client):
    user = UserFactory.create()

    client.post(url("facilities.Posting", "add"), posting_form(user, facility=FacilityFactory.create().pk))

    assert user.postings.count() == 0


# Inmates


def test_lists_about_inmates_show_no_person(client):
    enrollment = EnrollmentFactory.create(inmate__name="Suryanto Wibisono")

    for label in sorted(ABOUT_INMATES):
        page = client.get(url(label, "changelist")).content.decode()
        assert "Suryanto" not in page
        assert enrollment.inmate.register_number not in page


@pytest.mark.parametrize("page", ["change", "history", "delete"])
def test_no_page_shows_a_single_inmate(client, page):
    inmate = convict(FacilityFactory.create(), name="Suryanto Wibisono")

    response = client.get(url("trainees.Inmate", page, inmate.pk))

    assert (response.status_code, "Suryanto" in response.content.decode()) in {(403, False), (302, False)}


def test_no_page_tells_what_one_person_told_after_release(client):
    OutcomeFactory.create(kind="BUSINESS")
    count = ToldCount.objects.get()

    page = client.get(url("programs.ToldCount", "change", count.pk))
    searched = client.get(f"{url('programs.ToldCount', 'changelist')}?working=1")

    assert page.status_code == 403
    assert searched.status_code in (302, 400)


@pytest.mark.parametrize(
    "query", ["name__startswith=S", "name=x", "sentence__years=3", "register_serial=1", "q=Surya", "o=1.-2.9"]
)
def test_counting_does_not_tell_names(client, query):
    convict(FacilityFactory.create(), name="Suryanto Wibisono")
    convict(FacilityFactory.create(), name="Tegar Manullang")

    response = client.get(f"{url('trainees.Inmate', 'changelist')}?{query}")

    shown = response.context and response.context.get("cl")
    assert response.status_code in (200, 302, 400)
    assert shown is None or shown.result_count == 2
