"""One factory per model, each making only what is required; states are traits.

The fixed cast stands in `tests/conftest.py`: Lapas Pekalongan with its centre, and a stranger's place for leaks.
"""

import datetime as dt
from typing import Any

import factory
from factory.django import DjangoModelFactory

from accounts.models import User
from accounts.one_time_codes import app_with
from accounts.permissions import NEED_SECOND_FACTOR, Role
from demo.second_factor import SECRET
from facilities.models import (
    ActionItem,
    Agreement,
    AgreementParty,
    Facility,
    Field,
    Meeting,
    MeetingParty,
    Posting,
    ReadinessReview,
    Region,
    TrainingCentre,
    Workshop,
)
from imports.models import Import, ImportRow
from imports.sealing import seal_json
from programs.actions.sheets import copy_sheet
from programs.decreed import decree_record
from programs.models import (
    Attendance,
    Batch,
    BudgetLine,
    Decree,
    DemandNote,
    Enrollment,
    Expense,
    Helper,
    Instructor,
    InstructorAbsence,
    InstructorCertificate,
    Outcome,
    Package,
    PackageUnit,
    RotationCell,
    RotationPlan,
    Sale,
    ScoreCriterion,
    ScoreSheet,
    SelectionScore,
    Session,
    SplitRule,
    Standard,
    TppDecision,
    TppItem,
    TppSession,
    Unit,
    WorkResult,
)
from trainees.models import DateOverride, DossierDocument, Inmate, Interest, Movement, Officer, RuleSet, Sentence

PASSWORD = "sandi-percobaan-1"


class UserFactory(DjangoModelFactory[User]):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"petugas{n}")
    name = factory.Sequence(lambda n: f"Petugas Nomor {n}")

    @factory.post_generation
    def password(obj: User, create: bool, extracted: str | None, **kwargs: Any) -> None:  # noqa: N805
        obj.set_password(extracted or PASSWORD)
        obj.save()


class RegionFactory(DjangoModelFactory[Region]):
    class Meta:
        model = Region

    code = factory.Sequence(lambda n: f"T{n}")
    name = factory.Sequence(lambda n: f"Wilayah {n}")
    province_codes = factory.Sequence(lambda n: [str(1000 + n)])
    time_zone = "Asia/Jakarta"


class FieldFactory(DjangoModelFactory[Field]):
    class Meta:
        model = Field

    code = factory.Sequence(lambda n: f"BID{n}")
    name = factory.Sequence(lambda n: f"Bidang {n}")


class FacilityFactory(DjangoModelFactory[Facility]):
    class Meta:
        model = Facility

    region = factory.SubFactory(RegionFactory)
    kind = "LAPAS"
    klass = "IIA"
    name = factory.Sequence(lambda n: f"Kota {n}")
    city = factory.Sequence(lambda n: f"Kota {n}")


class TrainingCentreFactory(DjangoModelFactory[TrainingCentre]):
    class Meta:
        model = TrainingCentre

    kind = "UPTD_BLK"
    name = factory.Sequence(lambda n: f"UPTD BLK Kota {n}")
    owner = "Dinas Tenaga Kerja"
    region = factory.SubFactory(RegionFactory)
    city = factory.Sequence(lambda n: f"Kota {n}")
    certificate_number_pattern = factory.Sequence(lambda n: "{seq:04}/{field}/" + f"C{n}" + "/{month}/{year}")


class PostingFactory(DjangoModelFactory[Posting]):
    class Meta:
        model = Posting
        skip_postgeneration_save = True

    user = factory.SubFactory(UserFactory)
    role = Role.NATIONAL_ADMIN
    starts_on = dt.date(2020, 1, 1)

    @factory.post_generation
    def second_factor(obj: Posting, create: bool, extracted: bool | None, **kwargs: Any) -> None:  # noqa: N805
        """An authenticator app for whoever must have one, or `second_factor=False`."""
        if extracted is not False and obj.role in NEED_SECOND_FACTOR and not obj.user.has_second_factor:
            app_with(SECRET, user=obj.user).save()
            obj.user.has_second_factor = True


def posted(role: Role, place: Facility | TrainingCentre | Region | None = None, **user: Any) -> User:
    """A user whose posting at the place runs since 2020 without an end."""
    scope = {Facility: "facility", TrainingCentre: "centre", Region: "region"}
    kwargs = {scope[type(place)]: place} if place is not None else {}
    return PostingFactory.create(role=role, user=UserFactory.create(**user), **kwargs).user


class WorkshopFactory(DjangoModelFactory[Workshop]):
    class Meta:
        model = Workshop
        skip_postgeneration_save = True

    facility = factory.SubFactory(FacilityFactory)
    name = factory.Sequence(lambda n: f"Bengkel {n}")
    seats = 20
    place = factory.LazyAttribute(lambda workshop: "CENTRE" if workshop.centre else "INSIDE")
    centre = None

    @factory.post_generation
    def fields(obj: Workshop, create: bool, extracted: list[Field] | None, **kwargs: Any) -> None:  # noqa: N805
        obj.fields.set(extracted or [])


class ReadinessReviewFactory(DjangoModelFactory[ReadinessReview]):
    """A draft without answers; `confirmed` by both sides and ready for the year 2021, past the actions."""

    class Meta:
        model = ReadinessReview

    facility = factory.LazyAttribute(lambda review: review.workshop.facility or FacilityFactory.create())
    centre = factory.LazyAttribute(lambda review: review.workshop.centre or TrainingCentreFactory.create())
    workshop = factory.SubFactory(WorkshopFactory)
    field = factory.SubFactory(FieldFactory)
    reviewed_on = dt.date(2021, 1, 4)

    class Params:
        confirmed = factory.Trait(
            state=ReadinessReview.State.CONFIRMED,
            verdict=ReadinessReview.Verdict.READY,
            valid_until=dt.date(2021, 12, 31),
            facility_confirmed_by=factory.SubFactory(UserFactory),
            facility_confirmed_at=dt.datetime(2021, 1, 5, tzinfo=dt.UTC),
            centre_confirmed_by=factory.SubFactory(UserFactory),
            centre_confirmed_at=dt.datetime(2021, 1, 5, tzinfo=dt.UTC),
        )


class AgreementFactory(DjangoModelFactory[Agreement]):
    class Meta:
        model = Agreement
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"Kerja sama pelatihan {n}")
    starts_on = dt.date(2021, 1, 1)
    ends_on = dt.date(2021, 12, 31)

    class Params:
        signed = factory.Trait(state=Agreement.State.SIGNED, signed_on=dt.date(2021, 1, 1))

    @factory.post_generation
    def fields(obj: Agreement, create: bool, extracted: list[Field] | None, **kwargs: Any) -> None:  # noqa: N805
        obj.fields.set(extracted or [])

    @factory.post_generation
    def between(
        obj: Agreement,  # noqa: N805
        create: bool,
        extracted: tuple[Facility, TrainingCentre] | None,
        **kwargs: Any,
    ) -> None:
        facility, centre = extracted or (FacilityFactory.create(), TrainingCentreFactory.create())
        signs = {"signatory_name": "Penanda Tangan", "signatory_position": "Kepala"}
        AgreementParty.objects.create(agreement=obj, facility=facility, number=f"W13.{obj.pk}", **signs)
        AgreementParty.objects.create(agreement=obj, centre=centre, number=f"560/{obj.pk}", **signs)


class MeetingFactory(DjangoModelFactory[Meeting]):
    """A coordination that the prison has called, without minutes yet."""

    class Meta:
        model = Meeting
        skip_postgeneration_save = True

    subject = factory.Sequence(lambda n: f"Koordinasi pelatihan {n}")
    held_on = dt.date(2021, 3, 1)
    place = "Aula BLK"
    agenda = "Pelatihan tahun 2021"

    @factory.post_generation
    def between(
        obj: Meeting,  # noqa: N805
        create: bool,
        extracted: tuple[Facility, TrainingCentre] | None,
        **kwargs: Any,
    ) -> None:
        facility, centre = extracted or (FacilityFactory.create(), TrainingCentreFactory.create())
        MeetingParty.objects.create(meeting=obj, facility=facility, has_called=True)
        MeetingParty.objects.create(meeting=obj, centre=centre)


class ActionItemFactory(DjangoModelFactory[ActionItem]):
    """Something that the meeting's prison has to do."""

    class Meta:
        model = ActionItem

    meeting = factory.SubFactory(MeetingFactory)
    what = factory.Sequence(lambda n: f"Melengkapi alat {n}")
    facility = factory.LazyAttribute(
        lambda item: None if item.centre else item.meeting.parties.get(facility__isnull=False).facility
    )
    centre = None
    due_on = dt.date(2021, 4, 1)


class RuleSetFactory(DjangoModelFactory[RuleSet]):
    class Meta:
        model = RuleSet
        django_get_or_create = ("valid_from",)

    name = factory.Sequence(lambda n: f"Aturan {n}")
    valid_from = dt.date(2018, 2, 15)
    legal_basis = "Permenkumham 3/2018"


class InmateFactory(DjangoModelFactory[Inmate]):
    class Meta:
        model = Inmate

    facility = factory.SubFactory(FacilityFactory)
    name = factory.Sequence(lambda n: f"Warga Binaan {n}")
    sex = "M"
    birth_place = "Pekalongan"
    birth_date = dt.date(1990, 5, 17)
    education = "SMP"
    register_kind = "B.I"
    register_serial = factory.Sequence(str)
    register_year = 2020
    nik = factory.Sequence(lambda n: f"9975011705{n:06}")


class OfficerFactory(DjangoModelFactory[Officer]):
    class Meta:
        model = Officer

    facility = factory.SubFactory(FacilityFactory)
    name = factory.Sequence(lambda n: f"Petugas {n}")
    nip = factory.Sequence(lambda n: f"19880214201203{1}{n:03}")
    sex = "M"
    birth_place = "Padang"
    birth_date = dt.date(1988, 2, 14)
    education = "S1"
    position = "Staf Kegiatan Kerja"


class SentenceFactory(DjangoModelFactory[Sentence]):
    class Meta:
        model = Sentence

    inmate = factory.SubFactory(InmateFactory)
    detained_on = dt.date(2020, 3, 10)
    years = 3
    crime_class = "GEN"


class DateOverrideFactory(DjangoModelFactory[DateOverride]):
    class Meta:
        model = DateOverride

    inmate = factory.SubFactory(InmateFactory)
    which = "RELEASE"
    day = dt.date(2022, 12, 31)
    reason = "Menurut SDP"
    sdp_reference = "SDP 1"
    by = factory.SubFactory(UserFactory)


def convict(facility: Facility, **kwargs: Any) -> Inmate:
    """Somebody in 2021 whom nothing stands against: three years for a general crime since March 2020."""
    return with_papers(SentenceFactory.create(inmate=InmateFactory.create(facility=facility, **kwargs)).inmate)


def with_papers(inmate: Inmate, *codes: str) -> Inmate:
    """With the papers that training needs and these in the dossier, since 2020."""
    received_on = dt.date(2020, 4, 1)
    DossierDocument.objects.bulk_create(
        DossierDocument(inmate=inmate, code=code, received_on=received_on) for code in ("VERDICT", "PHOTO", *codes)
    )
    return inmate


class ImportFactory(DjangoModelFactory[Import]):
    """Looked at and not yet confirmed; its one row is a person with a mistake, and its file is gone."""

    class Meta:
        model = Import
        skip_postgeneration_save = True

    facility = factory.SubFactory(FacilityFactory)
    sheet_name = "inmates"
    file_kind = "xlsx"
    language = "id"
    state = Import.State.PREVIEWED
    error_rows = 1
    headings = factory.LazyFunction(lambda: seal_json(["Nama", "Nomor Register"]))
    uploaded_by = factory.LazyAttribute(lambda source: posted(Role.GIATJA_STAFF, source.facility))

    @factory.post_generation
    def with_a_row(obj: Import, create: bool, extracted: None, **kwargs: Any) -> None:  # noqa: N805
        row = ImportRow(source=obj, number=2, outcome=ImportRow.Outcome.ERROR)
        row.seal(cells=["Orang Keliru", "?"], changes=[], errors=[["register", "Bukan nomor register."]])
        row.save()


class StandardFactory(DjangoModelFactory[Standard]):
    class Meta:
        model = Standard

    field = factory.SubFactory(FieldFactory)
    decree = factory.Sequence(lambda n: f"Kepmenaker {n}/2018")
    title = "Standar"


class UnitFactory(DjangoModelFactory[Unit]):
    class Meta:
        model = Unit

    standard = factory.SubFactory(StandardFactory)
    code = factory.Sequence(lambda n: f"C.10ABC0{n}.001.1")
    title = factory.Sequence(lambda n: f"Unit kompetensi {n}")
    code_verified = True


class PackageFactory(DjangoModelFactory[Package]):
    """A package of two units of 8 JP each unless `unit_hours` says otherwise; `marked` asks 70 of the post-test."""

    class Meta:
        model = Package
        skip_postgeneration_save = True

    centre = factory.SubFactory(TrainingCentreFactory)
    field = factory.SubFactory(FieldFactory)
    name = factory.Sequence(lambda n: f"Paket pelatihan {n}")
    lesson_hours = 16
    least_participants = 1
    most_participants = 20
    pass_mark = None

    class Params:
        marked = factory.Trait(pass_mark=70)

    @factory.post_generation
    def unit_hours(obj: Package, create: bool, extracted: list[int] | None, **kwargs: Any) -> None:  # noqa: N805
        standard = StandardFactory.create(field=obj.field)
        for position, hours in enumerate(extracted or [8, 8], start=1):
            PackageUnit.objects.create(
                package=obj, unit=UnitFactory.create(standard=standard), position=position, lesson_hours=hours
            )


class InstructorFactory(DjangoModelFactory[Instructor]):
    class Meta:
        model = Instructor
        skip_postgeneration_save = True

    centre = factory.SubFactory(TrainingCentreFactory)
    name = factory.Sequence(lambda n: f"Instruktur {n}")

    @factory.post_generation
    def fields(obj: Instructor, create: bool, extracted: list[Field] | None, **kwargs: Any) -> None:  # noqa: N805
        obj.fields.set(extracted or [])


class InstructorCertificateFactory(DjangoModelFactory[InstructorCertificate]):
    """Technical, for a field of its own, until the end of 2021, unless told otherwise."""

    class Meta:
        model = InstructorCertificate

    instructor = factory.SubFactory(InstructorFactory)
    kind = InstructorCertificate.Kind.TECHNICAL
    field = factory.SubFactory(FieldFactory)
    number = factory.Sequence(lambda n: f"TEK-{n}")
    valid_until = dt.date(2021, 12, 31)


class InstructorAbsenceFactory(DjangoModelFactory[InstructorAbsence]):
    """Three days of May 2021, before the lessons of the factories."""

    class Meta:
        model = InstructorAbsence

    instructor = factory.SubFactory(InstructorFactory)
    starts_on = dt.date(2021, 5, 3)
    ends_on = dt.date(2021, 5, 5)
    reason = InstructorAbsence.Reason.LEAVE


class BatchFactory(DjangoModelFactory[Batch]):
    """Two days of 8 JP in June 2021 under an agreement that fits; the state is set past the actions."""

    class Meta:
        model = Batch

    package = factory.SubFactory(PackageFactory)
    facility = factory.SubFactory(FacilityFactory)
    agreement = factory.LazyAttribute(
        lambda batch: AgreementFactory.create(
            signed=True, between=(batch.facility, batch.package.centre), fields=[batch.package.field]
        )
    )
    workshop = factory.LazyAttribute(lambda batch: WorkshopFactory.create(facility=batch.facility))
    name = factory.Sequence(lambda n: f"Angkatan {n}")
    starts_on = dt.date(2021, 6, 10)
    ends_on = dt.date(2021, 6, 11)
    tested_on = dt.date(2021, 6, 12)
    seats = 10

    class Params:
        selecting = factory.Trait(state=Batch.State.SELECTING)
        decreed = factory.Trait(state=Batch.State.DECREED, decree_number="W13-SK-1", decreed_on=dt.date(2021, 6, 1))
        running = factory.Trait(state=Batch.State.RUNNING, decree_number="W13-SK-1", decreed_on=dt.date(2021, 6, 1))
        testing = factory.Trait(state=Batch.State.TESTING, decree_number="W13-SK-1", decreed_on=dt.date(2021, 6, 1))


class RotationPlanFactory(DjangoModelFactory[RotationPlan]):
    """A draft from 12 July 2021: one group, one class of two days, on an empty track."""

    class Meta:
        model = RotationPlan
        skip_postgeneration_save = True

    facility = factory.SubFactory(FacilityFactory)
    centre = factory.SubFactory(TrainingCentreFactory)
    agreement = factory.LazyAttribute(
        lambda plan: AgreementFactory.create(signed=True, between=(plan.facility, plan.centre))
    )
    name = factory.Sequence(lambda n: f"Rotasi {n}")
    starts_on = dt.date(2021, 7, 12)
    block_days = 2
    groups = 1

    @factory.post_generation
    def cells(obj: RotationPlan, create: bool, extracted: list[Package] | None, **kwargs: Any) -> None:  # noqa: N805
        packages = extracted if extracted is not None else [PackageFactory.create(centre=obj.centre)]
        for place, package in enumerate(packages):
            block, track = divmod(place, obj.tracks)
            RotationCell.objects.create(plan=obj, package=package, group=place + 1, block=block + 1, track=track + 1)


class EnrollmentFactory(DjangoModelFactory[Enrollment]):
    class Meta:
        model = Enrollment

    batch = factory.SubFactory(BatchFactory)
    inmate = factory.LazyAttribute(lambda enrollment: convict(enrollment.batch.facility))


def released(enrollment: Enrollment, *, on: dt.date) -> Enrollment:
    """The same, after its inmate was released from the prison that held them."""
    inmate = enrollment.inmate
    assert inmate is not None
    Movement.objects.create(
        inmate=inmate, kind="RELEASE", facility=inmate.facility, moved_on=on, register_number=inmate.register_shown
    )
    inmate.status = Inmate.Status.RELEASED
    inmate.save()
    return enrollment


def graduate(*, on: dt.date = dt.date(2021, 8, 1), **enrollment: Any) -> Enrollment:
    """The completed training of somebody who was released on the day."""
    return released(EnrollmentFactory.create(state=Enrollment.State.COMPLETED, **enrollment), on=on)


class OutcomeFactory(DjangoModelFactory[Outcome]):
    """Works in the field, asked on the phone half a year after release."""

    class Meta:
        model = Outcome

    enrollment = factory.LazyFunction(graduate)
    months = 3
    kind = "WORK"
    is_in_field = True
    asked_on = dt.date(2022, 2, 1)
    consent_on = dt.date(2022, 2, 1)
    consent_how = "PHONE"
    recorded_by = factory.SubFactory(UserFactory)


class DemandNoteFactory(DjangoModelFactory[DemandNote]):
    """Noted by a prison of the region, good for a year."""

    class Meta:
        model = DemandNote

    facility = factory.SubFactory(FacilityFactory)
    region = factory.SelfAttribute("facility.region")
    field = factory.SubFactory(FieldFactory)
    text = factory.Sequence(lambda n: f"Pabrik {n} mencari operator jahit")
    source = "Dinas Tenaga Kerja"
    noted_on = dt.date(2021, 6, 1)
    valid_until = dt.date(2022, 5, 31)
    recorded_by = factory.SubFactory(UserFactory)


class HelperFactory(DjangoModelFactory[Helper]):
    """Somebody who completed the batch's package in the prison the year before."""

    class Meta:
        model = Helper

    batch = factory.SubFactory(BatchFactory)
    inmate = factory.LazyAttribute(lambda helper: learnt(helper.batch))


def learnt(batch: Batch, **person: Any) -> Inmate:
    """An inmate of the batch's prison who completed its package in the year before."""
    days = {name: dt.date(2020, 6, day) for name, day in (("starts_on", 10), ("ends_on", 11), ("tested_on", 12))}
    earlier = BatchFactory.create(
        package=batch.package, facility=batch.facility, agreement=batch.agreement, workshop=batch.workshop, **days
    )
    inmate = convict(batch.facility, **person)
    EnrollmentFactory.create(batch=earlier, inmate=inmate, state=Enrollment.State.COMPLETED)
    return inmate


class SessionFactory(DjangoModelFactory[Session]):
    """The batch's first morning, 8 JP from 07.30 WIB, unless `day` says otherwise."""

    class Meta:
        model = Session

    batch = factory.SubFactory(BatchFactory)
    instructor = factory.LazyAttribute(lambda session: InstructorFactory.create(centre=session.batch.package.centre))
    workshop = factory.LazyAttribute(lambda session: session.batch.workshop)
    day = factory.LazyAttribute(lambda session: session.batch.starts_on)
    starts_at = factory.LazyAttribute(
        lambda session: dt.datetime.combine(session.day, dt.time(7, 30), tzinfo=dt.timezone(dt.timedelta(hours=7)))
    )
    ends_at = factory.LazyAttribute(lambda session: session.starts_at + dt.timedelta(hours=6))
    lesson_hours = 8


class AttendanceFactory(DjangoModelFactory[Attendance]):
    """Somebody was there, recorded on the day itself; the test says for how many hours where it matters."""

    class Meta:
        model = Attendance

    session = factory.SubFactory(SessionFactory)
    enrollment = factory.LazyAttribute(lambda row: EnrollmentFactory.create(batch=row.session.batch))
    status = "H"
    lesson_hours = factory.LazyAttribute(lambda row: row.session.lesson_hours if row.status == "H" else 0)
    entered_on = factory.LazyAttribute(lambda row: row.session.day)
    recorded_on = factory.LazyAttribute(lambda row: row.session.day)
    recorded_by = factory.SubFactory(UserFactory)


class InterestFactory(DjangoModelFactory[Interest]):
    """A first choice of an inmate, unless told otherwise."""

    class Meta:
        model = Interest

    inmate = factory.Maybe("officer", None, factory.SubFactory(InmateFactory))
    officer = None
    field = factory.SubFactory(FieldFactory)
    choice = 1


class BudgetLineFactory(DjangoModelFactory[BudgetLine]):
    """Fifty million of 2021, all planned for June; of a prison unless a centre is given."""

    class Meta:
        model = BudgetLine

    facility = factory.Maybe("centre", None, factory.SubFactory(FacilityFactory))
    centre = None
    year = 2021
    source = "DIPA_UPT"
    name = factory.Sequence(lambda n: f"Pelatihan kemandirian {n}")
    ceiling = 50_000_000
    plan = factory.LazyFunction(lambda: [0] * 5 + [50_000_000] + [0] * 6)


class ExpenseFactory(DjangoModelFactory[Expense]):
    class Meta:
        model = Expense

    line = factory.SubFactory(BudgetLineFactory)
    spent_on = dt.date(2021, 6, 15)
    what = "Bahan praktik"
    amount = 1_000_000
    voucher = factory.Sequence(lambda n: f"KW-{n}")


class SplitRuleFactory(DjangoModelFactory[SplitRule]):
    class Meta:
        model = SplitRule
        django_get_or_create = ("facility", "valid_from")

    facility = factory.SubFactory(FacilityFactory)
    valid_from = dt.date(2020, 1, 1)
    premi_percent = 50
    pnbp_percent = 15
    capital_percent = 35
    legal_basis = "SK Kalapas"


class WorkResultFactory(DjangoModelFactory[WorkResult]):
    class Meta:
        model = WorkResult

    facility = factory.SubFactory(FacilityFactory)
    what = factory.Sequence(lambda n: f"Kemeja {n}")
    quantity = 10
    unit = "buah"
    made_on = dt.date(2021, 6, 1)


class SaleFactory(DjangoModelFactory[Sale]):
    """A hundred thousand, split 50/15/35 and not deposited."""

    class Meta:
        model = Sale

    result = factory.SubFactory(WorkResultFactory)
    rule = factory.LazyAttribute(lambda sale: SplitRuleFactory.create(facility=sale.result.facility))
    sold_on = dt.date(2021, 6, 20)
    quantity = 1
    amount = 100_000
    premi = 50_000
    pnbp = 15_000
    capital = 35_000
    buyer = "PUBLIC"


class ScoreSheetFactory(DjangoModelFactory[ScoreSheet]):
    """The national sheet unless a package is given: two criteria, one of them conduct; one officer is enough."""

    class Meta:
        model = ScoreSheet
        django_get_or_create = ("package", "batch")
        skip_postgeneration_save = True

    package = None
    batch = None
    least_scorers = 1

    @factory.post_generation
    def criteria(obj: ScoreSheet, create: bool, extracted: list[int] | None, **kwargs: Any) -> None:  # noqa: N805
        if obj.criteria.exists():
            return
        kinds = ScoreCriterion.Kind
        for position, (kind, weight) in enumerate(((kinds.SKILL, 60), (kinds.CONDUCT, 40)), start=1):
            ScoreCriterion.objects.create(sheet=obj, position=position, kind=kind, name=kind.value, weight=weight)


def scored(enrollment: Enrollment, points: int, *officers: User) -> None:
    """These officers have given the candidate so many points in every criterion."""
    criteria = list(copy_sheet(enrollment.batch).criteria.all())
    for officer in officers:
        for criterion in criteria:
            SelectionScore.objects.create(enrollment=enrollment, criterion=criterion, scored_by=officer, score=points)


def approved(*enrollments: Enrollment, verdict: str = "APPROVED", session: TppSession | None = None) -> TppSession:
    """A TPP session has approved these people of one batch, or decided otherwise with a reason."""
    batch = enrollments[0].batch
    session = session or TppSessionFactory.create(facility=batch.facility)
    TppItem.objects.get_or_create(session=session, batch=batch)
    for enrollment in enrollments:
        note = "" if verdict == "APPROVED" else "Menunggu litmas."
        TppDecision.objects.create(session=session, enrollment=enrollment, verdict=verdict, note=note)
    return session


class TppSessionFactory(DjangoModelFactory[TppSession]):
    class Meta:
        model = TppSession

    facility = factory.SubFactory(FacilityFactory)
    held_on = dt.date(2021, 1, 4)
    minutes_number = factory.Sequence(lambda n: f"BA-TPP-{n}")
    chair_name = "Ketua Sidang"
    chair_position = "Kepala Seksi Binadik"
    agenda = "Pemilihan peserta pelatihan"


def decreed(*batches: Batch, by: User) -> Decree:
    """The head's decree of these batches as they stand, whatever its gates would say."""
    decree = Decree.objects.create(
        facility=batches[0].facility,
        number=f"SK-{batches[0].pk}",
        decreed_on=dt.date(2021, 6, 8),
        decreed_by=by,
        record=decree_record(batches, by),
    )
    decree.batches.set(batches)
    return decree
