from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access import ScopedForm, ScopedModelForm
from accounts.models import User
from accounts.permissions import Role
from facilities.forms import DAY
from facilities.forms.days import PlausibleDays
from facilities.models import Posting
from programs.models import Instructor, InstructorAbsence, InstructorCertificate


class InstructorForm(ScopedModelForm):
    """An instructor of the user's own centre; who signs in finds their own sessions and batches waiting."""

    class Meta:
        model = Instructor
        fields = ("kind", "name", "nip", "employer", "fields", "user")
        widgets = {"fields": forms.CheckboxSelectMultiple}
        labels = {"user": _("Signs in as")}
        help_texts = {"user": _("Only with an account does an instructor see what waits for them.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["kind"]
        kind.choices = [choice for choice in Instructor.Kind.choices if choice[0] != Instructor.Kind.OFFICER]
        kind.required = False
        if self.instance.pk is None and self.user.posting is not None:
            self.instance.centre = self.user.posting.centre

    def clean_kind(self) -> str:
        """Staff of the centre, unless said otherwise; officers come by their training."""
        return self.cleaned_data["kind"] or Instructor.Kind.CENTRE

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("employer") and cleaned.get("kind") != Instructor.Kind.THIRD_PARTY:
            self.add_error("employer", _("Only a third party comes from a company or institution."))
            cleaned.pop("employer", None)
        return cleaned

    def narrow(self, name: str, rows: QuerySet[Any]) -> QuerySet[Any]:
        return self.accounts() if name == "user" else super().narrow(name, rows)

    def accounts(self) -> QuerySet[User]:
        """Those posted here as instructors today whom no other instructor signs in as, and the one chosen before."""
        centre = self.user.posting.centre if self.user.posting else None
        posted = Posting.objects.running(on=timezone.localdate()).filter(role=Role.INSTRUCTOR, centre=centre)
        free = Q(pk__in=posted.values("user"), is_active=True, instructor__isnull=True)
        return User.objects.filter(free | Q(pk=self.instance.user_id))


class InstructorCertificateForm(ScopedModelForm):
    """A certificate as it stands on paper. What an officer earned in a training stays; only its number is added."""

    class Meta:
        model = InstructorCertificate
        fields = ("kind", "field", "number", "issued_by", "valid_until")
        widgets = {"valid_until": DAY}

    def __init__(self, *args: Any, instructor: Instructor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.instructor = instructor
        if self.instance.earned_in_id is not None:
            for name in ("kind", "field", "valid_until"):
                self.fields[name].disabled = True
            self.fields["valid_until"].help_text = _("Follows from the training in which it was earned.")
        elif self.instance.pk is None:
            self.fields["field"].queryset = instructor.fields.all()  # type: ignore[attr-defined]

    def _get_validation_exclusions(self) -> set[str]:
        """The instructor is given by the page; the rule that a certificate stands once asks for it."""
        return super()._get_validation_exclusions() - {"instructor"}


class AbsenceForm(PlausibleDays, ScopedForm):
    starts_on = forms.DateField(label=_("First day"), widget=DAY)
    ends_on = forms.DateField(
        label=_("Last day"), widget=DAY, required=False, help_text=_("Leave it empty for a single day.")
    )
    reason = forms.ChoiceField(label=_("Reason"), choices=[("", _("Choose …")), *InstructorAbsence.Reason.choices])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first: dt.date | None = cleaned.get("starts_on")
        if first is not None and "ends_on" in cleaned:
            cleaned["ends_on"] = cleaned["ends_on"] or first
            if cleaned["ends_on"] < first:
                self.add_error("ends_on", _("The last day cannot be before the first day."))
        return cleaned
