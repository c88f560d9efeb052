from django.apps import AppConfig


class CoachingConfig(AppConfig):
    """Care workers, Inzet, turns, coaching contacts, training."""

    name = "coaching"
    verbose_name = "Coaching"

    def ready(self) -> None:
        from . import panelen, tasks  # noqa: F401

        panelen.registreer()
