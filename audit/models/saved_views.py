"""Ways to look at a list that somebody keeps, alone or with the office."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from accounts.models import User


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def visible_to(self, user: User) -> Self:
        """One's own, and those that colleagues of the same office share."""
        key = user.posting.scope_key if user.posting else ""
        shared = Q(office=key) if key else Q(pk__in=[])
        return self.filter(Q(owner=user) | shared)


class SavedView(models.Model):
    """A way to look at a list: filters, order, columns, rows of a page. It shows everybody the rows of their own.

    `filters` hold choices, days and figures alone, never typed words: those name people. `office` is the scope key of
    the posting that it is shared with, empty for the owner alone. The default opens with the list.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="saved_views")
    list_name = models.CharField(_("list"), max_length=100)
    name = models.CharField(_("name"), max_length=60)
    filters = models.JSONField(default=dict)
    columns = ArrayField(models.CharField(max_length=60), default=list)
    page_size = models.PositiveSmallIntegerField(_("rows on a page"), null=True)
    office = models.CharField(max_length=40, blank=True)
    is_default = models.BooleanField(_("opens with the list"), default=False)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["owner", "list_name", "name"],
                name="saved_view_named_once",
                violation_error_message=_("You have a view of this name for this list."),
            ),
            models.UniqueConstraint(
                fields=["owner", "list_name"],
                condition=Q(is_default=True),
                name="saved_view_one_default",
                violation_error_message=_("Another view opens with this list already."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The list as the view shows it; everything is in the address, so that it can be sent to a colleague."""
        return f"{reverse(self.list_name)}?{self.query}"

    def is_removable_by(self, user: User) -> bool:
        """By its owner, and once the owner works elsewhere by everybody whom it is shared with."""
        if self.owner_id == user.pk:
            return True
        is_here = self.owner.posting is not None and self.owner.posting.scope_key == self.office
        return bool(self.office) and not is_here

    @property
    def query(self) -> str:
        wanted = QueryDict(mutable=True)
        for name, values in self.filters.items():
            wanted.setlist(name, values)
        wanted.setlist("kolom", self.columns)
        if self.page_size:
            wanted["baris"] = str(self.page_size)
        wanted["tampilan"] = str(self.pk)
        return wanted.urlencode()

    @property
    def scope_keys(self) -> list[str]:
        return [self.office or f"user:{self.owner_id}"]
