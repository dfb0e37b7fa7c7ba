"""Tokens of other systems: one in use, one that was revoked. Their keys are known to nobody."""

from __future__ import annotations

import datetime as dt

from accounts.models import User
from api.actions import make_token, revoke_token
from api.models import ApiToken
from demo.houses import House


def give_tokens(house: House, administrator: User, *, today: dt.date) -> None:
    half_a_year = dt.timedelta(days=182)
    made_on, region = today - half_a_year, house.facility.region
    for name, place in (("Gudang data kementerian", {}), ("Laporan Kanwil", {"region": region})):
        token, _key = make_token(name=name, expires_on=today + half_a_year, today=made_on, by=administrator, **place)
        ApiToken.objects.filter(pk=token.pk).update(last_used_on=today - dt.timedelta(days=1))
    old, _key = make_token(
        name="Papan pantau lama", expires_on=today, today=made_on, by=administrator, facility=house.facility
    )
    revoke_token(old, by=administrator)
