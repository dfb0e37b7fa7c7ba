from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.generic.detail import SingleObjectMixin

from audit.actions import require

if TYPE_CHECKING:

    class Base(SingleObjectMixin):
        def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase: ...
else:
    Base = object


class OnlyWhile(Base):
    """A page that a row has only in some of its states; in others it says so and leads to the row itself.

    Somebody else, or one's own first click, may have taken the step since the page was opened.
    """

    states: ClassVar[tuple[models.TextChoices, ...]]

    def stepped(self) -> Any:
        """Whose state it is that counts: the page's own row, if nothing else is said."""
        return self.object

    def get_object(self, queryset: Any = None) -> Any:
        self.object = super().get_object(queryset)
        require(self.stepped(), *self.states)
        return self.object

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return super().dispatch(request, *args, **kwargs)
        except ValidationError as refusal:
            for text in refusal.messages:
                messages.error(request, text)
            return redirect(self.object)
