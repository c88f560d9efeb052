"""What happens to a network map: begun, somebody named, a tie changed, somebody erased."""

from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from beroepsgeheim.omslag import noteer
from gezinnen import tijdlijn
from gezinnen.models import Client, Gezinslid, Publiek
from organisaties.actor import Actor
from organisaties.models import Functie
from thuiscompagnie.vloer.formulieren import bewaar_versie

from .models import Band, Figuur, Netwerkkaart

BANDVELDEN = ["genoemd_door", "kring", "ring", "steun", "sterkte", "stand", "richting", "enkel_online"]
KAARTVELDEN = ["dag", "zichtbaar_voor_verzorgende", "mee_in_agenda"]


@transaction.atomic
def begin_kaart(
    actor: Actor, client: Client, kaart: Netwerkkaart, *, van: Netwerkkaart | None = None
) -> Netwerkkaart:
    """A new dated picture, empty or as a copy of an earlier one (which stays as it was).

    Side effect: a line on the timeline for those who keep the file.
    """
    kaart.sleutel, kaart.client = client.sleutel, client
    kaart.gemaakt_door = Functie.objects.get(pk=actor.functie_id)
    kaart.save(force_insert=True)
    if van is not None:
        Band.objects.bulk_create(
            Band(
                sleutel=kaart.sleutel,
                kaart=kaart,
                figuur_id=band.figuur_id,
                **{veld: getattr(band, veld) for veld in BANDVELDEN},
            )
            for band in van.banden.select_related("genoemd_door")
        )
    tijdlijn.schrijf(
        actor,
        client,
        soort="netwerk.kaart",
        icoon="netwerk",
        titel=_("Samen een netwerkkaart gemaakt"),
        dag=kaart.dag,
        app_url=reverse("netwerk:kaart", args=[kaart.pk]),
        voor="dossier",
    )
    return kaart


@transaction.atomic
def begin_eigen_kaart(actor: Actor, client: Client, lid: Gezinslid) -> Netwerkkaart:
    """A member draws her own picture: hers alone until she opens it. Side effects: row, log line."""
    noteer("wijzigen", sleutel=lid.sleutel, onderdeel="netwerk.netwerkkaart", persoon=lid.pk)
    return Netwerkkaart.objects.create(
        sleutel=lid.sleutel,
        client=client,
        van_lid=lid,
        dag=actor.dag,
        publiek=Publiek.SPREKER,
        zichtbaar_voor_coach=False,
    )


def open_eigen_kaart(actor: Actor, kaart: Netwerkkaart, *, publiek: str, coach: bool) -> None:
    """Who else sees one's own picture. Side effects: row, log line."""
    Netwerkkaart.objects.filter(pk=kaart.pk, van_lid=actor.persoon_id, gemaakt_door__isnull=True).update(
        publiek=publiek, zichtbaar_voor_coach=coach
    )
    noteer("wijzigen", sleutel=kaart.sleutel, onderdeel="netwerk.netwerkkaart", persoon=kaart.van_lid_id)


def wijzig_kaart(actor: Actor, kaart: Netwerkkaart, *, versie: int | None) -> None:
    """Save the day and who may see it; raises VersieConflict."""
    bewaar_versie(kaart, velden=KAARTVELDEN, versie=versie)


@transaction.atomic
def noem_persoon(actor: Actor, kaart: Netwerkkaart, *, figuur: dict[str, Any], band: dict[str, Any]) -> Band:
    """Somebody of the family names somebody: a new figure with a tie in this picture."""
    zelf = kaart.van_lid_id if kaart.is_zelf_getekend else None
    wie = Figuur.objects.create(sleutel=kaart.sleutel, client_id=kaart.client_id, van_lid_id=zelf, **figuur)
    return Band.objects.create(sleutel=kaart.sleutel, kaart=kaart, figuur=wie, **band)


@transaction.atomic
def wijzig_band(actor: Actor, band: Band, *, versie: int | None, figuur: dict[str, Any]) -> None:
    """The tie as the family sees it now, with the name it wants; raises VersieConflict."""
    bewaar_versie(band, velden=BANDVELDEN, versie=versie)
    Figuur.objects.filter(pk=band.figuur_id).update(**figuur)


@transaction.atomic
def wis_figuur(actor: Actor, figuur: Figuur) -> int:
    """The family wants somebody gone: from all pictures, without a trace of the name. Returns how many.

    Side effects: a line in the log, without the name; a trigger takes the figure out of what was shared and of
    frozen agendas, removes the papers that show it, and has those that still count made again.
    """
    aantal = figuur.banden.count()
    noteer("wijzigen", sleutel=figuur.sleutel, onderdeel="netwerk.gewist", aantal=aantal)
    figuur.delete()
    return aantal
