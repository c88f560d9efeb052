from django.apps import AppConfig


class NetwerkConfig(AppConfig):
    """The network map of a family, drawn by and for the family."""

    name = "netwerk"
    verbose_name = "Netwerk"

    def ready(self) -> None:
        from . import tasks  # noqa: F401
