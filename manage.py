#!/usr/bin/env python
"""Django's command line. Without DATABASE_URL it starts the private database for as long as it runs."""

import os
import signal
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lapastraining.settings")
    from django.conf import settings
    from django.core.management import execute_from_command_line

    if settings.PRIVATE_CLUSTER is not None:
        from lapastraining.postgres import PostgresError

        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
        try:
            settings.PRIVATE_CLUSTER.join()
        except PostgresError as error:
            sys.exit(str(error))
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
