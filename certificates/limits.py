"""How often certificates may be checked: per address, and by everybody together.

Counted in one statement in the database that all processes share, exact also when many ask at once. The sign-in
limits' cache would not do: it forgets entries when many addresses come by, and counts parallel requests as one.
The minute is that of the transaction, which is this one statement where requests are not atomic (non_atomic_requests).
"""

from __future__ import annotations

import ipaddress

from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

ADDRESS_LIMIT = 60
OVERALL_LIMIT = 3000
EVERYBODY = "*"

# An address over its limit no longer counts for everybody: one visitor cannot shut the page for all.
COUNT = """
WITH mine AS (
    INSERT INTO certificates_checkcount AS counted (who, minute, checks)
    VALUES (%(who)s, date_trunc('minute', now()), 1)
    ON CONFLICT (who, minute) DO UPDATE SET checks = counted.checks + 1
    RETURNING minute, checks
), everybody AS (
    INSERT INTO certificates_checkcount AS counted (who, minute, checks)
    SELECT %(everybody)s, minute, 1 FROM mine WHERE checks <= %(address_limit)s
    ON CONFLICT (who, minute) DO UPDATE SET checks = counted.checks + 1
    RETURNING checks
)
SELECT everybody.checks FROM everybody
"""
FORGET = "DELETE FROM certificates_checkcount WHERE minute < now() - interval '2 minutes'"


def may_check(request: HttpRequest) -> bool:
    """Count this check and say whether it is within the limits of this minute. Raises django.db.Error."""
    return is_within(
        visitor(request, "certificates.limits"),
        limit=getattr(settings, "VERIFY_RATE_PER_MINUTE", ADDRESS_LIMIT),
        everybody=EVERYBODY,
        overall=getattr(settings, "VERIFY_RATE_PER_MINUTE_OVERALL", OVERALL_LIMIT),
    )


def visitor(request: HttpRequest, purpose: str) -> str:
    """Under which name the visitor's address is counted for this purpose; it tells nobody the address."""
    return salted_hmac(purpose, address_of(request)).hexdigest()


def is_within(who: str, *, limit: int, everybody: str, overall: int) -> bool:
    """Count one more of this minute, for `who` and for everybody who is counted under the same name.

    Says whether both are within their limits. Raises django.db.Error.
    """
    with connection.cursor() as cursor:
        cursor.execute(COUNT, {"who": who, "everybody": everybody, "address_limit": limit})
        row = cursor.fetchone()
        if row == (1,):
            cursor.execute(FORGET)
    return row is not None and row[0] <= overall


def address_of(request: HttpRequest) -> str:
    """The visitor's address; X-Forwarded-For counts only as far as our own proxies wrote it. IPv6 by its /64."""
    written = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    proxies = settings.TRUSTED_PROXIES
    address = written[-proxies] if 0 < proxies <= len(written) else request.META.get("REMOTE_ADDR", "")
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return str(address)
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped is None:
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(getattr(parsed, "ipv4_mapped", None) or parsed)
