from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access import ScopedModelForm
from accounts.models import User
from accounts.permissions import Role
from facilities.models import Posting
from programs.models import Instructor


class InstructorForm(ScopedModelForm):
    """An instructor of the user's own centre; who signs in finds their own sessions and batches waiting."""

    class Meta:
        model = Instructor
        fields = ("kind", "name", "nip", "fields", "user")
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

    def narrow(self, name: str, rows: QuerySet[Any]) -> QuerySet[Any]:
        return self.accounts() if name == "user" else super().narrow(name, rows)

    def accounts(self) -> QuerySet[User]:
        """Those posted here as instructors today whom no other instructor signs in as, and the one chosen before."""
        centre = self.user.posting.centre if self.user.posting else None
        posted = Posting.objects.running(on=timezone.localdate()).filter(role=Role.INSTRUCTOR, centre=centre)
        free = Q(pk__in=posted.values("user"), is_active=True, instructor__isnull=True)
        return User.objects.filter(free | Q(pk=self.instance.user_id))
