from django.apps import AppConfig


class LcoConfig(AppConfig):
    """The consultation, from consideration to follow-up."""

    name = "lco"
    verbose_name = "Lco"

    def ready(self) -> None:
        from . import tasks  # noqa: F401
