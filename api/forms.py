from __future__ import annotations

from accounts.access import ScopedModelForm
from api.models import ApiToken
from facilities.forms import DAY


class TokenForm(ScopedModelForm):
    """For which system and office, and until when."""

    class Meta:
        model = ApiToken
        fields = ("name", "region", "facility", "centre", "expires_on")
        widgets = {"expires_on": DAY}

    def validate_constraints(self) -> None:
        """Left to the action, which knows the day of making."""
