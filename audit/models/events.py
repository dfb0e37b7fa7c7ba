"""Who did what to which row: the audit trail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Case, F, Value, When
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission

if TYPE_CHECKING:
    from accounts.models import User


class Verb(models.TextChoices):
    ADD = "add", _("added")
    EDIT = "edit", _("edited")
    REMOVE = "remove", _("removed")
    OPEN = "open", _("opened")
    SIGN = "sign", _("signed")
    SUBMIT = "submit", _("submitted")
    CONFIRM = "confirm", _("confirmed")
    UNCONFIRM = "unconfirm", _("took back the confirmation of")
    TERMINATE = "terminate", _("terminated")
    SELECT = "select", _("opened the selection of")
    PROPOSE = "propose", _("proposed")
    SCORE = "score", _("scored")
    ACCEPT = "accept", _("accepted")
    SHORTLIST = "shortlist", _("shortlisted")
    RESERVE = "reserve", _("put on the reserve list")
    MOVE_UP = "move_up", _("moved up from the reserve")
    FREE_SEAT = "free_seat", _("freed a seat of")
    DEFER = "defer", _("put off the decision on")
    DECIDE = "decide", _("recorded the TPP decisions of")
    AMEND = "amend", _("amended the decree of")
    TICK = "tick", _("ticked as seen")
    REJECT = "reject", _("rejected")
    LIFT = "lift", _("lifted a block of")
    ALLOW = "allow", _("allowed an exception for")
    DECREE = "decree", _("decreed")
    LAY_OUT = "lay_out", _("laid out the timetable of")
    CREATE = "create", _("created the batches of")
    START = "start", _("started")
    POSTPONE = "postpone", _("postponed")
    CANCEL = "cancel", _("cancelled")
    SUSPEND = "suspend", _("suspended")
    RESUME = "resume", _("resumed")
    DROP = "drop", _("dropped")
    ATTEND = "attend", _("recorded the attendance of")
    CORRECT = "correct", _("corrected the attendance of")
    TEST = "test", _("opened the tests of")
    ASSESS = "assess", _("recorded the results of")
    CORRECT_RESULT = "correct_result", _("corrected a result of")
    CLOSE = "close", _("closed")
    COMPLETE = "complete", _("completed")
    ISSUE = "issue", _("issued")
    REVOKE = "revoke", _("revoked")
    REPLACE = "replace", _("replaced")
    WITHDRAW = "withdraw", _("withdrew")
    DECLINE = "decline", _("declined")
    REPRINT = "reprint", _("printed again the certificates of")
    HAND_OVER = "hand_over", _("handed over")
    CORRECT_HANDOVER = "correct_handover", _("corrected the handover of")
    END = "end", _("ended")
    END_SHEET = "end_sheet", _("recorded what became of the sheet of")
    UPLOAD = "upload", _("uploaded")
    DOWNLOAD = "download", _("took away as a file")
    IMPORT = "import", _("imported")
    SIGN_IN = "sign_in", _("signed in")
    SIGN_IN_FAILED = "sign_in_failed", _("failed to sign in")
    SIGN_OUT = "sign_out", _("signed out")
    PASSWORD = "password", _("changed the password of")
    PASSWORD_LINK = "password_link", _("sent a password link to")
    FACTOR_ADD = "factor_add", _("set up a second factor for")
    FACTOR_REMOVE = "factor_remove", _("removed a second factor of")
    FACTOR_CODES = "factor_codes", _("made new recovery codes for")
    FACTOR_FAILED = "factor_failed", _("failed the second factor of")


DETAILS = {
    "fields": _("what was filled in"),
    "points": _("points"),
    "verdicts": _("verdicts"),
    "absent": _("people absent"),
    "recognised": _("units recognised"),
    "figures": _("figures and standards"),
    "begun_as": _("begun as a copy of"),
    "present": _("people present"),
    "sessions": _("sessions"),
    "sheets": _("sheets"),
    "new_rows": _("new"),
    "changed_rows": _("changed"),
    "unchanged_rows": _("unchanged"),
    "error_rows": _("with errors"),
    "rows": _("rows"),
}


class AuditEventQuerySet(models.QuerySet["AuditEvent"]):
    def visible_to(self, user: User) -> Self:
        """Events that touch the place of the user's posting; all of them for the national level.

        `why` is the reason as this person may read it: empty where it speaks of an inmate's sentence or conduct
        and the person may not see inmates (rule 8).
        """
        if user.posting is None:
            return self.none()
        events = self if user.posting.is_national else self.filter(scope__contains=[user.posting.scope_key])
        told = F("reason")
        if user.has(Permission.SEE_INMATES):
            return events.annotate(why=told)
        return events.annotate(
            why=Case(When(is_confidential=True, then=Value("")), default=told, output_field=models.TextField())
        )


class AuditEvent(models.Model):
    """Who did what to what, when and why. Rows are only ever added: the database refuses everything else.

    A confidential event's reason speaks of an inmate's sentence or conduct. `scope` holds the keys of the places
    that the event touches, such as "facility:12" and "region:13", so that this room needs to know nothing of places.
    """

    at = models.DateTimeField(_("when"), db_default=Now(), editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="audit_events",
        verbose_name=_("who"),
    )
    verb = models.CharField(_("what"), max_length=20, choices=Verb.choices)
    object_type = models.CharField(max_length=60)
    object_id = models.BigIntegerField(null=True)
    object_label = models.CharField(_("which"), max_length=300)
    reason = models.TextField(_("why"), blank=True)
    is_confidential = models.BooleanField(default=False)
    detail = models.JSONField(default=dict)
    scope = ArrayField(models.CharField(max_length=40))
    request_id = models.CharField(max_length=64, blank=True)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("audit event")
        verbose_name_plural = _("audit trail")
        ordering = ("-id",)
        indexes = (
            GinIndex(fields=["scope"], name="audit_event_scope"),
            models.Index(fields=["object_type", "object_id"], name="audit_event_object"),
        )

    def __str__(self) -> str:
        return f"{self.by} {self.get_verb_display()} {self.object_label}"

    @property
    def thing_name(self) -> str:
        """What kind of thing the event is about, by its model's own name."""
        try:
            return str(apps.get_model(self.object_type)._meta.verbose_name)
        except LookupError:
            return self.object_type

    @property
    def facts(self) -> list[tuple[str, str]]:
        """The details as pairs of words, with fields called as their pages call them."""
        return [
            (self._word(name), ", ".join(map(self._word, value)) if isinstance(value, list) else str(value))
            for name, value in self.detail.items()
        ]

    def _word(self, name: object) -> str:
        """The reader's word for the name of a detail or of a field; other things as they are."""
        if name in DETAILS:
            return str(DETAILS[str(name)])
        try:
            field = apps.get_model(self.object_type)._meta.get_field(str(name))
        except (LookupError, FieldDoesNotExist):
            return str(name)
        return str(getattr(field, "verbose_name", name))
