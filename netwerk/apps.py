from django.apps import AppConfig


class NetwerkConfig(AppConfig):
    """The network map: who is around a family, as the family says."""

    name = "netwerk"
    verbose_name = "Netwerk"

    def ready(self) -> None:
        from . import panelen, tasks  # noqa: F401

        panelen.registreer()
