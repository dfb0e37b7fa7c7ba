from django.apps import AppConfig


class PapersConfig(AppConfig):
    """No tables and no pages: template tags and the renderer."""

    name = "papers"
