from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from certificates.models.proposals import Proposal

if TYPE_CHECKING:
    from accounts.models import User


class ProposalEndQuerySet(models.QuerySet["ProposalEnd"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(proposal__in=Proposal.objects.visible_to(user))


class ProposalEnd(models.Model):
    """A waiting proposal will not be issued: its proposer withdrew it, or the head declined it with a reason.

    Written once. The database holds that a proposal is issued or ended, never both, and who may end it how.
    """

    class Kind(models.TextChoices):
        WITHDRAWN = "WITHDRAWN", _("Withdrawn")
        DECLINED = "DECLINED", _("Declined")

    proposal = models.OneToOneField(
        Proposal, on_delete=models.PROTECT, related_name="end", verbose_name=_("proposal of a certificate")
    )
    kind = models.CharField(_("kind"), max_length=9, choices=Kind.choices)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(db_default=Now())
    reason = models.TextField(_("reason"), blank=True)

    objects = ProposalEndQuerySet.as_manager()

    class Meta:
        verbose_name = _("end of a proposal")
        verbose_name_plural = _("ends of proposals")
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(kind="WITHDRAWN") | (Q(kind="DECLINED") & ~Q(reason="")),
                name="declined_proposal_says_why",
                violation_error_message=_("Declining needs a reason."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.kind}"

    @property
    def scope_keys(self) -> list[str]:
        return self.proposal.scope_keys
