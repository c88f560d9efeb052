"""To whom something is shared, and what the family answered: two of the three questions to a helper."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gezinnen.models import BetrokkenHulpverlener, Gezinslid, JaNeeOnbekend, Kader
from organisaties.models import Organisatie, Rol

DIENST_ROLLEN = {
    Organisatie.Soort.KLUSSENDIENST.value: Rol.KLUSSENDIENST.value,
    Organisatie.Soort.VRIJWILLIGERSWERKING.value: Rol.VRIJWILLIGERSWERKING.value,
}


@dataclass(frozen=True)
class Ontvanger:
    """A recipient as known at this moment. `functie_id`: the role with which she reads it here, if she logs in."""

    naam: str
    dienst: str = ""
    taak: str = ""
    kader: str = Kader.ONBEKEND
    beroepsgeheim: str = JaNeeOnbekend.ONBEKEND
    opgelegd: bool = False
    hulpverlener_id: uuid.UUID | None = None
    functie_id: uuid.UUID | None = None
    organisatie_id: uuid.UUID | None = None
    rol: str = ""
    # Who this is where the sharing comes from (a participant of a consultation): names may be equal.
    sleutel: uuid.UUID | None = None

    @classmethod
    def van(cls, wie: "BetrokkenHulpverlener | Organisatie | Ontvanger") -> "Ontvanger":
        """The recipient behind a helper of the family or a service that gets requests."""
        if isinstance(wie, Ontvanger):
            return wie
        if isinstance(wie, Organisatie):
            taak = _("een klus") if wie.soort == Organisatie.Soort.KLUSSENDIENST else _("een vrijwilliger")
            rol = DIENST_ROLLEN.get(wie.soort, "")
            return cls(naam=wie.naam, taak=taak, organisatie_id=wie.pk, rol=rol)
        return cls(
            naam=wie.naam,
            dienst=wie.organisatie_naam,
            taak=wie.opdracht or (str(wie.get_domein_display()) if wie.domein else ""),
            kader=wie.kader,
            beroepsgeheim=wie.beroepsgeheim,
            opgelegd=bool(wie.sector and wie.sector.opgelegd),
            hulpverlener_id=wie.pk,
            functie_id=wie.functie_id,
        )

    @property
    def aan_wie(self) -> str:
        return ", ".join(deel for deel in (self.naam, self.dienst) if deel)


class Zegt(models.TextChoices):
    """What the family answered; silence is no yes."""

    JA = "ja", gettext_lazy("ja")
    NEE = "nee", gettext_lazy("nee")
    NIET_GEVRAAGD = "niet", gettext_lazy("nog niet gevraagd")


@dataclass(frozen=True)
class Antwoord:
    """The family's answer: who of it, when, and how it was told. `lid` is empty when it was the family together
    (or when the asker does not read the file); then `naam` says who."""

    zegt: str
    lid: Gezinslid | None = None
    naam: str = ""
    op: date | None = None
    hoe: str = ""

    @property
    def is_volledig(self) -> bool:
        return bool((self.lid or self.naam) and self.op and self.hoe)

    def als_velden(self) -> dict[str, Any]:
        """The columns of an act."""
        return {
            "antwoord_lid": self.lid,
            "antwoord_naam": "" if self.lid else self.naam[:120],
            "antwoord_op": self.op,
            "antwoord_hoe": self.hoe,
        }
