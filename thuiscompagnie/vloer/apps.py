from django.apps import AppConfig


class VloerConfig(AppConfig):
    """The floor under all apps: outbox, drafts, stored documents, one-time form tokens."""

    name = "thuiscompagnie.vloer"
    label = "vloer"
    verbose_name = "Vloer"

    def ready(self) -> None:
        from .woorden import zet_formulierwoorden

        zet_formulierwoorden()
