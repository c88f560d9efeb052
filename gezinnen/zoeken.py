"""Finding a family again by a name that somebody spells differently, inside one's own service only.

A name becomes folded words ("Van den Broeck" and "Vandenbroek" are both "bruk") and the skeleton of their
consonants. The database compares them (gz_zoek_gezin); what was searched for is never logged or put in a URL.
"""

import re
import unicodedata
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import connection

from beroepsgeheim.omslag import noteer
from organisaties.actor import Actor
from organisaties.noemen import TeNoemen

from .models import Gezin, GezinGegevens, Gezinslid, Zoeknaam

# Questions are kept as drafts, so that going back asks nothing again; they go the day after.
ZOEKVRAAG = "zoekvraag"
# Words that say little about who somebody is; a name of nothing but these is no name yet.
TUSSENVOEGSELS = frozenset(
    [
        "van",
        "vande",
        "vanden",
        "vander",
        "von",
        "de",
        "den",
        "der",
        "des",
        "du",
        "d",
        "t",
        "s",
        "te",
        "ter",
        "ten",
        "la",
        "le",
        "les",
        "l",
        "el",
        "da",
        "di",
        "del",
        "della",
        "dos",
        "het",
        "en",
        "op",
        "in",
        "aan",
        "ait",
        "al",
        "ben",
        "bin",
        "ibn",
        "abu",
    ]
)
ENKEL_TUSSENVOEGSEL = TUSSENVOEGSELS - {"ben", "al", "la", "ibn", "abu", "bin", "di"}
AANEEN = re.compile(
    r"^(?:van(?:den|der|de)?(?=[a-z]{4})|de[nr](?=[bcdfghjklmpqrstvwxz][a-z]{3})"
    r"|de(?=[bcdfghjklmnpqrstvwxz][a-z]{2})"
    r"|(?:ben|ait)(?=[a-z]{5})|el(?=[bcdfghjklmnpqrstvwxz][a-z]{4}))"
)
AANSPREKING = re.compile(r"^\s*(?:familie|gezin|fam\.?)\s+", re.IGNORECASE)
LETTERS = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "ı": "i", "đ": "d", "ð": "d"})
# In this order: each pair of spellings that sounds alike in Dutch gets one form.
KLANKREGELS = [
    (re.compile(patroon), vorm)
    for patroon, vorm in (
        (r"^y(?=[aeou])", "j"),
        (r"ph", "f"),
        (r"th", "t"),
        (r"sch|sh", "s"),
        (r"ch|gh", "g"),
        (r"qu?", "k"),
        (r"ck", "k"),
        (r"x", "ks"),
        (r"c(?=[eiy])", "s"),
        (r"c", "k"),
        (r"dt|dd|d$", "t"),
        (r"ds|ts|tz|z", "s"),
        (r"v", "f"),
        (r"eij|ij|ei|ey|ie|y", "i"),
        (r"uy|ui|oe|ou|eu|au", "u"),
        (r"ae", "a"),
        (r"(?<=.)h", ""),
        (r"(.)\1+", r"\1"),
        (r"(?<=...)e$", ""),
    )
]


def zonder_tekens(naam: str) -> str:
    """Lower case without accents."""
    los = unicodedata.normalize("NFKD", naam.casefold().translate(LETTERS))
    return "".join(teken for teken in los if not unicodedata.combining(teken))


def woorden_van(naam: str) -> list[str]:
    """The words of a name as people would hear them: letters only."""
    return re.findall(r"[^\W\d_]+", zonder_tekens(naam))


def is_enkel_tussenvoegsel(naam: str) -> bool:
    """Whether nothing but a particle was filled in ("van de"), or no letter at all."""
    woorden = woorden_van(naam)
    return all(woord in ENKEL_TUSSENVOEGSEL for woord in woorden) and not _heeft_beeldteken(naam)


def _heeft_beeldteken(naam: str) -> bool:
    """A family may want to be called by a picture: emoji are a name too."""
    return any(unicodedata.category(teken) in ("So", "Lo") for teken in naam)


def vouw(woord: str) -> str:
    """One word in the form that its misspellings share."""
    woord = AANEEN.sub("", woord)
    for patroon, vorm in KLANKREGELS:
        woord = patroon.sub(vorm, woord)
    return woord[:60]


def klank(gevouwen: str) -> str:
    """The consonants of a folded word; empty when that says too little."""
    if not gevouwen.isascii():
        return gevouwen
    kop = "a" if gevouwen[:1] in "aeiou" else gevouwen[:1]
    skelet = kop + re.sub(r"[aeiou]", "", gevouwen[1:])
    return skelet if len(skelet) > 1 else ""


def normaliseer(naam: str) -> tuple[list[str], list[str]]:
    """Folded words and their skeletons, in the order of the name; particles fall away unless alone."""
    woorden = woorden_van(naam)[:12]
    sprekend = [woord for woord in woorden if woord not in TUSSENVOEGSELS] or woorden
    gevouwen = list(dict.fromkeys(vouw(woord) for woord in sprekend))
    return gevouwen, [klank(woord) for woord in gevouwen]


def voluit(naam: str) -> str:
    """All letters of a name in a row: what tells "De Smet" from "Smet" when the folded words are the same."""
    return "".join(woorden_van(naam))[:200]


def rijen(gezin: Gezin, naam: str, leden: Iterable[tuple[str, date | None]]) -> list[Zoeknaam]:
    """The search rows of one family: its own name, and each member's with the family's name behind it."""
    naam = AANSPREKING.sub("", naam)
    familie, familie_klanken = normaliseer(naam)
    uit = [_rij(gezin, familie, familie_klanken, voluit(naam), None)] if familie else []
    for lidnaam, geboren in leden:
        woorden, klanken = normaliseer(lidnaam)
        extra = [(w, k) for w, k in zip(familie, familie_klanken, strict=True) if w not in woorden]
        woorden, klanken = woorden + [w for w, _ in extra], klanken + [k for _, k in extra]
        if woorden or geboren:
            eigen = f"{lidnaam} {naam}" if extra else lidnaam
            uit.append(_rij(gezin, woorden, klanken, voluit(eigen), geboren))
    return uit


def _rij(
    gezin: Gezin, woorden: list[str], klanken: list[str], letters: str, geboren: date | None
) -> Zoeknaam:
    return Zoeknaam(
        sleutel=gezin.sleutel,
        gezin=gezin,
        dienst_id=gezin.dienst_id,
        woorden=" ".join(woorden)[:400],
        voluit=letters,
        klanken=klanken,
        geboortedatum=geboren,
    )


def werk_bij(gezin: Gezin) -> None:
    """Write the search rows of a family anew, from its own name and its members (past ones too)."""
    Zoeknaam.objects.filter(gezin=gezin).delete()
    gegevens = GezinGegevens.objects.filter(gezin=gezin).first()
    leden = Gezinslid.objects.filter(gezin=gezin).values_list("naam", "geboortedatum")
    Zoeknaam.objects.bulk_create(rijen(gezin, gegevens.naam if gegevens else "", leden))


@dataclass(frozen=True)
class Treffer:
    """A family that may be the one: a name only when the actor may read the file."""

    gezin: Gezin
    naam: str
    nabijheid: float

    @property
    def leesbaar(self) -> bool:
        return bool(self.naam)


def zoek(
    actor: Actor,
    naam: str = "",
    *,
    geboortedatum: date | None = None,
    gemeente_id: uuid.UUID | None = None,
    aantal: int = 10,
) -> list[Treffer]:
    """Families of the actor's own service that look like this name or birth date, nearest first.

    Gives nothing to anyone but a coach. Side effect: one line in the read log, without what was searched.
    """
    woorden, klanken = normaliseer(AANSPREKING.sub("", naam))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT gezin_id, nabijheid FROM gz_zoek_gezin(%s::text[], %s::text[], %s, %s, %s, %s)",
            [woorden, klanken, voluit(AANSPREKING.sub("", naam)), geboortedatum, gemeente_id, aantal],
        )
        gevonden = [(uuid.UUID(str(pk)), float(score)) for pk, score in cursor.fetchall()]
    noteer("zoeken", onderdeel="gezinnen.zoeken", aantal=len(gevonden))
    pks = [pk for pk, _ in gevonden]
    gezinnen = {
        gezin.pk: gezin
        for gezin in Gezin.objects.van_mijn_dienst(actor).filter(pk__in=pks).select_related("gemeente")
    }
    noemen = TeNoemen(actor)
    noemen.erbij(gezinnen.values(), "coach")
    noemen.lees()
    mijn = set(Gezin.objects.zichtbaar_voor(actor).filter(pk__in=pks).values_list("pk", flat=True))
    namen = dict(
        GezinGegevens.objects.zichtbaar_voor(actor).filter(gezin_id__in=pks).values_list("gezin_id", "naam")
    )
    return [
        Treffer(gezinnen[pk], namen.get(pk) or (gezinnen[pk].nummer if pk in mijn else ""), score)
        for pk, score in gevonden
        if pk in gezinnen
    ]
