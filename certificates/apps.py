from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CertificatesConfig(AppConfig):
    name = "certificates"
    verbose_name = _("Certificates")

    def ready(self) -> None:
        from audit.refusals import TRIGGER_SENTENCES
        from certificates import checks  # noqa: F401 -- registers itself
        from certificates.gates import GATE_SENTENCES

        TRIGGER_SENTENCES.update(GATE_SENTENCES)
