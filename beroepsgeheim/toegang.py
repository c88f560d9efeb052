"""Giving and ending access: thin callers of the owner's functions in the database."""

import uuid
from datetime import date

from django.db import connection
from django.db.models import Q, QuerySet, UUIDField
from django.db.models.expressions import RawSQL
from django.utils import timezone

from organisaties.actor import Actor, Soort

from .models import Reikwijdte, Toegang
from .omslag import huidige_actor

PERSOONLIJK = (Soort.GEZINSLID, Soort.LINK)  # they hold access in person, under an opaque id
NALEZEN = "nalezen"  # the ground of who may still read after her task has ended


def mijn_toegang(actor: Actor) -> QuerySet[Toegang]:
    """Toegang rows in force for this actor, by role in use, by organisation and role, or by person.

    Reading on is not among them: what somebody may do hangs on these.
    """
    if actor.soort is Soort.FUNCTIE:
        houder = Q(functie_id=actor.functie_id) | Q(organisatie_id=actor.organisatie_id, rol=actor.rol)
    elif actor.soort in PERSOONLIJK:
        houder = Q(persoon_id=actor.persoon_id)
    else:
        return Toegang.objects.none()
    return Toegang.objects.exclude(grond=NALEZEN).filter(
        houder, Q(tot__isnull=True) | Q(tot__gte=actor.dag), van__lte=actor.dag, ingetrokken_op__isnull=True
    )


def sleutels(actor: Actor, *reikwijdtes: Reikwijdte | str) -> RawSQL:
    """The keys this actor may read in one of these extents, for `sleutel__in=` (reading on included).

    Every list and page asks for them many times: the SQL of `mijn_toegang` stands ready instead of being built
    by the ORM each time (a quarter of the family page). A test holds the two together.
    """
    if actor.soort is Soort.FUNCTIE:
        houder = "(t.functie_id = %s OR (t.organisatie_id = %s AND t.rol = %s))"
        wie = [actor.functie_id, actor.organisatie_id, actor.rol]
    elif actor.soort in PERSOONLIJK:
        houder, wie = "t.persoon_id = %s", [actor.persoon_id]
    else:
        houder, wie = "false", []
    return RawSQL(  # noqa: S611 - constants, values are parameters
        f"SELECT t.sleutel FROM beroepsgeheim_toegang t WHERE {houder}"  # noqa: S608 - constants
        " AND t.reikwijdte = ANY (%s) AND t.van <= %s AND (t.tot IS NULL OR t.tot >= %s)"
        " AND t.ingetrokken_op IS NULL",
        [*wie, [str(reikwijdte) for reikwijdte in reikwijdtes], actor.dag, actor.dag],
        output_field=UUIDField(),
    )


def heeft(actor: Actor, sleutel: uuid.UUID, *reikwijdtes: Reikwijdte | str) -> bool:
    """Whether this actor reaches this key in one of these extents now (one query); reading on does not count."""
    mijn = sleutels(actor, *reikwijdtes)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT EXISTS ({mijn.sql} AND t.grond <> %s AND t.sleutel = %s)",
            [*mijn.params, NALEZEN, sleutel],
        )
        return bool(cursor.fetchone()[0])


def geef(
    sleutel: uuid.UUID,
    reikwijdte: Reikwijdte,
    grond: str,
    *,
    functie_id: uuid.UUID | None = None,
    organisatie_id: uuid.UUID | None = None,
    rol: str = "",
    persoon_id: uuid.UUID | None = None,
    van: date,
    tot: date | None = None,
) -> uuid.UUID:
    """Give access to a key. The database refuses an actor who has neither made the key nor reaches it.

    Returns the id of the Toegang row; giving the same access twice returns the existing row.
    """
    if huidige_actor().soort is Soort.BOUW:  # the owner loads data directly; the web role cannot
        return Toegang.objects.create(
            sleutel=sleutel,
            reikwijdte=reikwijdte,
            grond=grond,
            functie_id=functie_id,
            organisatie_id=organisatie_id,
            rol=rol,
            persoon_id=persoon_id,
            van=van,
            tot=tot,
        ).pk
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT bg_geef_toegang(%s, %s, %s, %s, %s, %s, %s, %s, %s)",
            [sleutel, reikwijdte, grond, functie_id, organisatie_id, rol, persoon_id, van, tot],
        )
        return uuid.UUID(str(cursor.fetchone()[0]))


def beeindig(
    sleutel: uuid.UUID,
    *,
    grond: str = "",
    functie_id: uuid.UUID | None = None,
    organisatie_id: uuid.UUID | None = None,
    persoon_id: uuid.UUID | None = None,
) -> int:
    """End access to a key at once, for a holder and/or a ground. Returns how many rows ended."""
    if huidige_actor().soort is Soort.BOUW:  # the owner loads data directly; the web role cannot
        rijen = Toegang.objects.filter(sleutel=sleutel, ingetrokken_op__isnull=True)
        if grond:
            rijen = rijen.filter(grond=grond)
        if functie_id:
            rijen = rijen.filter(functie_id=functie_id)
        if organisatie_id:
            rijen = rijen.filter(organisatie_id=organisatie_id)
        if persoon_id:
            rijen = rijen.filter(persoon_id=persoon_id)
        return rijen.update(ingetrokken_op=timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT bg_beeindig_toegang(%s, %s, %s, %s, %s)",
            [sleutel, grond, functie_id, organisatie_id, persoon_id],
        )
        return int(cursor.fetchone()[0])
