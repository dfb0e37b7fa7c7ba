from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FacilitiesConfig(AppConfig):
    name = "facilities"
    verbose_name = _("Prisons and training centres")

    def ready(self) -> None:
        from audit.refusals import TRIGGER_SENTENCES

        TRIGGER_SENTENCES["review_workshop_is_of_a_side"] = _(
            "The workshop belongs neither to the prison nor to the centre."
        )
        TRIGGER_SENTENCES["confirmed_minutes_stand"] = _(
            "All sides have confirmed these minutes. One head takes that back first, and says why."
        )
