from django.apps import AppConfig


class ProjectConfig(AppConfig):
    """Makes the project's own template tags, commands and checks known to Django."""

    name = "lapastraining"

    def ready(self) -> None:
        from lapastraining import checks  # noqa: F401
