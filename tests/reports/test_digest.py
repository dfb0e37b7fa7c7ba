"""The digest: to who chose it, once a day whatever runs twice, with figures and one link and nothing about a person."""

import datetime as dt
import threading

import pytest
from django.contrib.messages.storage.cookie import CookieStorage
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import IntegrityError, connection, transaction
from django.test import Client, RequestFactory
from django.urls import reverse

from accounts.models import Digest, User
from audit.actions import record
from audit.jobs import JobFailedError
from audit.models import Verb
from reports import jobs
from reports.models import DigestMail
from reports.notices import digest
from reports.notices.telling import tell_all
from reports.notices.views import DigestChoice
from tests.cast import Place

MONDAY = dt.date(2026, 11, 23)


class DeadServer(EmailBackend):
    def send_messages(self, messages):
        raise ConnectionRefusedError("mail.example.org")


class DeadForOne(EmailBackend):
    def send_messages(self, messages):
        if any("mati@" in address for message in messages for address in message.to):
            raise ConnectionRefusedError("mail.example.org")
        return super().send_messages(messages)


def reader(place: Place, rhythm: str = Digest.DAILY, email: str = "petugas@contoh.id") -> User:
    """An officer of the prison to whom something happened."""
    user = place.staff
    User.objects.filter(pk=user.pk).update(digest=rhythm, email=email)
    record(Verb.CANCEL, place.batch(name="Menjahit rahasia"), by=place.head)
    tell_all()
    return User.objects.get(pk=user.pk)


def test_the_mail_has_figures_and_one_link_and_no_name_number_or_place(db, settings):
    place = Place("Ketapang")
    user = reader(place)

    digest.send(user, on=MONDAY)

    [sent] = mail.outbox
    text = sent.subject + sent.body
    assert (sent.to, text.count("http")) == (["petugas@contoh.id"], 1)
    assert settings.PUBLIC_ORIGIN + reverse("reports:notice-list") in text
    assert "- Angkatan dibatalkan: 1\n" in text
    assert [word for word in ("rahasia", "Ketapang", user.name, user.username) if word in text] == []


@pytest.mark.parametrize("change", [{"digest": "NEVER"}, {"email": ""}, {"is_active": False}])
def test_who_did_not_choose_it_or_has_no_address_or_left_gets_none(db, change):
    user = reader(Place("Ketapang"))
    User.objects.filter(pk=user.pk).update(**change)

    jobs.send_digests()
    digest.send(User.objects.get(pk=user.pk), on=MONDAY)

    assert mail.outbox == []


def test_nothing_to_say_is_no_mail(db):
    place = Place("Ketapang")
    user = place.person("INSTRUCTOR")
    User.objects.filter(pk=user.pk).update(digest=Digest.DAILY, email="petugas@contoh.id")

    sent = digest.send(User.objects.get(pk=user.pk), on=MONDAY)

    assert (sent, mail.outbox, DigestMail.objects.count()) == (False, [], 0)


def test_a_job_that_runs_twice_sends_one_mail_a_day(db):
    user = reader(Place("Ketapang"))

    for day in (MONDAY, MONDAY, MONDAY + dt.timedelta(days=1)):
        jobs.send_digest(user.pk, day.toordinal())

    assert len(mail.outbox) == 2


def test_the_weekly_mail_comes_once_a_week_also_when_monday_was_missed(db):
    user = reader(Place("Ketapang"), Digest.WEEKLY)
    days = [MONDAY + dt.timedelta(days=number) for number in (1, 2, 6, 7, 8)]

    for day in days:
        for pk in digest.wanting(on=day):
            jobs.send_digest(pk, day.toordinal())

    assert list(DigestMail.objects.order_by("day").values_list("user", "day")) == [
        (user.pk, days[0]),
        (user.pk, days[3]),
    ]


def test_the_database_keeps_one_mail_of_a_person_and_day(db):
    user = reader(Place("Ketapang"))
    digest.send(user, on=MONDAY)

    with pytest.raises(IntegrityError, match="one_digest_a_day"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO reports_digestmail (user_id, day) SELECT user_id, day FROM reports_digestmail")


def test_a_server_that_fails_is_tried_again_and_then_the_mail_goes_once(db, settings):
    user = reader(Place("Ketapang"))
    settings.EMAIL_BACKEND = f"{__name__}.DeadServer"
    with pytest.raises(JobFailedError):
        jobs.send_digest(user.pk, MONDAY.toordinal())
    kept = DigestMail.objects.count()

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    jobs.send_digest(user.pk, MONDAY.toordinal())

    assert (kept, len(mail.outbox)) == (0, 1)


def test_one_address_that_fails_stops_no_other(db, settings, monkeypatch):
    """In the queue each mail is a job of its own; here a failed one is put back for later."""
    settings.EMAIL_BACKEND = f"{__name__}.DeadForOne"
    reader(Place("Ketapang"), email="mati@contoh.id")
    reader(Place("Lampung"), email="hidup@contoh.id")
    asked: list[tuple[int, int]] = []
    monkeypatch.setattr(jobs, "enqueue", lambda job, *ids: asked.append(ids))

    jobs.send_digests()
    for ids in asked:
        try:
            jobs.send_digest(*ids)
        except JobFailedError:
            continue

    assert (len(asked), [message.to for message in mail.outbox]) == (2, [["hidup@contoh.id"]])


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_one_mail():
    user = reader(Place("Ketapang"))
    both = threading.Barrier(2)

    def work() -> None:
        both.wait()
        try:
            jobs.send_digest(user.pk, MONDAY.toordinal())
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _number in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert len(mail.outbox) == 1


def test_people_choose_for_themselves_alone(db):
    place = Place("Ketapang")
    user, colleague = place.staff, place.colleague
    client = Client()
    client.force_login(user)

    client.post(reverse("reports:digest"), {"digest": "WEEKLY", "page_size": "200", "username": "lain"})

    rows = User.objects.filter(pk__in=[user.pk, colleague.pk]).order_by("pk").values_list("digest", "page_size")
    assert list(rows) == [("WEEKLY", 25), ("NEVER", 25)]
    assert User.objects.get(pk=user.pk).username == user.username


def test_a_choice_does_not_open_an_account_that_was_closed_meanwhile(db):
    user = Place("Ketapang").staff
    page = DigestChoice()
    page.setup(RequestFactory().post(reverse("reports:digest"), {"digest": "WEEKLY"}))
    page.request.user, page.request._messages = user, CookieStorage(page.request)
    page.object = page.get_object()
    form = page.get_form()
    assert form.is_valid()

    User.objects.filter(pk=user.pk).update(is_active=False)
    page.form_valid(form)

    assert User.objects.values_list("digest", "is_active").get(pk=user.pk) == ("WEEKLY", False)


def test_the_choices_begin_as_sentences_do(db):
    client = Client()
    client.force_login(Place("Ketapang").staff)

    form = client.get(reverse("reports:digest")).context["form"]

    assert [str(label) for _value, label in form.fields["digest"].choices] == [
        "Tidak pernah",
        "Setiap hari",
        "Sekali seminggu",
    ]


def test_a_rhythm_that_is_none_is_refused_in_words(db):
    client = Client()
    client.force_login(Place("Ketapang").staff)

    page = client.post(reverse("reports:digest"), {"digest": "HOURLY"})

    assert page.status_code == 200
    assert page.context["form"].errors.keys() == {"digest"}
