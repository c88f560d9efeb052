"""Reading on after a task: written down by the coach with the family's yes, stopped by the family at once."""

from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from beroepsgeheim import eigenaar
from beroepsgeheim.models import Toegang
from beroepsgeheim.omslag import noteer
from beroepsgeheim.toegang import NALEZEN
from gezinnen.models import Gezin, Gezinslid, Nalezing
from gezinnen.models.nalezing import DAGEN_NALEZEN
from gezinnen.tijdlijn import schrijf
from organisaties.actor import Actor
from organisaties.models import Functie

ONDERDEEL = "gezinnen.nalezing"


def wie_kan_nalezen(actor: Actor, gezin: Gezin) -> QuerySet[Functie]:
    """Roles in force whose task in this family ended at most thirty days ago."""
    sinds = actor.dag - timedelta(days=DAGEN_NALEZEN)
    rijen = Toegang.objects.filter(sleutel=gezin.sleutel, functie__isnull=False)
    nu = rijen.filter(ingetrokken_op__isnull=True).exclude(tot__lt=actor.dag)
    gestopt = rijen.exclude(grond__in=["overname", NALEZEN]).filter(reikwijdte__in=["dossier", "zorg"])
    gestopt = gestopt.filter(ingetrokken_op__date__gte=sinds) | gestopt.filter(
        ingetrokken_op__isnull=True, tot__range=(sinds, actor.dag)
    )
    return (
        Functie.objects.actief_op(actor.dag)
        .filter(pk__in=gestopt.values("functie"))
        .exclude(pk__in=nu.values("functie"))
        .select_related("gebruiker")
        .order_by("gebruiker__naam", "pk")
    )


def laat_nalezen(
    actor: Actor, gezin: Gezin, *, functie: Functie, ja_van: Gezinslid | None, ja_op: date
) -> Nalezing:
    """Somebody whose task has ended reads on, until thirty days after that end. Reads only.

    The function of the owner checks all of it again and raises InsufficientPrivilege.
    Side effects: Nalezing and its Toegang (ground nalezen), a line on the timeline, log line.
    """
    wie = ja_van.pk if ja_van else None
    rij = Nalezing.objects.get(pk=eigenaar.roep("gz_laat_nalezen", gezin.pk, functie.pk, wie, ja_op))
    titel = _("%(wie)s leest nog mee tot en met %(tot)s, het gezin zei ja") % {
        "wie": functie.gebruiker.naam,
        "tot": date_format(rij.tot, "j F Y"),
    }
    schrijf(actor, gezin.client, soort="gezinnen.nalezen", icoon="wissel", titel=titel)
    noteer("toegang", sleutel=gezin.sleutel, onderdeel=ONDERDEEL)
    return rij


def stop_nalezen(actor: Actor, rij: Nalezing) -> None:
    """It stops this minute. By the family itself, or by the coach who hears it. Side effects: as above, log line."""
    eigenaar.roep("gz_stop_nalezen", rij.pk)
    noteer("toegang", sleutel=rij.sleutel, onderdeel=ONDERDEEL, doel="gestopt")
