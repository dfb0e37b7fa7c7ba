from __future__ import annotations

from typing import IO, Any

from django.http import HttpRequest, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.generic import TemplateView

from accounts.access import Access
from accounts.permissions import Permission
from audit.downloads import Progress, start
from audit.models import Download
from programs.demand import FEWEST
from reports.open_data.package import DATAPACKAGE, README, rows_for, write_package
from reports.open_data.subjects import open_to

LANGUAGE = "id"
"""Of the files, whoever asks: they go to people who never see this site."""


class OpenData(Access, TemplateView):
    """What open data of the reader's own scope holds; a push of the button has them written by a job."""

    permission = Permission.SEE_PLACES
    template_name = "reports/open_data.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        posting = self.user.posting
        place = posting.place_name if posting else ""
        names = {"readme": README, "datapackage": DATAPACKAGE}
        return super().get_context_data(subjects=open_to(self.user), fewest=FEWEST, place=place, **names, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseRedirect:
        download = start(self, Download.Kind.ZIP, rows=self.size_of_file(), is_long=True)
        return HttpResponseRedirect(download.get_absolute_url())

    def name_of_file(self) -> str:
        return _("Open data")

    def size_of_file(self) -> int:
        return rows_for(self.user, on=timezone.localdate())

    def write_file(self, file: IO[bytes], kind: Download.Kind, progress: Progress) -> None:
        with override(LANGUAGE):
            write_package(file, self.user, now=timezone.localtime(), progress=progress)
