"""Certificate numbers: each centre's own pattern, gapless within the year."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from certificates.models import Certificate, NumberSeries
from facilities.number_patterns import filled
from programs.models import Batch


def certificate_number(batch: Batch, seq: int, *, on: dt.date) -> str:
    """The centre's pattern filled in. Raises ValidationError when the pattern is malformed."""
    package = batch.package
    try:
        return filled(package.centre.certificate_number_pattern, seq=seq, field=package.field.code, on=on)
    except (LookupError, ValueError) as error:
        raise ValidationError(
            _("The certificate number pattern of %(centre)s is not right. The administrator can mend it.")
            % {"centre": package.centre},
            code="number_pattern",
        ) from error


def take_number(batch: Batch, *, on: dt.date) -> str:
    """The next number of the centre's year, gapless: the series' row stays locked until the end of the transaction.

    Raises ValidationError when another certificate has it already, as two centres with one pattern would cause.
    """
    centre = batch.package.centre
    NumberSeries.objects.get_or_create(centre=centre, year=on.year)
    series = NumberSeries.objects.select_for_update().get(centre=centre, year=on.year)
    series.last += 1
    series.save(update_fields=["last"])
    number = certificate_number(batch, series.last, on=on)
    if Certificate.objects.filter(number=number).exists():
        raise ValidationError(
            _(
                "The number %(number)s has been given already, by another training centre or before the pattern "
                "changed. The administrator can give %(centre)s a pattern of its own."
            )
            % {"number": number, "centre": centre},
            code="number_taken",
        )
    return number
