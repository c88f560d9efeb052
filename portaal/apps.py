from django.apps import AppConfig


class PortaalConfig(AppConfig):
    """What composes the others: Vandaag per role, navigation, search."""

    name = "portaal"
    verbose_name = "Portaal"

    def ready(self) -> None:
        from . import bronnen, tasks  # noqa: F401
        from .aanmelden import logboek
        from .logboek.woorden import benoem_onderdelen

        logboek.verbind()
        benoem_onderdelen()
        from .mijn import kaartblad  # noqa: F401
        from .mijn.panelen import registreer_panelen

        registreer_panelen()
