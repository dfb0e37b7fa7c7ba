"""JSON log lines that tell operators what happened and nothing about the people it happened to."""

import sys
import traceback
from collections.abc import MutableMapping
from typing import Any

import structlog

Event = MutableMapping[str, Any]
PRIVATE_KEYS = ("user_agent", "ip", "correlation_id")


def drop_private(_logger: Any, _name: str, event: Event) -> Event:
    """Remove what describes a person's device or place; the user id stays, so that a fault can be followed."""
    for key in PRIVATE_KEYS:
        event.pop(key, None)
    return event


def show_frames_only(_logger: Any, _name: str, event: Event) -> Event:
    """Write an exception as its kind and places in the code: messages quote form values and rows."""
    info = event.pop("exc_info", None)
    if info is True:
        info = sys.exc_info()
    error = info[1] if isinstance(info, tuple) else info
    if isinstance(error, BaseException):
        event["error"] = f"{type(error).__module__}.{type(error).__qualname__}"
        event["frames"] = [
            f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)
        ]
        event.pop("exception", None)
    return event


def hide_addresses(_logger: Any, _name: str, event: Event) -> Event:
    """Django's own lines end in the address ("Not Found: /v/..."); keep what comes before it."""
    text = event.get("event")
    if event.get("logger") in {"django.request", "django.security.csrf"} and isinstance(text, str):
        event["event"] = text.split(":", 1)[0]
    return event


SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def configure_structlog() -> None:
    """Send structlog's events through the standard library's handlers, as everything else goes there."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED,
            structlog.stdlib.PositionalArgumentsFormatter(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def logging_settings(level: str) -> dict[str, Any]:
    """Django's LOGGING: everything as JSON to standard error."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": SHARED,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    drop_private,
                    hide_addresses,
                    show_frames_only,
                    structlog.processors.JSONRenderer(),
                ],
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": {"handlers": [], "level": level, "propagate": True},
            "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
            # The line of RequestLog already says 404, and with the request id.
            "django.request": {"handlers": [], "level": "ERROR", "propagate": True},
            # WeasyPrint and fontTools narrate every glyph.
            "fontTools": {"level": "ERROR"},
            "weasyprint": {"level": "ERROR"},
            "pikepdf": {"level": "WARNING"},
        },
    }
