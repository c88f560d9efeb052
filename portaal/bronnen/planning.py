"""What waits for who plans a service: hours that nobody confirmed, families where nobody comes."""

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coaching.actions import maandag_van
from coaching.models import Beurt, Inzet
from gezinnen.models import Fase, Gezin
from organisaties.actor import Actor
from organisaties.models import Rol
from portaal.vandaag import HOOGSTENS, Item, bron

WEKEN_TERUG = 4
# More families than a service of today supports at once; the page stays as quick for one that has thousands.
KIJKT_NAAR = 200


@bron(Rol.VERANTWOORDELIJKE)
def beurten_zonder_uren(actor: Actor) -> Iterable[Item]:
    """Care workers with turns of earlier weeks that were not confirmed; one item each."""
    maandag = maandag_van(actor.dag)
    rijen = (
        Beurt.objects.planning_van(actor)
        .filter(
            status=Beurt.Status.GEPLAND,
            datum__lt=maandag,
            datum__gte=maandag - timedelta(weeks=WEKEN_TERUG),
        )
        .values("verzorgende__gebruiker__naam")
        .annotate(aantal=Count("*"), eerste=Min("datum"))
        .order_by("eerste", "verzorgende__gebruiker__naam")
    )
    for rij in rijen[:HOOGSTENS]:
        week = maandag_van(rij["eerste"])
        yield Item(
            naam=rij["verzorgende__gebruiker__naam"],
            regel=ngettext(
                "%(aantal)s beurt van de voorbije weken is nog niet bevestigd.",
                "%(aantal)s beurten van de voorbije weken zijn nog niet bevestigd.",
                rij["aantal"],
            )
            % {"aantal": rij["aantal"]},
            url=reverse("coaching:planning_van", args=[week.isoformat()]),
            icoon="klok",
            actie_tekst=_("Bekijken"),
            status_soort="wacht",
            status_tekst=_("uren"),
        )


@bron(Rol.VERANTWOORDELIJKE)
def gezinnen_zonder_verzorgende(actor: Actor) -> Iterable[Item]:
    """Started families of the own service where nobody comes: by number, with the coach to ask.

    Looks at the newest families that run; a whole service of thousands is for the planning page.
    """
    lopend = Gezin.objects.van_mijn_dienst(actor).filter(fase__in=[Fase.START, Fase.GROEI])
    # Along the index, and by key from there on: an anti join would read the work of the whole service.
    nieuwste = list(
        lopend.order_by("-gemaakt_op", "id").values_list("pk", "nummer", "coach__gebruiker__naam")[
            :KIJKT_NAAR
        ]
    )
    komt = Inzet.objects.planning_van(actor).lopend_tussen(actor.dag, actor.dag.max)
    bezet = set(komt.filter(gezin__in=[pk for pk, *_rest in nieuwste]).values_list("gezin", flat=True))
    zonder = [(nummer, naam) for pk, nummer, naam in nieuwste if pk not in bezet]
    for nummer, naam in zonder[:HOOGSTENS]:
        coach = naam or _("nog geen coach")
        yield Item(
            naam=_("Gezin %(nummer)s") % {"nummer": nummer},
            regel=_("Gestart, maar er komt nog geen verzorgende. Coach: %(coach)s.") % {"coach": coach},
            url=reverse("coaching:planning"),
            icoon="hand",
            actie_tekst=_("Planning"),
            status_soort="nodig",
            status_tekst=_("nog niemand"),
        )
