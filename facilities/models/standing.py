"""How an agreement stands on a day, in words and colours."""

from django.db import models
from django.utils.translation import gettext_lazy as _

ENDS_SOON_DAYS = 90


class Standing(models.TextChoices):
    """Where an agreement stands on a day: its state and its days together, never stored."""

    DRAFT = "DRAFT", _("Draft")
    UPCOMING = "UPCOMING", _("Signed, not yet in force")
    IN_FORCE = "IN_FORCE", _("In force")
    ENDS_SOON = "ENDS_SOON", _("Ends within 90 days")
    ENDED = "ENDED", _("Ended")
    TERMINATED = "TERMINATED", _("Terminated")

    @property
    def tone(self) -> str:
        return TONES.get(self, "neutral")


TONES = {
    Standing.UPCOMING: "info",
    Standing.IN_FORCE: "success",
    Standing.ENDS_SOON: "warning",
    Standing.TERMINATED: "danger",
}
