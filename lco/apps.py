from django.apps import AppConfig


class LcoConfig(AppConfig):
    """The consultation, from consideration to follow-up."""

    name = "lco"
    verbose_name = "Lco"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from gezinnen import panelen
        from organisaties.middleware import gebruik_bezoeker
        from organisaties.models import Rol

        from . import delen, documents, links, tasks  # noqa: F401
        from .panelen import eerdere_overleggen, overleg_paneel

        panelen.registreer(
            panelen.Paneel(
                "lco.overleg",
                _("Overleg"),
                "lco/paneel.html",
                overleg_paneel,
                (Rol.COACH.value,),
                volgorde=40,
                noemt=(("overleggen", "coordinator"),),
            )
        )
        gebruik_bezoeker(links.bezoeker)
        panelen.registreer_overleggen(eerdere_overleggen)
        delen.registreer_soorten()
