"""Searching by a misspelt name among 100,000 people: found in the first five, and how long it takes."""

from collections import Counter

from django.urls import reverse

from gezinnen import zoeken
from gezinnen.models import Zoeknaam
from tests.bench.meten import Tabel, Uitslag, getal, mediaan, percentiel, tijden
from tests.bench.namen import spelfouten
from tests.bench.paginas import LEGE, Bezoek

GEVONDEN, TRAAGSTE = 0.95, 8.0
EERSTE = 5


def meet(tabel: Tabel, bezoek: Bezoek, keer: int, *, toon: bool = False) -> None:
    """Each name of the list through the page where a coach searches: from the button to the answer on the
    screen, the redirect in between included."""
    fouten = spelfouten()
    plaats = {
        (huis.leden[0], huis.naam): f"BN-{nummer}"
        for nummer, huis in enumerate(bezoek.inhoud.huishoudens, start=1)
    }
    with bezoek.plek.als_eigenaar():
        mensen = Zoeknaam.objects.exclude(woorden="").count() - len(bezoek.inhoud.huishoudens)
    tabel.kop(f"Zoeken met een verkeerd gespelde naam: {len(fouten)} namen, {mensen} mensen")
    client, adres = bezoek.browser("coach_0"), reverse("gezinnen:nieuw")
    gezocht: dict[str, list[str]] = {}

    def zoek(naam: str) -> None:
        with bezoek.plek.als_web():
            antwoord = client.post(adres, {"naam": naam}, follow=True)
            if antwoord.status_code != 200:
                raise RuntimeError(f"zoeken: status {antwoord.status_code}")

    echt = zoeken.zoek

    def luister(*args: object, **kwargs: object) -> object:
        treffers = echt(*args, **kwargs)
        gezocht[str(args[1])] = [treffer.gezin.nummer for treffer in treffers]
        return treffers

    zoeken.zoek = luister
    try:
        for fout in fouten:
            zoek(fout.gezocht)
    finally:
        zoeken.zoek = echt
    gemist = [
        fout
        for fout in fouten
        if plaats[fout.voornaam, fout.achternaam] not in gezocht[fout.gezocht][:EERSTE]
    ]
    if toon:
        for fout in gemist:
            tabel.opmerking(f"{fout.soort}: {fout.gezocht!r} voor {fout.voornaam} {fout.achternaam}")
    reeksen = tijden([bezoek.opener(LEGE), *[lambda f=f: zoek(f.gezocht) for f in fouten]], keer, opwarmen=1)
    p95 = percentiel([mediaan(reeks) for reeks in reeksen[1:]], 0.95) / mediaan(reeksen[0])
    soorten = ", ".join(f"{soort} {n}" for soort, n in sorted(Counter(f.soort for f in gemist).items()))
    tabel.zet(
        Uitslag("Juist gezin bij de eerste vijf", 1 - len(gemist) / len(fouten), GEVONDEN, minstens=True, eenheid="",
                uitleg=f"({len(gemist)} gemist{': ' + soorten if soorten else ''})"),
        Uitslag("Traagste vijf op de honderd (p95) tegen een lege pagina", p95, TRAAGSTE),
    )  # fmt: skip
    tabel.opmerking(
        f"mediaan {getal(mediaan([mediaan(r) for r in reeksen[1:]]) / mediaan(reeksen[0]))} x de lege pagina"
    )
