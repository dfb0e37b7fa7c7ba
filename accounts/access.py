"""Where policy meets HTTP: not signed in → sign-in page; not granted → 403; another's row → 404."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.db.models.fields import BLANK_CHOICE_DASH
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.views.generic.base import View

from accounts.models import User
from accounts.permissions import Permission

if TYPE_CHECKING:
    Base = View
else:
    Base = object


class Access(Base):
    """Asks for the view's `permission`, narrows its rows, and hands the user to its form."""

    permission: ClassVar[Permission]
    http_method_names = ["get", "post", "head", "options"]

    @property
    def user(self) -> User:
        return cast(User, self.request.user)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.user.has(self.permission):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().visible_to(self.user)  # type: ignore[misc]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.user}  # type: ignore[misc]


class ScopedFormMixin(forms.BaseForm if TYPE_CHECKING else object):  # type: ignore[misc]
    """Narrows every choice of rows to those that the user may see.

    A form whose choice is wider on purpose (a partner to agree with) overrides `narrow`.
    """

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, forms.ModelChoiceField) and field.queryset is not None:
                field.queryset = self.narrow(name, field.queryset)
                field.empty_label = self._invited(field.empty_label)
            elif isinstance(field, forms.TypedChoiceField):
                choices: Any = field.choices
                field.choices = [(key, self._invited(label)) for key, label in choices]

    def _invited(self, label: Any) -> Any:
        """Django's row of dashes says nothing; an invitation does."""
        return _("Choose …") if label == BLANK_CHOICE_DASH[0][1] else label

    def narrow(self, name: str, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.visible_to(self.user) if hasattr(rows, "visible_to") else rows


class ScopedForm(ScopedFormMixin, forms.Form):
    pass


class ScopedModelForm(ScopedFormMixin, forms.ModelForm):
    pass
