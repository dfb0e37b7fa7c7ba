"""Whatever is sent: a word next to the field, nothing half saved, never an error page of the server."""

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from audit.models import AuditEvent
from programs.models import Batch, Enrollment, Instructor, Package, Session, TppDecision
from tests import factories as make
from tests.cast import Place
from tests.programs import test_double_clicks as good
from tests.programs.conftest import SignIn
from tests.programs.test_double_clicks import Form, counts

pytestmark = pytest.mark.django_db

ASKING = {
    "batch-add": good.batch_add,
    "package-add": good.package_add,
    "package-units": good.package_units,
    "instructor-add": good.instructor_add,
    "candidates": good.propose,
    "selection": good.score,
    "shortlist": good.shortlist,
    "tpp-session": good.hold_session,
    "tpp-decisions": good.decide,
    "score-sheet": good.sheet,
    "decree": good.decree,
    "timetable": good.lay_out,
    "attendance": good.attend,
    "results": good.assess,
    "postpone": good.postpone,
    "cancel": good.cancel,
    "lift": good.lift,
    "suspend": good.suspend,
    "drop": good.drop,
}
HUGE = "99999999999"
GARBAGE = ("", "x", "-1", "1.5", HUGE, HUGE * 3, "0001-01-01", "9999-12-31", "2021-02-30", "a\x00b", "'\"><b>", "٣")


@pytest.fixture(params=ASKING)
def form(request: pytest.FixtureRequest, place: Place) -> Form:
    return ASKING[request.param](place)


def trail() -> int:
    return AuditEvent.objects.exclude(verb="sign_in").count()


def test_an_empty_post_is_answered_with_a_page_and_saves_nothing(
    place: Place, sign_in: SignIn, form: Form, request: pytest.FixtureRequest
) -> None:
    who, address, _data = form
    client = sign_in(getattr(place, who))
    before = counts(), trail()

    response = client.post(address, {})

    if "[selection]" in request.node.name or "[tpp-decisions]" in request.node.name:
        assert response.status_code == 302
    else:
        assert response.status_code == 200
        assert response.context["form"].errors
    assert (counts(), trail()) == before


def test_garbage_in_any_one_field_is_never_an_error_of_the_server(place: Place, sign_in: SignIn, form: Form) -> None:
    who, address, data = form
    client = sign_in(getattr(place, who))

    answers = {
        (field, value): client.post(address, {**data, field: [value] if isinstance(data[field], list) else value})
        for field in data
        for value in GARBAGE
    }

    assert {key for key, answer in answers.items() if answer.status_code not in (200, 302)} == set()


def test_a_file_where_words_are_wanted_is_never_an_error_of_the_server(
    place: Place, sign_in: SignIn, form: Form
) -> None:
    who, address, data = form
    client = sign_in(getattr(place, who))

    response = client.post(address, {field: SimpleUploadedFile("a.txt", b"x") for field in data})

    assert response.status_code in (200, 302)


def test_a_body_that_is_no_form_is_answered_like_an_empty_one(place: Place, sign_in: SignIn, form: Form) -> None:
    who, address, _data = form
    client = sign_in(getattr(place, who))
    before = counts()

    codes = {
        client.post(address, b"\xff\xfe{", content_type=kind).status_code
        for kind in ("application/json", "application/x-www-form-urlencoded", "text/plain")
    }

    assert codes <= {200, 302, 400}
    assert counts() == before


def test_a_form_of_5001_fields_is_a_bad_request(place: Place, sign_in: SignIn) -> None:
    body = "&".join(f"f{number}=1" for number in range(5001))

    response = sign_in(place.staff).post(
        reverse("programs:batch-add"), body, content_type="application/x-www-form-urlencoded"
    )

    assert response.status_code == 400


def test_a_body_of_three_megabytes_is_a_bad_request(place: Place, sign_in: SignIn) -> None:
    body = "name=" + "x" * 3_000_000

    response = sign_in(place.staff).post(
        reverse("programs:batch-add"), body, content_type="application/x-www-form-urlencoded"
    )

    assert response.status_code == 400
    assert not Batch.objects.exists()


# -- The plan

FIELD_ERRORS = [
    ("name", "x" * 201),
    ("name", "   "),
    ("name", "a\x00b"),
    ("seats", "0"),
    ("seats", "-1"),
    ("seats", HUGE),
    ("seats", "zehn"),
    ("starts_on", "10 Juni"),
    ("ends_on", "2021-06-09"),
    ("tested_on", "2021-06-09"),
    ("package", HUGE * 3),
    ("agreement", "x"),
    ("workshop", "0"),
]


@pytest.mark.parametrize(("field", "value"), FIELD_ERRORS)
def test_a_plan_with_one_wrong_field_is_not_saved_and_says_what_is_wrong(
    place: Place, sign_in: SignIn, field: str, value: str
) -> None:
    who, address, data = good.batch_add(place)

    response = sign_in(getattr(place, who)).post(address, {**data, field: value})

    assert response.status_code == 200
    assert set(response.context["form"].errors) <= {field, "__all__"}
    assert response.context["form"].errors
    assert not Batch.objects.exists()


def test_a_plan_at_the_beginning_of_the_calendar_is_refused_for_its_agreement(place: Place, sign_in: SignIn) -> None:
    who, address, data = good.batch_add(place)
    days = dict.fromkeys(("starts_on", "ends_on", "tested_on"), "0001-01-01")

    response = sign_in(getattr(place, who)).post(address, {**data, **days})

    assert "is not in force on all days" in str(response.context["form"].errors["agreement"])
    assert not Batch.objects.exists()


@pytest.mark.parametrize("field", ["ends_on", "tested_on"])
def test_a_plan_at_the_end_of_the_calendar_is_refused_even_if_its_agreement_lasts_so_long(
    place: Place, sign_in: SignIn, field: str
) -> None:
    place.agreement.ends_on = dt.date(9999, 12, 31)
    place.agreement.save()
    who, address, data = good.batch_add(place)

    response = sign_in(getattr(place, who)).post(address, {**data, field: "9999-12-31"})

    assert response.context["form"].errors == {field: ["Check the year."]}
    assert not Batch.objects.exists()


@pytest.mark.parametrize("field", ["package", "agreement", "workshop"])
def test_a_plan_with_another_place_s_row_is_refused_like_an_unknown_one(
    place: Place, stranger: Place, sign_in: SignIn, field: str
) -> None:
    who, address, data = good.batch_add(place)
    theirs = getattr(stranger, field).pk

    response = sign_in(getattr(place, who)).post(address, {**data, field: theirs})

    assert set(response.context["form"].errors) == {field}
    assert stranger.name not in response.content.decode()
    assert not Batch.objects.exists()


@pytest.mark.parametrize("change", [{"seats": "21"}, {"ends_on": "2022-01-01"}])
def test_what_stands_against_a_plan_is_said_at_the_field_that_can_mend_it(
    place: Place, sign_in: SignIn, change: dict[str, str]
) -> None:
    who, address, data = good.batch_add(place)
    field = {"seats": {"workshop"}, "ends_on": {"agreement"}}[next(iter(change))]

    response = sign_in(getattr(place, who)).post(address, {**data, **change})

    assert set(response.context["form"].errors) == field


# -- Other places' rows, unknown ids


def test_people_of_another_prison_cannot_be_proposed(place: Place, stranger: Place, sign_in: SignIn) -> None:
    batch = place.batch(state=Batch.State.SELECTING)
    address = reverse("programs:batch-candidates", args=[batch.pk])
    client = sign_in(place.staff)
    mixed = [place.inmate().pk, stranger.inmate().pk]

    responses = [client.post(address, {"inmates": ids}) for ids in (mixed, ["x"], [HUGE * 3], ["0"])]

    assert [set(response.context["form"].errors) for response in responses] == [{"inmates"}] * 4
    assert not Enrollment.objects.exists()


def test_an_instructor_of_another_centre_cannot_be_given_a_timetable(
    place: Place, stranger: Place, sign_in: SignIn
) -> None:
    who, address, data = good.lay_out(place)

    response = sign_in(getattr(place, who)).post(address, {**data, "instructor": stranger.instructor.pk})

    assert set(response.context["form"].errors) == {"instructor"}
    assert not Session.objects.exists()


def test_an_assessor_of_another_centre_cannot_be_named(place: Place, stranger: Place, sign_in: SignIn) -> None:
    who, address, data = good.assess(place)

    response = sign_in(getattr(place, who)).post(address, {**data, "assessor": stranger.instructor.pk})

    assert set(response.context["form"].errors) == {"assessor"}


def test_fields_of_another_batch_s_people_are_not_read(place: Place, sign_in: SignIn) -> None:
    who, address, data = good.attend(place)
    other = place.enrolled(place.batch(state=Batch.State.RUNNING))

    response = sign_in(getattr(place, who)).post(address, {**data, f"status_{other.pk}": "H"})

    assert response.status_code == 302
    assert not other.attendances.exists()


@pytest.mark.parametrize("pk", [0, 10**18, 10**30])
def test_a_row_that_is_not_there_is_not_found(place: Place, sign_in: SignIn, pk: int) -> None:
    client = sign_in(place.staff)
    names = ("batch-detail", "batch-candidates", "package-detail", "instructor-detail", "enrollment-detail")

    codes = {name: client.get(reverse(f"programs:{name}", args=[pk])).status_code for name in names}

    assert set(codes.values()) == {404}


# -- Figures and days

NUMBERS = [
    ("package-add", "lesson_hours"),
    ("package-add", "least_participants"),
    ("package-add", "most_participants"),
    ("package-add", "attendance_threshold"),
    ("timetable", "hours_per_day"),
]


@pytest.mark.parametrize(("page", "field"), NUMBERS)
@pytest.mark.parametrize("value", [HUGE, "-1", "1e3", "12.5"])
def test_a_figure_beyond_its_range_is_an_error_of_its_field(
    place: Place, sign_in: SignIn, page: str, field: str, value: str
) -> None:
    who, address, data = ASKING[page](place)
    before = counts()

    response = sign_in(getattr(place, who)).post(address, {**data, field: value})

    assert field in response.context["form"].errors
    assert counts() == before


@pytest.mark.parametrize("value", ["101", "-1", HUGE, "80.5", "baik"])
def test_points_beyond_100_are_an_error_of_their_field_and_nothing_of_the_sheet_is_saved(
    place: Place, sign_in: SignIn, value: str
) -> None:
    who, address, data = good.score(place)
    field = next(name for name in data if name.startswith("score_"))

    response = sign_in(getattr(place, who)).post(address, {**data, field: value})

    assert set(response.context["form"].errors) == {field}
    assert counts()["SelectionScore"] == 0
    assert Enrollment.objects.get().state == "PROPOSED"


@pytest.mark.parametrize("value", [HUGE, "0", "2001", "x"])
def test_unit_hours_beyond_their_range_are_an_error_of_their_field(place: Place, sign_in: SignIn, value: str) -> None:
    who, address, data = good.package_units(place)
    field = next(iter(data))

    response = sign_in(getattr(place, who)).post(address, {**data, field: value})

    assert field in response.context["form"].errors
    assert place.package.package_units.count() == 2


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_a_decree_of_no_plausible_day_is_an_error_of_its_field(place: Place, sign_in: SignIn, day: str) -> None:
    who, address, data = good.decree(place)

    response = sign_in(getattr(place, who)).post(address, {**data, "on": day})

    assert set(response.context["form"].errors) == {"on"}
    assert Batch.objects.get().state == Batch.State.SELECTING


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2021-06-09"])
def test_a_test_of_no_plausible_day_is_an_error_of_its_field(place: Place, sign_in: SignIn, day: str) -> None:
    who, address, data = good.assess(place)

    response = sign_in(getattr(place, who)).post(address, {**data, "on": day})

    assert set(response.context["form"].errors) == {"on"}


# -- Words


def test_quotes_and_html_in_names_are_shown_and_never_obeyed(place: Place, sign_in: SignIn) -> None:
    evil = "<script>alert('x')</script> \"O'Neil\" & {{ 7|add:1 }}"
    batch = place.batch(name=evil, state=Batch.State.SELECTING)
    inmate = place.inmate(name=evil)
    make.EnrollmentFactory.create(batch=batch, inmate=inmate)
    client = sign_in(place.staff)

    texts = [
        client.get(reverse(f"programs:{name}", args=args)).content.decode()
        for name, args in (
            ("batch-list", []),
            ("batch-detail", [batch.pk]),
            ("batch-selection", [batch.pk]),
            ("batch-candidates", [batch.pk]),
            ("enrollment-detail", [batch.enrollments.get().pk]),
        )
    ]

    assert ["<script>alert" in text for text in texts] == [False] * 5
    assert ["&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt;" in text for text in texts] == [True] * 5


def test_a_name_of_200_letters_fits_a_package_and_one_more_does_not(place: Place, sign_in: SignIn) -> None:
    who, address, data = good.package_add(place)
    client = sign_in(getattr(place, who))

    too_long = client.post(address, {**data, "name": "x" * 201})
    fits = client.post(address, {**data, "name": "x" * 200})

    assert set(too_long.context["form"].errors) == {"name"}
    assert fits.status_code == 302


def test_a_rejection_without_a_reason_is_said_at_its_field_and_saves_nothing(place: Place, sign_in: SignIn) -> None:
    who, address, data = good.decide(place)
    [row] = Enrollment.objects.all()

    response = sign_in(getattr(place, who)).post(address, {**data, f"outcome_{row.pk}": "reject"})

    assert set(response.context["form"].errors) == {f"note_{row.pk}"}
    assert (Enrollment.objects.get().state, TppDecision.objects.count()) == ("PROPOSED", 0)


def test_the_form_gives_back_what_was_typed(place: Place, sign_in: SignIn) -> None:
    who, address, data = good.batch_add(place)

    response: Any = sign_in(getattr(place, who)).post(address, {**data, "name": "Angkatan “A” & B", "seats": "x"})

    assert "Angkatan “A” &amp; B" in response.content.decode()


def test_what_belongs_to_the_place_cannot_be_smuggled_in(place: Place, stranger: Place, sign_in: SignIn) -> None:
    """Fields that no form asks for are not read: the prison and the centre are the user's own."""
    who, address, data = good.batch_add(place)
    sign_in(getattr(place, who)).post(
        address, {**data, "facility": stranger.facility.pk, "state": "CLOSED", "closed_on": "2021-06-12"}
    )
    who, address, data = good.instructor_add(place)

    sign_in(getattr(place, who)).post(address, {**data, "centre": stranger.centre.pk})

    batch = Batch.objects.get()
    assert (batch.facility, batch.state) == (place.facility, Batch.State.PLANNED)
    assert Instructor.objects.get(name="Rini").centre == place.centre
    assert Package.objects.filter(centre=stranger.centre).count() == 1


def test_a_package_named_after_the_prison_is_refused_before_a_certificate_needs_it(
    place: Place, sign_in: SignIn
) -> None:
    client = sign_in(place.centre_staff)

    answer = client.post(reverse("programs:package-add"), {"name": "Menjahit di Lapas"})

    assert "Lapas" in answer.context["form"].errors["name"][0]
