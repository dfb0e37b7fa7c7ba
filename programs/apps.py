from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgramsConfig(AppConfig):
    name = "programs"
    verbose_name = _("Training")

    def ready(self) -> None:
        from audit.refusals import TRIGGER_SENTENCES
        from programs.facts import FACT_SENTENCES

        TRIGGER_SENTENCES.update(FACT_SENTENCES)
