"""Where things happen: regions, prisons and training centres."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Self

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from facilities.models.health import HealthLimitsField
from facilities.number_patterns import filled, may_collide, validate_number_pattern

if TYPE_CHECKING:
    from accounts.models import User


class TimeZone(models.TextChoices):
    WIB = "Asia/Jakarta", "WIB"
    WITA = "Asia/Makassar", "WITA"
    WIT = "Asia/Jayapura", "WIT"


class RegionQuerySet(models.QuerySet["Region"]):
    def visible_to(self, user: User) -> Self:
        """The region of the user's posting; all for the national level."""
        posting = user.posting
        if posting is None:
            return self.none()
        if posting.is_national:
            return self.all()
        return self.filter(pk=posting.home_region_id)

    def elsewhere(self, user: User) -> Self:
        """Regions other than that of the user's posting: where a partner from afar is looked for."""
        return self.exclude(pk=user.posting.home_region_id if user.posting else None)


@pghistory.track()
class Region(models.Model):
    """A regional office (Kanwil) of corrections; 33 of them cover all provinces (rule 6.2)."""

    code = models.CharField(_("code"), max_length=10, unique=True)
    code_verified = models.BooleanField(_("code is verified"), default=False)
    name = models.CharField(_("name"), max_length=100, unique=True)
    province_codes = ArrayField(models.CharField(max_length=4), verbose_name=_("province codes (BPS)"))
    time_zone = models.CharField(_("time zone"), max_length=40, choices=TimeZone.choices)

    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    @property
    def scope_keys(self) -> list[str]:
        return [f"region:{self.pk}"]


@pghistory.track()
class Field(models.Model):
    """A vocational field (kejuruan), such as welding."""

    code = models.CharField(_("code"), max_length=12, unique=True)
    name = models.CharField(_("name"), max_length=100, unique=True)
    has_dangerous_tools = models.BooleanField(_("uses dangerous tools"), default=False)
    ruled_out_limits = HealthLimitsField(
        verbose_name=_("health limits that do not go with it"),
        help_text=_("Whoever has one of these is warned of among the candidates."),
    )
    review_months = models.PositiveSmallIntegerField(
        _("months that a readiness review holds"),
        default=6,
        validators=[MinValueValidator(1), MaxValueValidator(36)],
        help_text=_("Proposed to whoever submits a review of a workshop for this field."),
    )

    class Meta:
        verbose_name = _("field")
        verbose_name_plural = _("fields")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    @property
    def scope_keys(self) -> list[str]:
        return []


class FacilityQuerySet(models.QuerySet["Facility"]):
    def visible_to(self, user: User) -> Self:
        """The facility of the user's posting, those of the user's region, or all for the national level."""
        posting = user.posting
        if posting is None:
            return self.none()
        if posting.is_national:
            return self.all()
        if posting.region_id:
            return self.filter(region=posting.region_id)
        return self.filter(pk=posting.facility_id) if posting.facility_id else self.none()

    def partners_of(self, user: User) -> Self:
        """Facilities close by to agree or meet with: all in the region of one's own place."""
        posting = user.posting
        if posting is not None and posting.home_region_id:
            return self.filter(region=posting.home_region_id)
        return self.visible_to(user)


class FacilityKind(models.TextChoices):
    """Kinds of prison (UPT), rule 6.3."""

    LAPAS = "LAPAS", _("Prison (Lapas)")
    LAPAS_NARKOTIKA = "LAPAS_NARKOTIKA", _("Narcotics prison")
    LPP = "LPP", _("Women's prison (LPP)")
    LPKA = "LPKA", _("Child institution (LPKA)")
    LAPAS_PEMUDA = "LAPAS_PEMUDA", _("Youth prison")
    LAPAS_TERBUKA = "LAPAS_TERBUKA", _("Open prison")
    RUTAN = "RUTAN", _("Remand house (Rutan)")


OFFICIAL_NAME = {
    FacilityKind.LAPAS: "Lembaga Pemasyarakatan Kelas {klass} {name}",
    FacilityKind.LAPAS_NARKOTIKA: "Lembaga Pemasyarakatan Narkotika Kelas {klass} {name}",
    FacilityKind.LPP: "Lembaga Pemasyarakatan Perempuan Kelas {klass} {name}",
    FacilityKind.LPKA: "Lembaga Pembinaan Khusus Anak Kelas {klass} {name}",
    FacilityKind.LAPAS_PEMUDA: "Lembaga Pemasyarakatan Pemuda Kelas {klass} {name}",
    FacilityKind.LAPAS_TERBUKA: "Lembaga Pemasyarakatan Terbuka Kelas {klass} {name}",
    FacilityKind.RUTAN: "Rumah Tahanan Negara Kelas {klass} {name}",
}
SHORT_NAME = {
    FacilityKind.LAPAS: "Lapas",
    FacilityKind.LAPAS_NARKOTIKA: "Lapas Narkotika",
    FacilityKind.LPP: "LPP",
    FacilityKind.LPKA: "LPKA",
    FacilityKind.LAPAS_PEMUDA: "Lapas Pemuda",
    FacilityKind.LAPAS_TERBUKA: "Lapas Terbuka",
    FacilityKind.RUTAN: "Rutan",
}


@pghistory.track()
class Facility(models.Model):
    """A prison (UPT): Lapas, Rutan, LPKA and their kin."""

    class Class(models.TextChoices):
        I = "I", "I"  # noqa: E741
        II = "II", "II"
        IIA = "IIA", "IIA"
        IIB = "IIB", "IIB"
        III = "III", "III"

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="facilities", verbose_name=_("region"))
    kind = models.CharField(_("kind"), max_length=20, choices=FacilityKind.choices)
    klass = models.CharField(_("class"), max_length=3, choices=Class.choices)
    name = models.CharField(_("place name"), max_length=100, help_text=_("Only the name, for example “Pekalongan”."))
    city = models.CharField(_("city or regency"), max_length=100)
    capacity = models.PositiveIntegerField(_("capacity"), null=True, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=40, choices=TimeZone.choices, default=TimeZone.WIB)
    handover_days = models.PositiveSmallIntegerField(
        _("days until a certificate is handed over"),
        default=14,
        validators=[MinValueValidator(1), MaxValueValidator(365)],
        help_text=_("A sheet that has not reached its holder so many days after issue is shown to the prison's staff."),
    )

    objects = FacilityQuerySet.as_manager()

    class Meta:
        verbose_name = _("prison")
        verbose_name_plural = _("prisons")
        ordering = ("name", "kind")
        constraints = (
            models.UniqueConstraint(
                fields=["kind", "klass", "name"],
                name="facility_once",
                violation_error_message=_("This prison is already listed."),
            ),
        )

    def __str__(self) -> str:
        return f"{SHORT_NAME[FacilityKind(self.kind)]} Kelas {self.klass} {self.name}"

    def get_absolute_url(self) -> str:
        return reverse("facilities:facility-detail", args=[self.pk])

    @property
    def official_name(self) -> str:
        return OFFICIAL_NAME[FacilityKind(self.kind)].format(klass=self.klass, name=self.name)

    @property
    def scope_keys(self) -> list[str]:
        return [f"facility:{self.pk}", f"region:{self.region_id}"]


class TrainingCentreQuerySet(models.QuerySet["TrainingCentre"]):
    def visible_to(self, user: User) -> Self:
        """The centre of the user's posting, those of the user's region, or all for the national level."""
        posting = user.posting
        if posting is None:
            return self.none()
        if posting.is_national:
            return self.all()
        if posting.region_id:
            return self.filter(region=posting.region_id)
        return self.filter(pk=posting.centre_id) if posting.centre_id else self.none()

    def partners_of(self, user: User) -> Self:
        """Centres close by to agree or meet with: all in the region of one's own place."""
        posting = user.posting
        if posting is not None and posting.home_region_id:
            return self.filter(region=posting.home_region_id)
        return self.visible_to(user)


@pghistory.track()
class TrainingCentre(models.Model):
    """A public training centre (BLK and its kin), rule 6.5."""

    class Kind(models.TextChoices):
        UPTP = "UPTP", _("Central government centre (UPTP)")
        UPT_BLK = "UPT_BLK", _("Provincial centre (UPT BLK)")
        UPTD_BLK = "UPTD_BLK", _("Regency or city centre (UPTD BLK)")
        LLK = "LLK", _("Workshop centre (LLK)")
        BLKI = "BLKI", _("Industrial centre (BLKI)")
        PPKD = "PPKD", _("Jakarta regional centre (PPKD)")
        COMMUNITY = "COMMUNITY", _("Community centre (BLK Komunitas)")

    class Lateness(models.TextChoices):
        """What coming late costs, in whole lesson hours (JP): no law says it, so each centre does."""

        BEGUN = "BEGUN", _("Each lesson hour that has begun is lost")
        HALF = "HALF", _("A lesson hour is lost once half of it is missed")
        WHOLE = "WHOLE", _("Only lesson hours missed as a whole are lost")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=150, unique=True)
    owner = models.CharField(_("owner"), max_length=150, help_text=_("The office the centre belongs to."))
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="centres", verbose_name=_("region"))
    city = models.CharField(_("city or regency"), max_length=100)
    minutes_per_jp = models.PositiveSmallIntegerField(
        _("minutes per lesson hour (JP)"),
        default=45,
        validators=[MinValueValidator(30), MaxValueValidator(60)],
    )
    lateness = models.CharField(
        _("what coming late costs"),
        max_length=5,
        choices=Lateness.choices,
        default=Lateness.HALF,
        help_text=_("Attendance that is recorded already keeps the lesson hours that it was given."),
    )
    demands_certificates = models.BooleanField(
        _("instructors need certificates on file"),
        default=False,
        help_text=_("Then nobody of the centre teaches a field without a technical and a methodology certificate."),
    )
    certificate_number_pattern = models.CharField(
        _("certificate number pattern"),
        max_length=100,
        unique=True,
        validators=[validate_number_pattern],
        help_text=_(
            "Parts in braces are filled in: {seq:04}, {field}, {month} (Roman), {year}. Name your centre in it, "
            "as in {seq:04}/{field}/BLK-PKL/{month}/{year}: no two centres may give the same number."
        ),
        error_messages={"unique": _("Another training centre numbers its certificates like this.")},
    )

    objects = TrainingCentreQuerySet.as_manager()

    class Meta:
        verbose_name = _("training centre")
        verbose_name_plural = _("training centres")
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(condition=Q(minutes_per_jp__range=(30, 60)), name="centre_minutes_per_jp_plausible"),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("facilities:centre-detail", args=[self.pk])

    def clean(self) -> None:
        """No pattern that gives the numbers of another centre, however each pads them."""
        super().clean()
        others = TrainingCentre.objects.exclude(pk=self.pk).values_list("certificate_number_pattern", flat=True)
        try:
            taken = any(may_collide(self.certificate_number_pattern, other) for other in others)
        except (LookupError, ValueError):
            return  # The field says so itself.
        if taken:
            raise ValidationError(
                {"certificate_number_pattern": _("Another training centre numbers its certificates like this.")}
            )

    def example_number(self, *, on: dt.date, field: str = "LAS") -> str:
        """The first number of a year as the pattern gives it; empty for a malformed pattern."""
        try:
            return filled(self.certificate_number_pattern, seq=1, field=field, on=on)
        except (LookupError, ValueError):
            return ""

    @property
    def scope_keys(self) -> list[str]:
        return [f"centre:{self.pk}", f"region:{self.region_id}"]


def at_places_of(user: User) -> Q:
    """Rows with a `facility` or a `centre` that the user's posting reaches."""
    return Q(facility__in=Facility.objects.visible_to(user)) | Q(centre__in=TrainingCentre.objects.visible_to(user))
