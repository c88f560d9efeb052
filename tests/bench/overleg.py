"""The consultations of an example family: the first is planned this week, the others were held."""

from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from beroepsgeheim.models import Reikwijdte, Toegang
from lco.models import Aanvraag, Agendapunt, Deelnemer, Overleg, OverlegStap
from organisaties.models import Rol


def maak(rijk: Any, nummer: int) -> Overleg:
    """One consultation with `per` participants and points; the OCMW's coordinators reach it."""
    wanneer = timezone.make_aware(datetime.combine(rijk.dag - timedelta(days=40 * nummer), time(10)))
    overleg = Overleg(
        client=rijk.client,
        client_sleutel=rijk.client.pk,
        roepnaam=rijk.naam,
        gemeente=rijk.mensen.gemeente,
        ocmw=rijk.ocmw,
        coordinator=rijk.coordinator,
        voorbereider=rijk.coach,
        status="gehouden" if nummer else "gepland",
        client_aanwezig="ja" if nummer else "",
        besproken_met_client_op=rijk.dag - timedelta(days=60 * nummer + 30),
        aangevraagd_op=rijk.dag - timedelta(days=60 * nummer + 20),
        akkoord_houden="ja",
        deelname_client="aanwezig",
        datum=wanneer,
        plaats="In het dorpshuis",
    )
    overleg.sleutel = overleg.pk
    overleg.save()
    Toegang.objects.create(
        sleutel=overleg.pk, reikwijdte=Reikwijdte.OVERLEG, grond="ocmw", organisatie=rijk.ocmw,
        rol=Rol.COORDINATOR, van=rijk.van,
    )  # fmt: skip
    eigen = {"sleutel": overleg.pk, "client_sleutel": rijk.client.pk, "overleg": overleg}
    Aanvraag.objects.create(
        **eigen, soort="coach", functie=rijk.coach, naam="De coach", vooruit="Samen verder kijken."
    )
    for plaats in range(rijk.per):
        OverlegStap.objects.create(**eigen, stap="plannen", naar="gepland", door=rijk.coordinator)
        Deelnemer.objects.create(
            **eigen, naam=f"Deelnemer {plaats}", functie_omschrijving="leerkracht", kader="vrijwillig"
        )
        Agendapunt.objects.create(
            **eigen, soort="krachten" if plaats == 0 else "vraag", tekst=f"Waar we over praten, {plaats}",
            akkoord_gezin="ja", akkoord_op=rijk.dag, volgorde=plaats + 1,
        )  # fmt: skip
    return overleg
