"""The database's functions look for tables in `public` only.

A temporary table comes before every other one of its name, and anybody may make one: without this, a session with a
table `programs_unitresult` of its own would show the gates of certificates whatever it likes (docs/trust.md 3).
"""

from typing import Any

from django.db import connections

# Those of extensions belong to them; what a later migration writes anew loses the setting and gets it again.
FIX = """
DO $do$
DECLARE
    one regprocedure;
BEGIN
    FOR one IN
        SELECT function.oid::regprocedure FROM pg_proc function
        JOIN pg_namespace home ON home.oid = function.pronamespace
        JOIN pg_language language ON language.oid = function.prolang
        WHERE home.nspname = 'public' AND language.lanname IN ('plpgsql', 'sql')
          AND NOT (coalesce(function.proconfig, '{}') @> ARRAY['search_path=public, pg_temp'])
          AND NOT EXISTS (
              SELECT 1 FROM pg_depend WHERE classid = 'pg_proc'::regclass AND objid = function.oid AND deptype = 'e')
    LOOP
        EXECUTE format('ALTER FUNCTION %s SET search_path = public, pg_temp', one);
    END LOOP;
END $do$;
"""


def fix_search_path(using: str, **kwargs: Any) -> None:
    """After each migrate, whatever it brought."""
    with connections[using].cursor() as cursor:
        cursor.execute(FIX)
