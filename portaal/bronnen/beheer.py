"""What waits for who keeps accounts and roles."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from organisaties.aanmelden.herstel import te_bevestigen
from organisaties.actor import Actor
from organisaties.models import Functie, Rol
from portaal.vandaag import HOOGSTENS, Item, bron


@bron(Rol.BEHEERDER)
def rollen_om_goed_te_keuren(actor: Actor) -> Iterable[Item]:
    """Roles that another manager proposed."""
    voorstellen = (
        Functie.objects.zichtbaar_voor(actor)
        .voorstellen()
        .select_related("gebruiker", "organisatie")
        .order_by("voorgesteld_op", "pk")
    )
    for functie in voorstellen[: HOOGSTENS * 2]:
        if functie.kan_goedkeuren(actor):
            yield Item(
                naam=functie.gebruiker.naam,
                regel=_("Een collega stelde deze rol voor: %(rol)s. U keurt goed of wijst af.")
                % {"rol": functie.get_rol_display()},
                url=reverse("organisaties:functie_goedkeuren", args=[functie.pk]),
                icoon="mens",
                actie_tekst=_("Bekijken"),
                status_soort="nodig",
                status_tekst=_("wacht op u"),
            )


@bron(Rol.BEHEERDER)
def wie_iets_kwijt_is(actor: Actor) -> Iterable[Item]:
    """What another manager asked for somebody who cannot log in."""
    for rij in te_bevestigen(actor)[: HOOGSTENS * 2]:
        yield Item(
            naam=rij.gebruiker.naam,
            regel=_("Een collega vroeg: %(wat)s. Bel terug en bevestig, of wijs af.")
            % {"wat": rij.get_soort_display()},
            url=reverse("aanmelden:herstel_bevestigen", args=[rij.pk]),
            icoon="telefoon",
            actie_tekst=_("Bekijken"),
            status_soort="nodig",
            status_tekst=_("wacht op u"),
        )
