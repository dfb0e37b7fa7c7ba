"""Settings of the production server: a few processes with a few threads each."""

import os
from pathlib import Path

from django.conf import settings

wsgi_app = "lapastraining.wsgi"
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
preload_app = True
timeout = 60
graceful_timeout = 10
control_socket_disable = True
# Heartbeats on a disk that stalls would have workers killed for nothing.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
logconfig_dict = {
    **settings.LOGGING,
    "loggers": {
        **settings.LOGGING["loggers"],
        "gunicorn.error": {"handlers": [], "level": settings.LOG_LEVEL, "propagate": True},
        # It says of each HEAD request that its body was left out.
        "gunicorn.http.wsgi": {"handlers": [], "level": "ERROR", "propagate": True},
        "gunicorn.access": {"handlers": [], "level": "CRITICAL", "propagate": False},
    },
}
