from django.apps import AppConfig


class GezinnenConfig(AppConfig):
    """The family and the client: referral, intake, trajectory, goals, helpers, timeline."""

    name = "gezinnen"
    verbose_name = "Gezinnen"

    def ready(self) -> None:
        from . import documents, tasks  # noqa: F401
        from .panelen_traject import registreer_panelen

        registreer_panelen()
