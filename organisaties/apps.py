from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in, user_logged_out


class OrganisatiesConfig(AppConfig):
    """Municipalities, partner organisations, users, roles, logging in, the Actor."""

    name = "organisaties"
    verbose_name = "Organisaties"

    def ready(self) -> None:
        from . import tasks  # noqa: F401
        from .aanmelden import sessies

        user_logged_in.connect(sessies.begin, dispatch_uid="organisaties.sessie_begin")
        user_logged_out.connect(sessies.einde, dispatch_uid="organisaties.sessie_einde")
