from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "audit"
    verbose_name = _("Audit trail")

    def ready(self) -> None:
        from accounts.second_factor import READ_ALONG
        from audit.list_choices import lists_of_person
        from audit.search_path import fix_search_path

        READ_ALONG["kept_lists"] = lists_of_person()

        post_migrate.connect(fix_search_path, sender=self)
