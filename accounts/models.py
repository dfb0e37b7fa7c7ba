from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

import pghistory
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.permissions import GRANTS, NEED_SECOND_FACTOR, Permission, Role

if TYPE_CHECKING:
    from facilities.models import Posting


class UserQuerySet(models.QuerySet["User"]):
    def visible_to(self, user: User) -> Self:
        """Everybody, for whoever keeps the accounts."""
        return self if user.has(Permission.MANAGE_ACCOUNTS) else self.none()


class UserManager(BaseUserManager["User"].from_queryset(UserQuerySet)):  # type: ignore[misc]
    def create_user(self, username: str, *, name: str, email: str = "", password: str | None = None) -> User:
        """A person who can sign in once they have a password; without one they set it by mail."""
        user = self.model(username=username, name=name, email=self.normalize_email(email))
        user.set_password(password)
        user.save()
        return user


class Digest(models.TextChoices):
    NEVER = "NEVER", _("never")
    DAILY = "DAILY", _("every day")
    WEEKLY = "WEEKLY", _("once a week")


PAGE_SIZES = (25, 50, 100, 200)


@pghistory.track(exclude=["password", "last_login", "digest", "page_size"])
class User(AbstractBaseUser):
    """A person who signs in.

    What they may do follows from the posting that runs today, never from flags on the person:
    on the day after the posting's last day they may do nothing.
    """

    username = models.CharField(
        _("user name"),
        max_length=60,
        unique=True,
        validators=[UnicodeUsernameValidator()],
        error_messages={"unique": _("This user name is taken.")},
    )
    name = models.CharField(_("full name"), max_length=200)
    nip = models.CharField(
        _("NIP"),
        max_length=30,
        blank=True,
        help_text=_("Printed under the name on papers this person signs."),
    )
    email = models.EmailField(_("e-mail address"), blank=True)
    is_active = models.BooleanField(
        _("may sign in"),
        default=True,
        help_text=_("Switch off instead of deleting: what a person did stays on record."),
    )
    digest = models.CharField(
        _("digest by e-mail"),
        max_length=6,
        choices=Digest.choices,
        default=Digest.NEVER,
        help_text=_("Figures and a link, no names: what happened and what waits is read here."),
    )
    page_size = models.PositiveSmallIntegerField(
        _("rows on a page"), choices=[(rows, str(rows)) for rows in PAGE_SIZES], default=PAGE_SIZES[0]
    )
    joined_at = models.DateTimeField(_("added at"), default=timezone.now, editable=False)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    # allauth's side of the relation
    authenticator_set: models.Manager[Any]

    objects = UserManager()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(
                Lower("username"),
                name="user_name_once",
                violation_error_message=_("This user name is taken."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

    @cached_property
    def posting(self) -> Posting | None:
        """The posting that runs today, by the day of its own place; at most one, the database sees to it."""
        if not self.is_active:
            return None
        return self.postings.at(timezone.now())

    @property
    def role(self) -> Role | None:
        return Role(self.posting.role) if self.posting else None

    @property
    def is_national(self) -> bool:
        """Works on the national level, where a condition on places would only cost time."""
        return self.posting is not None and self.posting.is_national

    def has(self, permission: Permission) -> bool:
        return self.role is not None and permission in GRANTS[self.role]

    @cached_property
    def has_second_factor(self) -> bool:
        """Whether signing in takes more than the password; read with the person on every page."""
        return self.authenticator_set.exclude(type="recovery_codes").exists()

    @property
    def must_set_up_second_factor(self) -> bool:
        return self.role in NEED_SECOND_FACTOR and not self.has_second_factor

    @property
    def is_staff(self) -> bool:
        """Django's admin is for the national administrator alone."""
        return self.has(Permission.MANAGE_ACCOUNTS)

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        return self.is_staff

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_staff

    @property
    def scope_keys(self) -> list[str]:
        return [f"user:{self.pk}"]
