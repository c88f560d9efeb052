"""The network map as something that can be shared: its data of that moment, drawn when it is shown."""

import uuid
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gezinnen.delen.register import DeelbareSoort, Optie, registreer
from gezinnen.models import Client, Gezin
from organisaties.actor import Actor
from thuiscompagnie.vloer.templatetags.huis import datum_kort

from .models import Band, Figuur, Netwerkkaart
from .svg import kaart_svg, legende

CODE = "netwerk.kaart"
BLADBREEDTE_MM = 165
VAN_BAND = ("kring", "ring", "steun", "sterkte", "stand", "richting", "enkel_online")
VAN_FIGUUR = ("schuilnaam", "soort", "zelf_gekozen")


def opties(client: Client, actor: Actor) -> list[Optie]:
    """The pictures of the family as a whole; the map of one member (a child) stays that member's own."""
    kaarten = Netwerkkaart.objects.zichtbaar_voor(actor).van_gezin(client)
    return [
        Optie(kaart.pk, _("Netwerkkaart van %(dag)s") % {"dag": datum_kort(kaart.dag)}) for kaart in kaarten
    ]


def maak(client: Client, actor: Actor, object_id: uuid.UUID | None) -> dict[str, Any] | None:
    """The data of one picture; without an id the newest that the family lets come along in its own papers."""
    kaarten = Netwerkkaart.objects.zichtbaar_voor(actor).van_gezin(client)
    kaart = kaarten.filter(pk=object_id).first() if object_id else kaarten.filter(mee_in_agenda=True).first()
    if kaart is None:
        return None
    gezin = Gezin.objects.select_related("gegevens").filter(client_id=client.pk).first()
    gegevens = getattr(gezin, "gegevens", None)
    return {
        "titel": _("Netwerkkaart"),
        "dag": kaart.dag.isoformat(),
        "van_wie": gegevens.naam if gegevens else _("het gezin"),
        "banden": [
            {veld: getattr(band, veld) for veld in VAN_BAND}
            | {veld: getattr(band.figuur, veld) for veld in VAN_FIGUUR}
            | {"figuur": str(band.figuur_id)}  # so that an erased person goes from what was shared too
            for band in kaart.banden.select_related("figuur")
        ],
    }


def teken(inhoud: dict[str, Any]) -> dict[str, Any]:
    """The picture from its data: escaped by our own template, never kept as drawn."""
    dag: date = inhoud["dag"]
    banden = [
        Band(
            figuur=Figuur(**{veld: rij[veld] for veld in VAN_FIGUUR}),
            **{veld: rij[veld] for veld in VAN_BAND},
        )
        for rij in inhoud["banden"]
    ]
    kaart = Netwerkkaart(dag=dag)
    svg = kaart_svg(kaart, banden, van_wie=inhoud["van_wie"], breedte_mm=BLADBREEDTE_MM)
    return {"svg": svg, "kaart": kaart, "legende": legende(), "van_wie": inhoud["van_wie"]}


def registreer_soort() -> None:
    """Called when the app starts."""
    registreer(
        DeelbareSoort(
            CODE,
            gettext_lazy("Netwerkkaart"),
            maak,
            "netwerk/bijlage.html",
            nodig=gettext_lazy("Wie mee zoekt naar steun om het gezin heen, moet weten wie er al is."),
            feit=gettext_lazy("De mensen die het gezin zelf noemt, zoals het hen zelf noemt."),
            opties=opties,
            teken=teken,
            bijlage=True,
        )
    )
