"""What stands in the two databases: the same people, pages and shapes, 200 and 20,000 families."""

import io
import json
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from beroepsgeheim.models import Reikwijdte, Toegang
from gezinnen import zoeken
from gezinnen.models import Gezin, Zoeknaam
from organisaties.actor import vandaag
from organisaties.models import Functie, Gebruiker, Gemeente, Organisatie, Rol
from organisaties.referentie import GEGEVENSMAP, laad
from tests.bench import kopie, namen
from tests.bench.plekken import Plek
from tests.bench.voorbeeld import Mensen, Rijk, mens

PER_COACH, PER_VERZORGENDE = 40, 8
# The role that sees a page with nothing on it.
LEEG = "leeg"


@dataclass
class Inhoud:
    """What pages are asked for: people by name, families by name, the search list's households."""

    functies: dict[str, uuid.UUID] = field(default_factory=dict)
    personen: dict[str, uuid.UUID] = field(default_factory=dict)
    gezinnen: dict[str, uuid.UUID] = field(default_factory=dict)
    huishoudens: list[namen.Huishouden] = field(default_factory=list)
    rijen: int = 0


def vul(plek: Plek, aantal: int, *, zoeklijst: bool) -> Inhoud:
    """Build the database of `aantal` families anew."""
    plek.maak_leeg()
    with plek.als_eigenaar() as eigenaar:
        laad(Path(GEGEVENSMAP), using="default")
        mensen = _mensen()
        inhoud = Inhoud(huishoudens=namen.huishoudens(aantal, met=zoeklijst))
        massa = _rijk(mensen, "0", 2, "Gezin voorbeeld", leden_aantal=5).maak()
        with eigenaar.cursor() as cursor:
            kopie.bewaar_voorbeeld(cursor)
            _klonen(cursor, mensen, inhoud.huishoudens)
            plaatsen = {naam: mensen[f"{naam}_0"].pk for naam in ("coach", "zorg", "coordinator")}
            plaatsen |= {"gemeente": mensen.gemeente.pk, "ocmw": mensen.ocmw.pk}
            inhoud.rijen = kopie.kopieer(cursor, plaatsen, aantal)
            _zoeknamen(cursor, massa, inhoud.huishoudens)
            _blikken(cursor, mensen, massa.sleutel)
        inhoud.gezinnen["massa"] = kopie.kopie_id(massa.pk, 1)
        een = _rijk(mensen, "een", 1, "Gezin Een").maak()
        drie = [_rijk(mensen, "drie", 3, f"Gezin {naam}").maak() for naam in "ABC"]
        inhoud.gezinnen |= {"een": een.pk, "drie": drie[0].pk}
        for soort, gezin, lid in (
            ("0", massa, kopie.kopie_id(massa.leden.order_by("naam")[0].pk, 1)),
            ("een", een, een.leden.order_by("naam")[0].pk),
            ("drie", drie[0], drie[0].leden.order_by("naam")[0].pk),
        ):
            sleutel = kopie.kopie_id(gezin.sleutel, 1) if gezin is massa else gezin.sleutel
            inhoud.personen[f"lid_{soort}"] = _lid(soort, lid, sleutel)
        inhoud.functies = {naam: functie.pk for naam, functie in mensen.functies.items()}
        with eigenaar.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    return inhoud


def _rijk(mensen: Mensen, soort: str, per: int, naam: str, **extra: Any) -> Rijk:
    """The maker of a family with the people of this kind ("0", "een", "drie")."""
    coordinator = mensen[f"coordinator_{soort}"]
    return Rijk(
        mensen, mensen[f"coach_{soort}"], mensen[f"zorg_{soort}"], per, naam, coordinator.organisatie, coordinator,
        **extra,
    )  # fmt: skip


def _mensen() -> Mensen:
    gemeente = Gemeente.objects.get(naam="Genk", geldig_tot=None)
    dienst = Organisatie.objects.create(
        code="bench-dienst", naam="Bench gezinszorg", soort="gezinszorg_publiek"
    )
    ocmw = Organisatie.objects.get(soort="ocmw", gemeenten=gemeente, geldig_tot=None)
    mensen = Mensen(dienst, ocmw, gemeente)
    for soort in ("0", "een", "drie"):
        mens(mensen, f"coach_{soort}", Rol.COACH, dienst)
        mens(mensen, f"zorg_{soort}", Rol.VERZORGENDE, dienst)
    klein = {
        soort: Organisatie.objects.create(code=f"bench-{soort}", naam=f"OCMW {soort}", soort="ocmw")
        for soort in ("een", "drie")
    }
    mens(mensen, "coordinator_0", Rol.COORDINATOR, ocmw)
    mens(mensen, "coordinator_een", Rol.COORDINATOR, klein["een"])
    mens(mensen, "coordinator_drie", Rol.COORDINATOR, klein["drie"])
    mens(mensen, "verantwoordelijke", Rol.VERANTWOORDELIJKE, dienst)
    mens(mensen, "beheerder", Rol.BEHEERDER, dienst)
    provincie = Organisatie.objects.filter(soort="rapporterende_instantie").first()
    mens(mensen, "provincie", Rol.PROVINCIE, provincie or dienst)
    mens(mensen, "privacy", Rol.PRIVACY, dienst)
    mens(mensen, LEEG, Rol.VORMING, dienst)
    return mensen


def _lid(soort: str, lid: uuid.UUID, sleutel: uuid.UUID) -> uuid.UUID:
    """Somebody of a family with a log-in of her own."""
    gebruiker = Gebruiker.objects.create(
        gebruikersnaam=f"lid_{soort}", naam="gezinslid", persoon_id=lid, password="!"
    )
    Toegang.objects.create(
        sleutel=sleutel, reikwijdte=Reikwijdte.GEZIN, grond="gezinslid", persoon_id=lid, van=vandaag()
    )
    return gebruiker.pk


def _blikken(cursor: Any, mensen: Mensen, sleutel: uuid.UUID) -> None:
    """Three looks at each file by people of the service, as the log writes them."""
    coach = mensen["coach_0"]
    wie = {
        "soort": "functie",
        "functie": str(coach.pk),
        "organisatie": str(coach.organisatie_id),
        "rol": coach.rol,
    }
    cursor.execute(
        """SELECT bg_noteer(%s, (SELECT jsonb_agg(jsonb_build_object('actie', 'bekijken', 'onderdeel', 'gezin',
             'sleutel', md5(%s || k.n)::uuid)) FROM bench_kloon k, generate_series(1, 3)))""",
        [json.dumps(wie), str(sleutel)],
    )


def _klonen(cursor: Any, mensen: Mensen, huishoudens: list[namen.Huishouden]) -> None:
    """bench_kloon: for each copy its people, place, names and how far back it lies; and those people."""
    coaches = -(-len(huishoudens) // PER_COACH)
    zorg = -(-len(huishoudens) // PER_VERZORGENDE)
    for naam, aantal in (("coach", coaches), ("zorg", zorg)):
        _meer_mensen(cursor, mensen[f"{naam}_0"], naam, aantal)
    cursor.execute("CREATE TABLE bench_naam (n int PRIMARY KEY, naam text, leden text[])")
    regels = io.StringIO()
    for nummer, huis in enumerate(huishoudens, start=1):
        regels.write(f"{nummer}\t{huis.naam}\t{{{','.join(huis.leden)}}}\n")
    regels.seek(0)
    cursor.cursor.copy_expert("COPY bench_naam FROM STDIN", regels)
    cursor.execute(
        """CREATE TABLE bench_kloon AS
           SELECT b.n, b.naam, b.leden, c.id AS coach, z.id AS zorg, o.functie AS coordinator,
                  o.gemeente, o.ocmw, CASE WHEN b.n <= %(per)s THEN 0 ELSE 7 + mod(b.n / %(per)s, 60) * 7 END AS dagen
             FROM bench_naam b
             JOIN bench_coach c ON c.n = (b.n - 1) / %(per)s
             JOIN bench_zorg z ON z.n = (b.n - 1) / %(zorg)s
             CROSS JOIN (SELECT %(functie)s::uuid AS functie, %(gemeente)s::uuid AS gemeente, %(ocmw)s::uuid AS ocmw) o""",
        {
            "per": PER_COACH,
            "zorg": PER_VERZORGENDE,
            "functie": mensen["coordinator_0"].pk,
            "gemeente": mensen.gemeente.pk,
            "ocmw": mensen.ocmw.pk,
        },
    )
    _verdeel_ocmw(cursor)
    cursor.execute("ALTER TABLE bench_kloon ADD PRIMARY KEY (n); ANALYZE bench_kloon")


def _verdeel_ocmw(cursor: Any) -> None:
    """One family in forty lives in the measured municipality, as in a province of some forty; the rest elsewhere."""
    cursor.execute(
        """WITH elders AS (
             SELECT row_number() OVER (ORDER BY m.nis) AS nr, m.id AS gemeente, min(o.id::text)::uuid AS ocmw,
                    count(*) OVER () AS aantal
               FROM organisaties_gemeente m
               JOIN organisaties_organisatiegemeente og ON og.gemeente_id = m.id
               JOIN organisaties_organisatie o ON o.id = og.organisatie_id AND o.soort = 'ocmw'
              WHERE m.geldig_tot IS NULL AND o.geldig_tot IS NULL
                AND m.id NOT IN (SELECT gemeente FROM bench_kloon) GROUP BY m.nis, m.id)
           UPDATE bench_kloon k SET gemeente = e.gemeente, ocmw = e.ocmw, coordinator = NULL
             FROM elders e WHERE k.n > 40 AND mod(k.n, 40) <> 0 AND e.nr = 1 + mod(k.n, e.aantal)"""
    )


def _meer_mensen(cursor: Any, eerste: Functie, naam: str, aantal: int) -> None:
    """bench_<naam>: role 0 is the example's, the others are made beside it."""
    cursor.execute(
        f"CREATE TABLE bench_{naam} AS SELECT 0 AS n, %s::uuid AS id, NULL::uuid AS wie", [eerste.pk]
    )
    cursor.execute(
        f"INSERT INTO bench_{naam} SELECT n, gen_random_uuid(), gen_random_uuid() FROM generate_series(1, %s) n",
        [aantal],
    )
    for tabel, sleutel, uit, extra in (
        ("organisaties_gebruiker", eerste.gebruiker_id, "b.wie", {
            "gebruikersnaam": f"'{naam}-' || b.n", "naam": f"'{naam.title()} ' || md5(b.n::text)"}),
        ("organisaties_functie", eerste.pk, "b.id", {"gebruiker_id": "b.wie"}),
    ):  # fmt: skip
        cursor.execute("SELECT column_name FROM information_schema.columns WHERE table_name = %s", [tabel])
        kolommen = [rij[0] for rij in cursor.fetchall()]
        waarden = [uit if k == "id" else extra.get(k, f's."{k}"') for k in kolommen]
        lijst = ", ".join(f'"{k}"' for k in kolommen)
        cursor.execute(
            f'INSERT INTO "{tabel}" ({lijst}) SELECT {", ".join(waarden)} FROM "{tabel}" s, bench_{naam} b'
            " WHERE s.id = %s AND b.n > 0",
            [sleutel],
        )


def _zoeknamen(cursor: Any, voorbeeld: Gezin, huishoudens: list[namen.Huishouden]) -> None:
    """The search rows of all copies, by the program's own rule."""
    regels = io.StringIO()
    velden = [veld.attname for veld in Zoeknaam._meta.concrete_fields]
    for nummer, huis in enumerate(huishoudens, start=1):
        sleutel = kopie.kopie_id(voorbeeld.sleutel, nummer)
        gezin = Gezin(pk=kopie.kopie_id(voorbeeld.pk, nummer), sleutel=sleutel, dienst_id=voorbeeld.dienst_id)
        for rij in zoeken.rijen(gezin, huis.naam, [(lid, None) for lid in huis.leden]):
            regels.write("\t".join(_copy(getattr(rij, veld)) for veld in velden) + "\n")
    regels.seek(0)
    kolommen = ", ".join(f'"{veld.column}"' for veld in Zoeknaam._meta.concrete_fields)
    cursor.cursor.copy_expert(f"COPY {Zoeknaam._meta.db_table} ({kolommen}) FROM STDIN", regels)


def _copy(waarde: Any) -> str:
    """A value as COPY reads it; names here hold no tabs or backslashes."""
    if waarde is None:
        return "\\N"
    if isinstance(waarde, list):
        return "{" + ",".join(f'"{deel}"' for deel in waarde) + "}"
    return str(waarde)
