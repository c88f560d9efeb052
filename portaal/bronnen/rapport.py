"""What a provincial worker finds: the last report, or the first one to make."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from organisaties.actor import Actor
from organisaties.models import Rol
from portaal.vandaag import Item, bron
from rapportage.models import Rapport
from thuiscompagnie.vloer.templatetags.huis import datum_kort


@bron(Rol.PROVINCIE)
def laatste_rapport(actor: Actor) -> Iterable[Item]:
    """The newest report of the own body; when there is none, where to begin."""
    rapport = Rapport.objects.zichtbaar_voor(actor).first()
    if rapport is None:
        yield Item(
            naam=_("Een eerste rapport"),
            regel=_("Kies een periode. De cijfers zijn in enkele tellen klaar."),
            url=reverse("rapportage:rapporten"),
            icoon="grafiek",
            actie_tekst=_("Maken"),
        )
        return
    yield Item(
        naam=_("Rapport van %(van)s tot %(tot)s")
        % {"van": datum_kort(rapport.van), "tot": datum_kort(rapport.tot)},
        regel=_("Gemaakt op %(dag)s.") % {"dag": datum_kort(rapport.gemaakt_op)},
        url=reverse("rapportage:rapport", args=[rapport.pk]),
        icoon="grafiek",
        soort="",
    )
    yield Item(
        naam=_("Een nieuw rapport"),
        regel=_("Kies een andere periode."),
        url=reverse("rapportage:rapporten"),
        icoon="plus",
        soort="",
    )
