from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules


class BeroepsgeheimConfig(AppConfig):
    """The mechanism of professional secrecy: Toegang, scopes, tripwire, envelope, read log."""

    name = "beroepsgeheim"
    verbose_name = "Beroepsgeheim"

    def ready(self) -> None:
        from thuiscompagnie.vloer import outbox

        from . import beleid, bewaren, omslag, rls, struikeldraad, velden_vloer, vloerregels  # noqa: F401

        autodiscover_modules("velden")  # each app declares why its fields are here (velden.py)
        connection_created.connect(struikeldraad.span, dispatch_uid="struikeldraad")
        post_migrate.connect(rls.na_migratie, dispatch_uid="rls")
        outbox.gebruik_omslag(omslag.taak_omslag)
        register(beleid.controleer_beleid, Tags.security)
