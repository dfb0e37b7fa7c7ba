from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, ClassVar, Self

import pghistory
import pgtrigger
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from audit.steps import keeps_its_steps
from facilities.models.agreement_parties import AgreementParty
from facilities.models.places import Field, at_places_of
from facilities.models.standing import ENDS_SOON_DAYS, Standing

if TYPE_CHECKING:
    from accounts.models import User


class TraineePolicy(models.TextChoices):
    """Who may be trained under an agreement (rule 0.2)."""

    ALL_CONVICTS = "ALL_CONVICTS", _("All convicts")
    ASSIMILATION_ELIGIBLE = "ASSIMILATION_ELIGIBLE", _("Those who meet the conditions of assimilation")
    NEAR_RELEASE = "NEAR_RELEASE", _("Those near their release")


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def visible_to(self, user: User) -> Self:
        """Agreements to which the user's facilities or centres are a party."""
        return self.filter(pk__in=AgreementParty.objects.filter(at_places_of(user)).values("agreement"))

    def in_force(self, *, on: dt.date) -> Self:
        """Signed by then, `on` within its days, and not terminated on or before that day."""
        return self.covering(on, on)

    def covering(self, first: dt.date, last: dt.date) -> Self:
        """In force on every day from `first` to `last`; nothing is in force before it is signed.

        What ended by itself long ago is left out first, so that its addenda are not looked for one by one.
        """
        amended = Agreement.objects.filter(amends__isnull=False, state=Agreement.State.SIGNED).values("amends")
        return self.with_last_day(as_of=last).filter(
            Q(ends_on__gte=last) | Q(pk__in=amended),
            Q(terminated_on__isnull=True) | Q(terminated_on__gt=last),
            signed_on__lte=first,
            starts_on__lte=first,
            last_day__gte=last,
        )

    def with_last_day(self, *, as_of: dt.date = dt.date.max) -> Self:
        """`last_day` to filter by: of the newest signed addendum that holds by then, else its own."""
        addenda = Agreement.objects.filter(amends=OuterRef("pk"), state=Agreement.State.SIGNED, starts_on__lte=as_of)
        newest = addenda.order_by("-starts_on", "-pk").values("ends_on")[:1]
        return self.alias(last_day=Coalesce(Subquery(newest), F("ends_on")))

    def working(self) -> Self:
        """Working agreements: a batch is planned under one of these, never under a memorandum or an addendum."""
        return self.filter(kind=Agreement.Kind.PKS)

    def to_go_on(self) -> Self:
        """Whose end asks for something: no addenda, which only change another, and none renewed already."""
        renewed = Agreement.objects.filter(renews=OuterRef("pk"), signed_on__isnull=False)
        return self.filter(~Exists(renewed)).exclude(kind=Agreement.Kind.ADDENDUM)

    def ending_within(self, days: int, *, on: dt.date) -> Self:
        """In force, and at most so many days more."""
        limit = on + dt.timedelta(days=days)
        ending = Q(last_day__lte=limit) | Q(terminated_on__lte=limit + dt.timedelta(days=1))
        return self.filter(pk__in=self.in_force(on=on).values("pk")).with_last_day().filter(ending)

    def standing(self, standing: Standing, *, on: dt.date) -> Self:
        """Those that stand so on the day; the ones that end soon are in force too."""
        match standing:
            case Standing.DRAFT:
                return self.filter(Q(signed_on__isnull=True) | Q(signed_on__gt=on))
            case Standing.TERMINATED:
                return self.filter(terminated_on__lte=on, signed_on__lte=on)
            case Standing.IN_FORCE:
                return self.in_force(on=on)
            case Standing.ENDS_SOON:
                return self.ending_within(ENDS_SOON_DAYS, on=on)
        lasting = self.with_last_day().filter(
            Q(terminated_on__isnull=True) | Q(terminated_on__gt=on), signed_on__lte=on
        )
        return lasting.filter(starts_on__gt=on) if standing is Standing.UPCOMING else lasting.filter(last_day__lt=on)

    def search(self, words: str) -> Self:
        """By part of the title, of a party's number or of a party's name."""
        parties = AgreementParty.objects.filter(
            Q(number__icontains=words) | Q(facility__name__icontains=words) | Q(centre__name__icontains=words)
        )
        return self.filter(Q(title__icontains=words) | Q(pk__in=parties.values("agreement")))

    def with_parties(self) -> Self:
        return self.prefetch_related("parties__facility", "parties__centre", "fields", "addenda")


@keeps_its_steps
@pghistory.track()
class Agreement(models.Model):
    """A cooperation agreement between prisons and training centres (MoU, PKS or addendum; rule 6.8).

    Whether it is in force is a fact of its days, never a stored word. An addendum says anew, from its first day on,
    until when what it amends lasts, for which fields and whom, and with which quota (docs/decisions/addenda.md).
    """

    class Kind(models.TextChoices):
        MOU = "MOU", _("Memorandum of understanding (MoU)")
        PKS = "PKS", _("Working agreement (PKS)")
        ADDENDUM = "ADDENDUM", _("Addendum")

    class State(models.TextChoices):
        DRAFT = "DRAFT", _("Draft")
        SIGNED = "SIGNED", _("Signed")
        TERMINATED = "TERMINATED", _("Terminated")

    STEPS: ClassVar[dict[State, set[State]]] = {
        State.DRAFT: {State.SIGNED},
        State.SIGNED: {State.TERMINATED},
        State.TERMINATED: set(),
    }

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.PKS)
    umbrella = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("umbrella agreement"),
        help_text=_("The memorandum that this agreement stands under, if there is one."),
    )
    amends = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="addenda",
        verbose_name=_("agreement that it amends"),
        help_text=_(
            "Only for an addendum. Batches stay under the agreement; the addendum's terms hold from its first day."
        ),
    )
    renews = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="renewals",
        verbose_name=_("agreement that it renews"),
    )
    title = models.CharField(_("title"), max_length=200)
    starts_on = models.DateField(_("in force from"))
    ends_on = models.DateField(_("until"))
    fields = models.ManyToManyField(Field, related_name="agreements", verbose_name=_("fields in scope"))
    trainee_policy = models.CharField(
        _("who may be trained"),
        max_length=24,
        choices=TraineePolicy.choices,
        default=TraineePolicy.ALL_CONVICTS,
    )
    quota = models.PositiveIntegerField(
        _("quota of trainees"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("The most people trained under this agreement; empty when none was agreed."),
    )
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT, editable=False)
    signed_on = models.DateField(_("signed on"), null=True, editable=False)
    terminated_on = models.DateField(_("terminated on"), null=True, editable=False)
    termination_reason = models.TextField(_("reason of termination"), blank=True, editable=False)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        ordering = ("-starts_on", "-id")
        triggers = (
            pgtrigger.Protect(
                name="signed_addendum_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__amends__isnull=False, old__state="SIGNED"),
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="agreement_ends_after_it_starts",
                violation_error_message=_("The last day cannot be before the first day."),
            ),
            models.CheckConstraint(
                condition=Q(amends__isnull=True) | (Q(kind="ADDENDUM") & ~Q(state="TERMINATED")),
                name="agreement_amends_as_an_addendum",
                violation_error_message=_("Only an addendum amends another agreement."),
            ),
            models.CheckConstraint(
                condition=Q(quota__isnull=True) | Q(quota__gte=1), name="agreement_quota_is_positive"
            ),
            models.CheckConstraint(
                condition=Q(state="DRAFT", signed_on__isnull=True) | (~Q(state="DRAFT") & Q(signed_on__isnull=False)),
                name="agreement_signed_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(state="TERMINATED", terminated_on__isnull=False)
                | (~Q(state="TERMINATED") & Q(terminated_on__isnull=True, termination_reason="")),
                name="agreement_terminated_has_its_day",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("facilities:agreement-detail", args=[self.pk])

    @cached_property
    def signed_addenda(self) -> list[Agreement]:
        """Addenda that change this agreement, the newest last; a terminated one changes nothing any more."""
        signed = [addendum for addendum in self.addenda.all() if addendum.state == Agreement.State.SIGNED]
        return sorted(signed, key=lambda addendum: (addendum.starts_on, addendum.pk))

    @property
    def last_day(self) -> dt.date:
        """Until when it lasts, by the newest signed addendum; says the same as the QuerySet's `with_last_day`."""
        return ([self, *self.signed_addenda])[-1].ends_on

    def terms(self, *, on: dt.date) -> Agreement:
        """Where fields, quota and trainee policy of the day are written: in an addendum, or in the agreement itself."""
        return [self, *(addendum for addendum in self.signed_addenda if addendum.starts_on <= on)][-1]

    def is_in_force(self, *, on: dt.date) -> bool:
        return self.covers(on, on)

    def covers(self, first: dt.date, last: dt.date) -> bool:
        """Signed by `first` and in force on every day to `last`; says the same as the QuerySet's `covering`."""
        return (
            self.signed_on is not None
            and self.signed_on <= first
            and self.starts_on <= first
            and last <= self.terms(on=last).ends_on
            and (self.terminated_on is None or self.terminated_on > last)
        )

    def standing(self, *, on: dt.date) -> Standing:
        if self.signed_on is None or on < self.signed_on:
            return Standing.DRAFT
        if self.terminated_on is not None and self.terminated_on <= on:
            return Standing.TERMINATED
        if on < self.starts_on:
            return Standing.UPCOMING
        last_day = self.last_day
        if last_day < on:
            return Standing.ENDED
        if self.terminated_on is not None:
            last_day = min(last_day, self.terminated_on - dt.timedelta(days=1))
        return Standing.ENDS_SOON if (last_day - on).days <= ENDS_SOON_DAYS else Standing.IN_FORCE

    @property
    def seats_planned(self) -> int:
        """Seats of all batches under this agreement that are not cancelled."""
        return self.batches.seats_planned()

    @property
    def scope_keys(self) -> list[str]:
        return sorted({key for party in self.parties.all() for key in party.place.scope_keys})


@pghistory.track()
class AgreementField(Agreement.fields.through):  # type: ignore[name-defined]
    """A field in an agreement's scope, so that the row history knows when it came and went."""

    class Meta:
        proxy = True
