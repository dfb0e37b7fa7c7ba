from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.access import ScopedForm
from certificates.models import Proposal
from programs.models import Batch


class ProposeForm(ScopedForm):
    """Nothing to fill in: the page itself lists who will be proposed."""


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


class RevokeForm(ScopedForm):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Stays on record. The public page says that the certificate is revoked, not why."),
    )
