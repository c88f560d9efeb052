"""What happens to accounts and roles: invite, propose, approve, refuse, end. One function per event.

Granting a role takes two people: the one who proposes can never be the one who approves (also a
constraint of the database), and nobody approves a role for herself.
"""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from thuiscompagnie.vloer import outbox

from .actor import Actor
from .models import Functie, Gebruiker, Organisatie, Rol

Soort = Organisatie.Soort
DIENST = (Rol.COACH, Rol.VERZORGENDE, Rol.VERANTWOORDELIJKE, Rol.HULPVERLENER, Rol.DEONTOLOGIE, Rol.VORMING)
# Which roles a kind of organisation can have; family members are never invited from here.
ROLLEN_PER_SOORT: dict[str, tuple[Rol, ...]] = {
    Soort.OCMW: (Rol.COORDINATOR, Rol.HULPVERLENER, Rol.DEONTOLOGIE),
    Soort.GEZINSZORG_PUBLIEK: DIENST,
    Soort.GEZINSZORG_REGIONAAL: DIENST,
    Soort.GEZINSZORG_PRIVAAT: DIENST,
    Soort.KLUSSENDIENST: (Rol.KLUSSENDIENST,),
    Soort.VRIJWILLIGERSWERKING: (Rol.VRIJWILLIGERSWERKING,),
    Soort.VORMINGSPARTNER: (Rol.VORMING,),
    Soort.WELZIJNSPARTNER: (Rol.HULPVERLENER,),
    Soort.RAPPORTERENDE_INSTANTIE: (Rol.PROVINCIE,),
}


def rollen_voor(organisatie: Organisatie) -> tuple[Rol, ...]:
    """The roles that people of this organisation can have."""
    return (*ROLLEN_PER_SOORT[organisatie.soort], Rol.BEHEERDER)


def actor_organisatie(actor: Actor) -> Organisatie:
    """The organisation in which this actor works."""
    if actor.organisatie_id is None:
        raise PermissionDenied
    return Organisatie.objects.get(pk=actor.organisatie_id)


def nodig_uit(
    *,
    actor: Actor,
    naam: str,
    email: str | None,
    gebruikersnaam: str,
    rol: str,
    van: date,
    tot: date | None,
    basis: str,
) -> Functie:
    """Make an account without password and propose a role in the actor's organisation.

    Somebody with this e-mail address who already logs in elsewhere keeps account and name, and only gets
    the proposal. Side effects: Gebruiker and Functie rows; for a new account with an address an outbox row
    that mails the link. Raises ValidationError as stel_functie_voor does, or when the user name is taken.
    """
    gebruiker = Gebruiker.objects.filter(email__iexact=email).first() if email else None
    nieuw = gebruiker is None
    if gebruiker is None:
        gebruiker = _maak_rekening(naam=naam, email=email, gebruikersnaam=gebruikersnaam)
    functie = stel_functie_voor(actor=actor, gebruiker=gebruiker, rol=rol, van=van, tot=tot)
    if nieuw and email:
        plan_uitnodiging(actor=actor, gebruiker=gebruiker, basis=basis)
    return functie


def nodig_helper_uit(*, actor: Actor, naam: str, email: str, organisatie: Organisatie, basis: str) -> Functie:
    """Ask an account for an outside helper in her own organisation; a manager approves the role.

    Who has this role there already keeps it. The mail holds a link to choose a password, no name and nothing
    about anybody; logging in asks a second factor. Side effects: Gebruiker and Functie rows, a mail job.
    Raises ValidationError by field.
    """
    if actor.rol not in (Rol.COACH, Rol.COORDINATOR):
        raise PermissionDenied
    if Rol.HULPVERLENER not in rollen_voor(organisatie):
        raise ValidationError({"organisatie": _("Bij deze organisatie werken geen hulpverleners.")})
    gebruiker = Gebruiker.objects.filter(email__iexact=email, persoon_id__isnull=True).first()
    if gebruiker is not None:
        bestaat = Functie.objects.niet_voorbij(actor.dag).filter(
            gebruiker=gebruiker, organisatie=organisatie, rol=Rol.HULPVERLENER
        )
        if eerste := bestaat.order_by("van", "pk").first():
            return eerste
    nieuw = gebruiker is None
    if gebruiker is None:
        gebruiker = _maak_rekening(naam=naam, email=email, gebruikersnaam="")
    functie = Functie.objects.create(
        gebruiker=gebruiker, organisatie=organisatie, rol=Rol.HULPVERLENER, van=actor.dag,
        voorgesteld_door_id=actor.gebruiker_id,
    )  # fmt: skip
    if nieuw:
        plan_uitnodiging(actor=actor, gebruiker=gebruiker, basis=basis)
    return functie


def _maak_rekening(*, naam: str, email: str | None, gebruikersnaam: str) -> Gebruiker:
    gebruikersnaam = (gebruikersnaam or email or "").strip().lower()
    if Gebruiker.objects.filter(gebruikersnaam=gebruikersnaam).exists():
        raise ValidationError({"gebruikersnaam": _("Deze gebruikersnaam is al in gebruik.")})
    return Gebruiker.objects.create_user(gebruikersnaam, None, naam=naam, email=email or None)


def plan_uitnodiging(*, actor: Actor, gebruiker: Gebruiker, basis: str) -> None:
    """Mail a (new) one-time link. Earlier links stop working. The job carries ids and the host only."""
    vernieuw_uitnodiging(gebruiker)
    outbox.plan(
        actor,
        "organisaties.uitnodiging",
        uniek=f"uitnodiging:{gebruiker.pk}:{timezone.now().timestamp()}",
        lading={"gebruiker": str(gebruiker.pk), "basis": basis},
    )


def vernieuw_uitnodiging(gebruiker: Gebruiker) -> None:
    """Make every earlier invitation link of this person worthless."""
    gebruiker.set_unusable_password()
    gebruiker.save(update_fields=["password"])


def stel_functie_voor(
    *, actor: Actor, gebruiker: Gebruiker, rol: str, van: date, tot: date | None
) -> Functie:
    """Propose a role for a person in the actor's own organisation; it works after approval by another.

    Raises ValidationError when the role does not fit the organisation, the period is impossible, or the
    person already has this role or proposal for that period.
    """
    organisatie = actor_organisatie(actor)
    if rol not in rollen_voor(organisatie):
        raise ValidationError({"rol": _("Deze rol bestaat niet in uw organisatie.")})
    if tot and tot < van:
        raise ValidationError({"tot": _("De einddatum ligt voor de begindatum.")})
    zelfde = Functie.objects.filter(
        Q(tot__isnull=True) | Q(tot__gte=van),
        gebruiker=gebruiker,
        organisatie=organisatie,
        rol=rol,
        ingetrokken_op__isnull=True,
    )
    if (zelfde.filter(van__lte=tot) if tot else zelfde).exists():
        raise ValidationError({"rol": _("Deze persoon heeft deze rol al, of ze is al voorgesteld.")})
    return Functie.objects.create(
        gebruiker=gebruiker,
        organisatie=organisatie,
        rol=rol,
        van=van,
        tot=tot,
        voorgesteld_door_id=actor.gebruiker_id,
    )


def keur_functie_goed(*, actor: Actor, functie: Functie) -> bool:
    """Grant a proposed role; works from its first day on. False when somebody decided in the meantime."""
    if not functie.kan_goedkeuren(actor):
        raise ValidationError(_("Een rol toekennen doen twee verschillende personen."))
    return bool(
        Functie.objects.filter(pk=functie.pk, toegekend_op=None, ingetrokken_op=None).update(
            toegekend_op=timezone.now(), toegekend_door_id=actor.gebruiker_id
        )
    )


def wijs_functie_af(*, actor: Actor, functie: Functie) -> bool:
    """Refuse or withdraw a proposal. False when somebody decided in the meantime."""
    return bool(
        Functie.objects.filter(pk=functie.pk, toegekend_op=None, ingetrokken_op=None).update(
            ingetrokken_op=timezone.now(), ingetrokken_door_id=actor.gebruiker_id
        )
    )


def beeindig_functie(*, actor: Actor, functie: Functie, laatste_dag: date) -> bool:
    """End a role. A last day of today or earlier ends the access at once, a later one after that day.

    The role itself is checked at every request, so nothing else needs to be told. False when the role
    had ended already, or somebody chose an earlier day meanwhile. Raises ValidationError for a day after
    the one that was granted (a longer role is a new one, for two people) and for one before it began.
    """
    if laatste_dag < functie.van <= actor.dag:
        melding = _("Deze rol begon pas op %(dag)s. Kijk de datum na.")
        raise ValidationError({"laatste_dag": melding % {"dag": date_format(functie.van, "j F Y")}})
    if functie.tot and laatste_dag > functie.tot:
        melding = _("Deze rol loopt tot en met %(dag)s. Langer? Stel dan voor daarna een nieuwe rol voor.")
        raise ValidationError({"laatste_dag": melding % {"dag": date_format(functie.tot, "j F Y")}})
    tot = max(laatste_dag, functie.van)
    waarden: dict[str, object] = {"tot": tot}
    if laatste_dag <= actor.dag:
        waarden |= {"ingetrokken_op": timezone.now(), "ingetrokken_door_id": actor.gebruiker_id}
    korter = Q(tot__isnull=True) | Q(tot__gte=tot)
    return bool(Functie.objects.filter(korter, pk=functie.pk, ingetrokken_op=None).update(**waarden))
