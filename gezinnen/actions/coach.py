"""Who keeps the file: coach, substitute, transfer, and taking over in an absence."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from beroepsgeheim import eigenaar
from beroepsgeheim.models import Reikwijdte
from beroepsgeheim.omslag import huidige_actor, noteer
from beroepsgeheim.toegang import beeindig, geef
from gezinnen.models import Gezin, Overname
from gezinnen.models.overname import DAGEN
from gezinnen.tijdlijn import schrijf
from organisaties.actor import Actor, Soort
from organisaties.models import Functie, Rol


def wijs_coach_aan(actor: Actor, gezin: Gezin, *, coach: Functie, waarom: str = "") -> Gezin:
    """Name the coach; the one before loses the file at once (a transfer).

    Raises ValidationError when the role is no coach of this service in force, who asks has only taken over, or
    somebody else was first. Side effects: the family's row (which ends a take-over by the new coach), Toegang
    (dossier, ground coach) given and ended, timeline, log.
    """
    _controleer_vast(actor, gezin)
    _controleer_collega(actor, gezin, coach, "coach")
    vorige = gezin.coach_id
    if vorige == coach.pk:
        return gezin
    was_vervanger = gezin.vervanger_id == coach.pk
    _zet(gezin, coach=coach, **({"vervanger": None} if was_vervanger else {}))
    geef(gezin.sleutel, Reikwijdte.DOSSIER, "coach", functie_id=coach.pk, van=actor.dag)
    if was_vervanger:
        beeindig(gezin.sleutel, grond="vervanger", functie_id=coach.pk)
    _meld(actor, gezin, _("Coach: %(naam)s") % {"naam": coach.gebruiker.naam}, waarom)
    if vorige:  # last: who hands over sees nothing from here on
        beeindig(gezin.sleutel, grond="coach", functie_id=vorige)
    return gezin


def wijs_vervanger_aan(actor: Actor, gezin: Gezin, *, vervanger: Functie | None) -> Gezin:
    """Name the substitute who carries the file beside the coach, or nobody.

    Raises ValidationError when the role is no coach of this service in force, the coach herself, or somebody
    else was first. Side effects: the family's row (which ends a take-over by the substitute), Toegang (dossier,
    ground vervanger) given and ended, timeline, log.
    """
    _controleer_vast(actor, gezin)
    if vervanger is not None:
        _controleer_collega(actor, gezin, vervanger, "vervanger")
        if vervanger.pk == gezin.coach_id:
            raise ValidationError({"vervanger": _("Kies iemand anders dan de coach.")})
    if gezin.vervanger_id == (vervanger.pk if vervanger else None):
        return gezin
    vorige = gezin.vervanger_id
    _zet(gezin, vervanger=vervanger)
    if vervanger is not None:
        geef(gezin.sleutel, Reikwijdte.DOSSIER, "vervanger", functie_id=vervanger.pk, van=actor.dag)
    naam = vervanger.gebruiker.naam if vervanger else _("niemand")
    _meld(actor, gezin, _("Vervanger van de coach: %(naam)s") % {"naam": naam})
    if vorige:  # last: a substitute who withdraws sees nothing from here on
        beeindig(gezin.sleutel, grond="vervanger", functie_id=vorige)
    return gezin


def _zet(gezin: Gezin, **velden: Functie | None) -> None:
    """The family's row, as long as it is the one that was read: of two who hand over at once, one is refused.

    Otherwise the last one wins, and whom the first one named keeps a file of which she is no coach.
    """
    nu = Gezin.objects.filter(pk=gezin.pk, versie=gezin.versie)
    if not nu.update(**velden, versie=F("versie") + 1):
        raise ValidationError(
            _("Iemand anders wijzigde dit gezin zonet. Kijk eerst wie nu de coach en de vervanger zijn.")
        )
    for veld, functie in velden.items():
        setattr(gezin, veld, functie)
    gezin.versie += 1


def neem_over(
    actor: Actor, gezin: Gezin, *, reden: str, toelichting: str = "", dagen: int = DAGEN
) -> Overname:
    """Take over a colleague's family of one's own service for `dagen` days (at most 31).

    The function of the owner checks service and role again; it raises InsufficientPrivilege.
    Side effects: Overname and Toegang (dossier, ground overname, ends by itself), a timeline line that the
    coach and the family can read, a log line "overname".
    """
    if huidige_actor().soort is Soort.BOUW:  # the owner loads data directly; the web role cannot
        tot = actor.dag + timedelta(days=dagen - 1)
        overname = Overname.objects.create(
            sleutel=gezin.sleutel, gezin=gezin, door_id=actor.functie_id, reden=reden,
            toelichting=toelichting, van=actor.dag, tot=tot,
        )  # fmt: skip
        geef(
            gezin.sleutel, Reikwijdte.DOSSIER, "overname",
            functie_id=actor.functie_id, van=actor.dag, tot=tot,
        )  # fmt: skip
    else:
        pk = eigenaar.roep("gz_neem_over", gezin.pk, reden, toelichting, dagen)
        overname = Overname.objects.get(pk=pk)
    titel = _("%(naam)s neemt over tot en met %(tot)s") % {
        "naam": actor.naam,
        "tot": date_format(overname.tot, "j F Y"),
    }
    _meld(actor, gezin, titel, ". ".join(filter(None, (capfirst(overname.get_reden_display()), toelichting))))
    noteer("overname", sleutel=gezin.sleutel, onderdeel="gezinnen.overname", doel=reden)
    return overname


def beeindig_overname(actor: Actor, overname: Overname) -> None:
    """End a take-over before its last day; whoever carries the file may.

    Side effects: Overname and its Toegang end at once, timeline line, log line.
    """
    _meld(actor, overname.gezin, _("De overname is gestopt"))
    if huidige_actor().soort is Soort.BOUW:
        Overname.objects.filter(pk=overname.pk).update(beeindigd_op=timezone.now())
        beeindig(overname.sleutel, grond="overname", functie_id=overname.door_id)
    else:
        eigenaar.roep("gz_beeindig_overname", overname.pk)


def _controleer_vast(actor: Actor, gezin: Gezin) -> None:
    """Who takes over for a while does what cannot wait; handing over is for the coach or the substitute."""
    if not gezin.kan_overdragen(actor):
        raise ValidationError(
            _(
                "U neemt dit gezin even over. Overdragen of een vervanger kiezen doet de coach of de vervanger."
            )
        )


def _controleer_collega(actor: Actor, gezin: Gezin, functie: Functie, veld: str) -> None:
    """Only a coach of the family's own service, in force today."""
    geldig = Functie.objects.actief_op(actor.dag).filter(
        pk=functie.pk, organisatie_id=gezin.dienst_id, rol=Rol.COACH
    )
    if not geldig.exists():
        raise ValidationError({veld: _("Kies een coach van de eigen dienst.")})


def _meld(actor: Actor, gezin: Gezin, titel: str, tekst: str = "") -> None:
    schrijf(actor, gezin.client, soort="gezinnen.coach", icoon="wissel", titel=titel, tekst=tekst)
    noteer("toegang", sleutel=gezin.sleutel, onderdeel="gezinnen.gezin")
