"""What waits for who keeps privacy in a service: requests near their term, files past theirs."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from beroepsgeheim.models import Wissing
from gezinnen.models import Gezin, Verzoek
from organisaties.actor import Actor
from organisaties.models import Rol
from portaal.vandaag import HOOGSTENS, Item, bron
from thuiscompagnie.vloer.templatetags.huis import wanneer


@bron(Rol.PRIVACY)
def vragen_over_gegevens(actor: Actor) -> Iterable[Item]:
    """Requests, nearest term first; without a name."""
    for rij in Verzoek.objects.zichtbaar_voor(actor).open()[:HOOGSTENS]:
        te_laat = rij.is_te_laat_op(actor.dag)
        yield Item(
            naam=str(rij.get_soort_display()).capitalize(),
            regel=_("Antwoord tegen %(dag)s.") % {"dag": wanneer(rij.termijn, actor.dag)},
            url=reverse("privacy:vraag", args=[rij.pk]),
            icoon="brief",
            actie_tekst=_("Bekijken"),
            status_soort="nodig" if te_laat else "wacht",
            status_tekst=_("te laat") if te_laat else _("open"),
        )


@bron(Rol.PRIVACY)
def termijnen_voorbij(actor: Actor) -> Iterable[Item]:
    """Files whose term is over, as one item: they are announced on a page of their own."""
    aantal = Wissing.objects.zichtbaar_voor(actor).filter(status=Wissing.Status.GEVONDEN).count()
    if aantal:
        yield Item(
            naam=_("Bewaartermijn voorbij"),
            regel=_("%(aantal)s dossiers wachten op een aankondiging.") % {"aantal": aantal},
            url=reverse("privacy:bewaren"),
            icoon="klok",
            actie_tekst=_("Bekijken"),
            status_soort="nodig",
            status_tekst=_("wacht op u"),
        )


@bron(Rol.COACH)
def dossiers_die_weggaan(actor: Actor) -> Iterable[Item]:
    """An announced erasure: the family hears it and gets its copy."""
    alle = Wissing.objects.zichtbaar_voor(actor).filter(
        status=Wissing.Status.AANGEKONDIGD, kopie=Wissing.Kopie.TE_VRAGEN
    )
    rijen = list(alle[:HOOGSTENS])
    if not rijen:
        return
    gezinnen = dict(
        Gezin.objects.zichtbaar_voor(actor)
        .filter(sleutel__in=[rij.sleutel for rij in rijen])
        .values_list("sleutel", "pk")
    )
    for rij in rijen:
        if rij.sleutel in gezinnen and rij.wissen_vanaf:
            yield Item(
                naam=_("Een dossier gaat weg"),
                regel=_("Wissen vanaf %(dag)s. Geef het gezin eerst een kopie.")
                % {"dag": wanneer(rij.wissen_vanaf, actor.dag)},
                url=reverse("gezinnen:rechten", args=[gezinnen[rij.sleutel]]),
                icoon="klok",
                actie_tekst=_("Bekijken"),
                status_soort="nodig",
                status_tekst=_("kopie?"),
            )
