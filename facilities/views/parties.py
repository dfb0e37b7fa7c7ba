"""Looking for a partner in another region, without losing what was typed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from facilities.forms.parties import SHOW_PLACES


class ShowsPlaces:
    """A page with a form of parties: its second button shows the places of the region chosen, and saves nothing."""

    object: Any

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if SHOW_PLACES not in request.POST:
            return super().post(request, *args, **kwargs)  # type: ignore[misc]
        self.object = self.get_object() if "pk" in self.kwargs else None  # type: ignore[attr-defined]
        sent = self.get_form()  # type: ignore[attr-defined]
        typed = {field.name: field.data for field in sent}
        shown = self.get_form_class()(instance=sent.instance, initial=typed, user=self.user)  # type: ignore[attr-defined]
        return self.render_to_response(self.get_context_data(form=shown))  # type: ignore[attr-defined]
