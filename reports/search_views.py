from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView

from accounts.access import Access, ScopedForm
from accounts.permissions import Permission
from reports.search import LEAST_LETTERS, search


class SearchForm(ScopedForm):
    words = forms.CharField(
        label=_("Name or number"),
        min_length=LEAST_LETTERS,
        max_length=100,
        error_messages={
            "required": _("Type a name or a number."),
            "min_length": _("Type at least %(limit_value)d letters."),
        },
        widget=forms.TextInput(attrs={"type": "search"}),
    )


class Search(Access, FormView):
    """Asked by POST: names belong neither in an address nor in a log."""

    permission = Permission.SEE_HOME
    form_class = SearchForm
    template_name = "reports/search.html"

    def form_valid(self, form: SearchForm) -> HttpResponse:
        found = list(search(self.user, form.cleaned_data["words"]))
        return self.render_to_response(self.get_context_data(form=form, found=found, is_asked=True))
