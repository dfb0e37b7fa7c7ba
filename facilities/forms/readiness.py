from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.access import ScopedForm, ScopedModelForm
from audit.refusals import sentences
from facilities.actions.readiness import Found, Task, copy_checklist
from facilities.forms import DAY, REASON
from facilities.forms.days import PlausibleDays
from facilities.models import (
    Agreement,
    AgreementParty,
    Facility,
    ReadinessAnswer,
    ReadinessPhoto,
    ReadinessReview,
    Topic,
    TrainingCentre,
    Workshop,
)
from facilities.models.review_findings import MOST_PHOTOS
from facilities.photos import cleaned_photo

Answer = ReadinessAnswer.Answer
Verdict = ReadinessReview.Verdict


def months_later(day: dt.date, months: int) -> dt.date:
    """The same day so many months on, or the last of that month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


class ReviewForm(PlausibleDays, ScopedModelForm):
    """Which workshop is looked at for which field, with which partner; the user's own side is not asked."""

    class Meta:
        model = ReadinessReview
        fields = ("workshop", "field", "facility", "centre", "reviewed_on")
        widgets = {"reviewed_on": DAY}

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        self.today = today
        super().__init__(*args, **kwargs)
        posting = self.user.posting
        self.fields["workshop"].queryset = self.fields["workshop"].queryset.select_related("facility", "centre")  # type: ignore[attr-defined]
        self.fields["workshop"].label_from_instance = lambda row: f"{row} · {row.owner}"  # type: ignore[attr-defined]
        self.initial.setdefault("reviewed_on", today)
        self.own = own = "facility" if posting and posting.facility_id else "centre"
        del self.fields[own]
        setattr(self.instance, own, posting and posting.place)
        partner = self.fields["centre" if own == "facility" else "facility"]
        known = list(partner.queryset[:2])  # type: ignore[attr-defined]
        if len(known) == 1:
            partner.initial = known[0].pk

    def narrow(self, name: str, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Partners are those that one may agree with or has agreed with, and their workshops can be looked at too."""
        agreements = Agreement.objects.visible_to(self.user).values("pk")
        if name in ("facility", "centre"):
            near = rows.partners_of(self.user)  # type: ignore[attr-defined]
            agreed = AgreementParty.objects.filter(agreement__in=agreements).values(name)
            return rows.filter(Q(pk__in=near.values("pk")) | Q(pk__in=agreed))
        if name == "workshop":
            facilities = self.narrow("facility", Facility.objects.all())
            centres = self.narrow("centre", TrainingCentre.objects.all())
            return rows.filter(Q(facility__in=facilities) | Q(centre__in=centres))
        return super().narrow(name, rows)

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() - {self.own}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        workshop, field, day = (cleaned.get(name) for name in ("workshop", "field", "reviewed_on"))
        if day and day > self.today:
            self.add_error("reviewed_on", _("The day of the review cannot lie in the future."))
        if workshop:
            self.refuse_workshop(workshop, cleaned)
        if workshop and field:
            fields = {row.pk for row in workshop.fields.all()}
            if fields and field.pk not in fields:
                self.add_error("field", _("The workshop is not meant for this field."))
            under_way = ReadinessReview.objects.filter(workshop=workshop, field=field).exclude(state="CONFIRMED")
            if under_way.exists():
                self.add_error("field", str(sentences()["review_open_once"]))
        return cleaned

    def refuse_workshop(self, workshop: Workshop, cleaned: dict[str, Any]) -> None:
        facility = cleaned.get("facility") or getattr(self.instance, "facility", None)
        centre = cleaned.get("centre") or getattr(self.instance, "centre", None)
        if centre and facility and workshop.owner not in (facility, centre):
            self.add_error("workshop", _("The workshop belongs neither to the prison nor to the centre."))

    def save(self, commit: bool = True) -> ReadinessReview:
        """The review with its copy of the checklist, in the caller's transaction."""
        review: ReadinessReview = super().save(commit)
        copy_checklist(review)
        return review


class PhotosInput(forms.FileInput):
    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Several photos at once, each opened and encoded anew."""

    widget = PhotosInput

    def clean(self, data: Any, initial: Any = None) -> list[ContentFile[bytes]]:
        uploads = [upload for upload in data or [] if upload]
        if len(uploads) > MOST_PHOTOS:
            raise ValidationError(_("At most 8 photos."))
        errors: list[ValidationError] = []
        photos = []
        for upload in uploads:
            try:
                photos.append(cleaned_photo(upload))
            except ValidationError as error:
                errors.append(error)
        if errors:
            raise ValidationError(errors)
        return photos


@dataclass(frozen=True, slots=True)
class Point:
    """One point of the checklist with its three controls."""

    answer: ReadinessAnswer
    choice: forms.BoundField
    figure: forms.BoundField | None
    note: forms.BoundField


class ChecklistForm(ScopedForm):
    """All points of a review, topic by topic. What is not answered yet may wait; photos are added or taken out."""

    photos = PhotosField(
        label=_("Photos of the workshop"),
        required=False,
        widget=PhotosInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=_("At most 8, each up to 5 MB: JPEG, PNG or WebP. The place and time stored in them are removed."),
    )
    removed = forms.ModelMultipleChoiceField(
        label=_("Photos to remove"),
        queryset=ReadinessPhoto.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, review: ReadinessReview, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["removed"].queryset = self.fields["removed"].queryset.filter(review=review)  # type: ignore[attr-defined]
        self.answers = list(review.answers.all())
        for answer in self.answers:
            self.fields[f"answer_{answer.pk}"] = forms.ChoiceField(
                label=answer.text,
                choices=[(choice.value, choice.label) for choice in Answer],
                required=False,
                initial=answer.answer,
                widget=forms.RadioSelect,
            )
            if answer.unit:
                self.fields[f"figure_{answer.pk}"] = forms.DecimalField(
                    label=_("Figure (%(unit)s)") % {"unit": answer.unit},
                    min_value=0,
                    max_digits=10,
                    decimal_places=1,
                    required=False,
                    localize=True,
                    initial=_plain(answer.figure),
                    widget=forms.TextInput(attrs={"inputmode": "decimal"}),
                )
            self.fields[f"note_{answer.pk}"] = forms.CharField(
                label=_("Note"), max_length=300, required=False, initial=answer.note
            )

    def topics(self) -> Iterator[tuple[str, str, list[Point]]]:
        """Each topic's key and name with its points."""
        for topic, answers in groupby(self.answers, key=lambda answer: answer.topic):
            yield topic, str(Topic(topic).label), [self._point(answer) for answer in answers]

    def _point(self, answer: ReadinessAnswer) -> Point:
        figure = self[f"figure_{answer.pk}"] if answer.unit else None
        return Point(answer, self[f"answer_{answer.pk}"], figure, self[f"note_{answer.pk}"])

    def found(self) -> dict[int, Found]:
        values = self.cleaned_data
        return {
            answer.pk: Found(
                values.get(f"answer_{answer.pk}", ""),
                values.get(f"figure_{answer.pk}"),
                values.get(f"note_{answer.pk}", ""),
            )
            for answer in self.answers
        }


def _plain(figure: Decimal | None) -> Decimal | int | None:
    """48 for 48.0, as people write it."""
    return int(figure) if figure is not None and figure == figure.to_integral_value() else figure


@dataclass(frozen=True, slots=True)
class Gap:
    """A missing point with what is to be done about it."""

    answer: ReadinessAnswer
    what: forms.BoundField
    side: forms.BoundField
    due_on: forms.BoundField


class SubmitForm(PlausibleDays, ScopedForm):
    """The verdict, and for each missing point who mends it until when."""

    verdict = forms.ChoiceField(label=_("Verdict"), widget=forms.RadioSelect)
    valid_until = forms.DateField(
        label=_("Valid until"),
        widget=DAY,
        required=False,
        help_text=_("A batch may start in the workshop up to this day. Empty when the workshop is not ready."),
    )

    def __init__(self, *args: Any, review: ReadinessReview, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.missing = [answer for answer in review.answers.all() if answer.answer == Answer.NO]
        self.is_blocked = any(answer.is_blocking for answer in self.missing)
        allowed = [Verdict.NOT_READY] if self.is_blocked else [Verdict.READY_WITH_NOTES, Verdict.NOT_READY]
        allowed = allowed if self.missing else [Verdict.READY, Verdict.READY_WITH_NOTES, Verdict.NOT_READY]
        self.fields["verdict"].choices = [(choice.value, choice.label) for choice in allowed]  # type: ignore[attr-defined]
        self.fields["verdict"].initial = allowed[0]
        if self.is_blocked:
            del self.fields["valid_until"]
        else:
            self.fields["valid_until"].initial = months_later(review.reviewed_on, review.field.review_months)
        sides = [("FACILITY", str(review.facility)), ("CENTRE", str(review.centre))]
        own = "FACILITY" if review.workshop.facility_id else "CENTRE"
        for answer in self.missing:
            self.fields[f"what_{answer.pk}"] = forms.CharField(
                label=_("What is to be done"), max_length=300, initial=answer.note or answer.text
            )
            self.fields[f"side_{answer.pk}"] = forms.ChoiceField(label=_("Who does it"), choices=sides, initial=own)
            self.fields[f"due_{answer.pk}"] = forms.DateField(
                label=_("Due on"), widget=DAY, initial=today + dt.timedelta(days=14)
            )

    def gaps(self) -> Iterator[Gap]:
        for answer in self.missing:
            yield Gap(answer, *(self[f"{part}_{answer.pk}"] for part in ("what", "side", "due")))

    def tasks(self) -> dict[int, Task]:
        values = self.cleaned_data
        return {
            answer.pk: Task(*(values[f"{part}_{answer.pk}"] for part in ("what", "side", "due")))
            for answer in self.missing
        }


class RejectForm(ScopedForm):
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=REASON)
