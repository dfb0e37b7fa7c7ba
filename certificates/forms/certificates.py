from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from accounts.access import ScopedForm
from certificates.models import CORRECTABLE, CertificateKind, EndClass, Proposal, in_a_run
from programs.models import Batch, Enrollment


class ProposeForm(ScopedForm):
    """The page itself lists who will be proposed; only those whose certificate was revoked are ticked."""

    again = forms.ModelMultipleChoiceField(
        label=_("Propose again after revocation"), queryset=Enrollment.objects.none(), required=False
    )

    def __init__(self, *args: Any, batch: Batch, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        revoked = Enrollment.objects.visible_to(self.user).filter(
            batch=batch, certificates__kind=CertificateKind.TRAINING, certificates__revoked_at__isnull=False
        )
        self.fields["again"].queryset = revoked.distinct()  # type: ignore[attr-defined]


class IssueForm(ScopedForm):
    """Which proposals of the batch to issue. Issued ones stay a valid choice, for the one who clicks twice."""

    proposals = forms.ModelMultipleChoiceField(
        label=_("Certificates to issue"),
        queryset=Proposal.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one person.")},
    )

    def __init__(self, *args: Any, batch: Batch, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["proposals"].queryset = Proposal.objects.visible_to(self.user).filter(  # type: ignore[attr-defined]
            enrollment__batch=batch
        )


class IssueBatchesForm(ScopedForm):
    """Batches of which all waiting proposals are issued. `waiting` of each says how many."""

    batches = forms.ModelMultipleChoiceField(
        label=_("Batches to issue"),
        queryset=Batch.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one batch.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["batches"].queryset = (  # type: ignore[attr-defined]
            Batch.objects.visible_to(self.user)
            .filter(enrollments__proposals__in=Proposal.objects.waiting().exclude(in_a_run()))
            .annotate(waiting=Count("enrollments__proposals", distinct=True))
            .with_places()
        )


class RevokeForm(ScopedForm):
    end_class = forms.ChoiceField(label=_("Class of the reason"), choices=[("", "---------"), *EndClass.choices])
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Stays on record. The public page says that the certificate is revoked, not why."),
    )


class ReplacementForm(ScopedForm):
    end_class = forms.ChoiceField(
        label=_("Class of the reason"), choices=[("", "---------"), *((one.value, one.label) for one in CORRECTABLE)]
    )
    correction = forms.CharField(
        label=_("What is corrected"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Stays on record. The public page says which number replaces this one, not why."),
    )
