"""What waits for a deontology contact: that somebody asks for advice, never about whom."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from gezinnen.models import VeiligheidStap, ZorgOmVeiligheid
from organisaties.actor import Actor
from organisaties.models import Rol
from portaal.vandaag import HOOGSTENS, Item, bron
from thuiscompagnie.vloer.templatetags.huis import wanneer


@bron(Rol.DEONTOLOGIE)
def zorgen_om_veiligheid(actor: Actor) -> Iterable[Item]:
    """Open records; those in which this contact did nothing yet wait for her."""
    eigen = VeiligheidStap.objects.filter(zorg=OuterRef("pk"), door=actor.functie_id)
    rijen = ZorgOmVeiligheid.objects.zichtbaar_voor(actor).open().annotate(antwoord=Exists(eigen))
    for rij in rijen.order_by("antwoord", "gemaakt_op", "pk")[:HOOGSTENS]:
        wacht = not rij.antwoord and rij.besloten_op is None
        yield Item(
            naam=_("Zorg om veiligheid"),
            regel=_("Genoteerd %(dag)s.") % {"dag": wanneer(rij.gemaakt_op.date(), actor.dag)},
            url=reverse("gezinnen:zorg", args=[rij.pk]),
            icoon="hand",
            actie_tekst=_("Bekijken"),
            soort="nodig" if wacht else "",
            status_soort="nodig" if wacht else "bezig",
            status_tekst=_("een collega vraagt raad") if wacht else _("nog open"),
        )
