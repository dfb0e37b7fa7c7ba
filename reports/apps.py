from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = _("Reports")

    def ready(self) -> None:
        from accounts.second_factor import READ_ALONG
        from reports.notices.unread import unread_of_person

        READ_ALONG["unread_notices"] = unread_of_person()
