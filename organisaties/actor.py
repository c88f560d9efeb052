"""The Actor: who acts, in exactly one role. Rights belong to it, never to a user (trust.md, design 1)."""

import uuid
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from .models import Functie, Gebruiker, Rol

BRUSSEL = ZoneInfo("Europe/Brussels")


class Soort(StrEnum):
    """In what capacity somebody acts."""

    FUNCTIE = "functie"
    GEZINSLID = "gezinslid"
    LINK = "link"
    SYSTEEM = "systeem"
    BOUW = "bouw"


def vandaag() -> date:
    """Today in Brussels; the database gets the same day as a parameter."""
    return timezone.localdate(timezone=BRUSSEL)


@dataclass(frozen=True, slots=True)
class Actor:
    """An immutable actor. Two roles of one person are two actors, so rights are never united."""

    soort: Soort
    naam: str = ""
    gebruiker_id: uuid.UUID | None = None
    functie_id: uuid.UUID | None = None
    organisatie_id: uuid.UUID | None = None
    rol: str = ""
    persoon_id: uuid.UUID | None = None
    organisatie_naam: str = ""
    verzoek_id: str = ""
    dag: date = field(default_factory=vandaag)
    functies: tuple[Functie, ...] = field(default=(), compare=False, repr=False)

    @classmethod
    def van_functie(cls, functie: Functie, **extra: Any) -> "Actor":
        """The actor of a granted role (its organisation and user are read)."""
        return cls(
            soort=Soort.FUNCTIE,
            naam=functie.gebruiker.naam,
            gebruiker_id=functie.gebruiker_id,
            functie_id=functie.pk,
            organisatie_id=functie.organisatie_id,
            organisatie_naam=functie.organisatie.naam,
            rol=functie.rol,
            **extra,
        )

    @classmethod
    def van_persoon(cls, gebruiker: Gebruiker, **extra: Any) -> "Actor":
        """The actor of a family member who logs in: the person alone, no role in an organisation, no name."""
        if gebruiker.persoon_id is None:
            raise ValueError("this user is not a family member")
        return cls(
            soort=Soort.GEZINSLID,
            gebruiker_id=gebruiker.pk,
            rol=Rol.GEZINSLID.value,
            persoon_id=gebruiker.persoon_id,
            **extra,
        )

    @classmethod
    def systeem(cls) -> "Actor":
        """Work that nobody asked for (the schedule). It reads no family."""
        return cls(soort=Soort.SYSTEEM, naam="systeem")

    @property
    def houder_id(self) -> uuid.UUID | None:
        """Whose jobs and papers are one's own: the role in use, or the family member herself."""
        return self.functie_id or self.persoon_id

    @property
    def rol_naam(self) -> str:
        return str(Rol(self.rol).label) if self.rol else ""

    def is_(self, *rollen: str) -> bool:
        """Whether the role in use is one of these."""
        return bool(self.rol) and self.rol in rollen

    def als_json(self) -> dict[str, Any]:
        """For an outbox row: ids and the role, no names."""
        return {
            "soort": self.soort.value,
            "gebruiker": str(self.gebruiker_id or ""),
            "functie": str(self.functie_id or ""),
            "verzoek": self.verzoek_id,
        }

    @classmethod
    def uit_json(cls, gegevens: dict[str, Any]) -> "Actor":
        """The actor of an outbox row, checked again now; raises FunctieVoorbij when the role has ended."""
        soort = Soort(gegevens["soort"])
        if soort is Soort.SYSTEEM:
            return replace(cls.systeem(), verzoek_id=gegevens.get("verzoek", ""))
        if soort is Soort.GEZINSLID:
            gebruiker = Gebruiker.objects.filter(
                pk=gegevens["gebruiker"], is_active=True, persoon_id__isnull=False
            ).first()
            if gebruiker is None:
                raise FunctieVoorbij
            return cls.van_persoon(gebruiker, verzoek_id=gegevens.get("verzoek", ""))
        functie = (
            Functie.objects.actief_op(vandaag())
            .select_related("gebruiker", "organisatie")
            .filter(pk=gegevens["functie"] or None)
            .first()
        )
        if functie is None:
            raise FunctieVoorbij
        return cls.van_functie(functie, verzoek_id=gegevens.get("verzoek", ""))


class FunctieVoorbij(Exception):
    """The role under which work was asked is no longer in force."""
