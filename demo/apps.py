from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Always installed, so that its commands can refuse with a sentence; it has no tables and no pages."""

    name = "demo"

    def ready(self) -> None:
        from demo import checks  # noqa: F401
