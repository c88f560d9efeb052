from django.apps import AppConfig


class OrganisatiesConfig(AppConfig):
    """Municipalities, partner organisations, users, roles, logging in, the Actor."""

    name = "organisaties"
    verbose_name = "Organisaties"

    def ready(self) -> None:
        from . import tasks  # noqa: F401
