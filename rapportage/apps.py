from django.apps import AppConfig


class RapportageConfig(AppConfig):
    """Registration tables, exports, and the import of existing registrations."""

    name = "rapportage"
    verbose_name = "Rapportage"

    def ready(self) -> None:
        from . import panelen, tasks  # noqa: F401
        from .invoer import taken  # noqa: F401

        panelen.registreer()
