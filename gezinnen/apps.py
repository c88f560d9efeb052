from django.apps import AppConfig


class GezinnenConfig(AppConfig):
    """The family and the client: referral, intake, trajectory, goals, helpers, timeline."""

    name = "gezinnen"
    verbose_name = "Gezinnen"

    def ready(self) -> None:
        from . import (  # noqa: F401
            documents,
            inzage_documenten,
            panelen_notities,
            panelen_rechten,
            panelen_traject,
            tasks,
            velden_notities,
        )
        from .delen import bericht, soorten, velden  # noqa: F401
        from .delen import documents as papieren  # noqa: F401

        panelen_traject.registreer_panelen()
        panelen_notities.registreer_panelen()
        panelen_rechten.registreer_panelen()
        soorten.registreer_soorten()
        bericht.registreer_soorten()
