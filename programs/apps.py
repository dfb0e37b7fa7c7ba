from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgramsConfig(AppConfig):
    name = "programs"
    verbose_name = _("Training")

    def ready(self) -> None:
        from audit.refusals import TRIGGER_SENTENCES
        from facilities.disruptions import FINDERS
        from imports.sheets import register
        from programs.facts import FACT_SENTENCES
        from programs.lists.attendance import AttendanceSheet
        from programs.readiness import cancelled_lessons

        TRIGGER_SENTENCES.update(FACT_SENTENCES)
        register(AttendanceSheet())
        if cancelled_lessons not in FINDERS:
            FINDERS.append(cancelled_lessons)
