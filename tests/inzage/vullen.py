"""A value in every registered field, by its type: so that the copy of a person can be checked field by field.

Rows are written past constraints and triggers (as owner, in the test's transaction): what counts here is which
fields and which rows come out, not whether a family could be like this.
"""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models

from beroepsgeheim.velden import DECLARATIES, Declaratie, Niemand
from gezinnen import inzage
from gezinnen.models import Gezinslid
from tests.toegang.proefrijen import maak_los

BEGIN = date(1901, 1, 1)


def voor_mensen() -> list[Declaratie]:
    """What can be in the copy of somebody of a family."""
    return [
        d for d in DECLARATIES.values() if not isinstance(d.rijen, Niemand) and inzage.gaat_over_gezinnen(d)
    ]


def is_tekst(veld: Any) -> bool:
    """Free text, in which a word of our own can stand."""
    return isinstance(veld, models.CharField | models.TextField) and not veld.choices


@dataclass
class Vuller:
    """Words that occur once: Eigen0001 in a field that she may see, Ander0002 where she may not."""

    lid: Gezinslid
    ander: Gezinslid
    nummer: int = 0
    eigen: dict[tuple[str, str], str] = field(default_factory=dict)
    verboden: dict[str, tuple[str, str]] = field(default_factory=dict)
    rij_van: dict[type[models.Model], Any] = field(default_factory=dict)

    def maak_klaar(self) -> None:
        """No constraint or trigger of these tables stands in the way any more."""
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for declaratie in voor_mensen():
                maak_los(cursor, declaratie.model._meta.db_table)

    def woord(self, begin: str, veld: Any) -> str:
        """A word that stands nowhere else, as long as the column allows."""
        self.nummer += 1
        return f"{begin}{self.nummer:04d}"[-(veld.max_length or 40) :]

    def vul_eigen(self) -> None:
        """One row of each model that she gets, with something in every field; the team's fields filled as well."""
        for declaratie in voor_mensen():
            rijen = declaratie.model._base_manager.filter(
                declaratie.rijen.voorwaarde(self.lid.pk, []), **{declaratie.rijen.sleutel: self.lid.sleutel}
            )
            rij = rijen.order_by("pk").first()
            assert rij is not None, f"{declaratie.model._meta.label}: geef deze proef een rij"
            self.rij_van[declaratie.model] = rij
            zichtbaar = {v.naam for v in inzage.zichtbare_velden(declaratie)}
            waarden = {}
            for naam in declaratie.velden:
                veld = declaratie.model._meta.get_field(naam)
                waarden[naam] = self._waarde(veld, rij, "Eigen" if naam in zichtbaar else "Ander")
                woord = waarden[naam]["iets"] if isinstance(veld, models.JSONField) else waarden[naam]
                if not is_tekst(veld) and not isinstance(veld, models.JSONField):
                    continue
                if naam in zichtbaar:
                    self.eigen[declaratie.model._meta.label_lower, naam] = woord
                else:
                    self.verboden[woord] = (declaratie.model._meta.label, naam)
            declaratie.model._base_manager.filter(pk=rij.pk).update(**waarden)
            if not rijen.filter(pk=rij.pk).exists():  # it said "together" and was made somebody else's
                van_haar = {n: self.lid.pk for n, w in waarden.items() if w == self.ander.pk}
                declaratie.model._base_manager.filter(pk=rij.pk).update(**van_haar)

    def _waarde(self, veld: Any, rij: Any, begin: str) -> Any:
        """Something for this field: what stands there already when it is a choice or points at another row."""
        nu = getattr(rij, veld.attname)
        self.nummer += 1
        if is_tekst(veld):
            return self.woord(begin, veld)
        if veld.choices:
            return nu or next(waarde for waarde, _naam in veld.flatchoices if waarde)
        if veld.is_relation and veld.related_model is Gezinslid:
            return nu or self.ander.pk
        if veld.is_relation:
            return nu or veld.related_model._base_manager.order_by("pk").values_list("pk", flat=True).first()
        if isinstance(veld, ArrayField):
            keuzes = getattr(veld.base_field, "choices", None)
            if isinstance(veld.base_field, models.UUIDField):
                return [self.lid.pk]
            return [keuzes[0][0]] if keuzes else [self.woord(begin, veld.base_field)]
        if isinstance(veld, models.JSONField):
            return {"iets": self.woord(begin, veld)}
        for soort, waarde in (
            (models.BooleanField, True),
            (models.DateTimeField, datetime(1950, 1, 1, 12, tzinfo=UTC) + timedelta(days=self.nummer)),
            (models.DateField, BEGIN + timedelta(days=self.nummer)),
            (models.DecimalField, Decimal("3.5")),
            (models.IntegerField, 10_000 + self.nummer),
        ):
            if isinstance(veld, soort):
                return waarde
        raise AssertionError(f"{veld}: een soort veld dat deze proef niet kent")

    def vul_anderen(self, sleutel: uuid.UUID) -> Iterator[tuple[str, str]]:
        """Twins of those rows: of another family, and of another member who keeps them for himself.

        Gives (model, whose) for each twin that was made.
        """
        van_ander: dict[type[models.Model], Any] = {Gezinslid: self.ander.pk}
        for declaratie in voor_mensen():
            model, basis = declaratie.model, {"sleutel": sleutel}
            if "client_sleutel" in {f.name for f in model._meta.local_concrete_fields}:
                basis["client_sleutel"] = sleutel
            self._tweeling(model, basis)
            yield model._meta.label, "ander gezin"
            eigen = self._persoonlijk(model, van_ander)
            if eigen:
                van_ander[model] = self._tweeling(model, eigen)
                yield model._meta.label, "iemand anders"

    def _persoonlijk(
        self, model: type[models.Model], van_ander: dict[type[models.Model], Any]
    ) -> dict[str, Any]:
        """The columns that make a row the other member's; nothing when the model has none."""
        uit: dict[str, Any] = {}
        for veld in model._meta.local_concrete_fields:
            if veld.is_relation and veld.related_model in van_ander and veld.name not in ANDERS_DAN_VAN_WIE:
                uit[veld.attname] = van_ander[veld.related_model]
            elif veld.name == "over" and isinstance(veld, ArrayField):
                uit[veld.attname] = [self.ander.pk]
        if uit and "publiek" in {f.name for f in model._meta.local_concrete_fields}:
            uit["publiek"] = "spreker"
        return uit

    def _tweeling(self, model: type[models.Model], anders: dict[str, Any]) -> Any:
        """A copy of her row with other columns, each text of it a word that she may not read."""
        rij = model._base_manager.get(pk=self.rij_van[model].pk)
        for veld in model._meta.local_concrete_fields:
            if is_tekst(veld) and not veld.primary_key:
                woord = self.woord("Ander", veld)
                setattr(rij, veld.attname, woord)
                if len(woord) > 5:
                    self.verboden[woord] = (model._meta.label, veld.name)
        for naam, waarde in anders.items():
            setattr(rij, naam, waarde)
        rij.pk = None if isinstance(model._meta.pk, models.AutoField) else uuid.uuid4()
        if (
            model._meta.pk.is_relation
        ):  # its own row of what it belongs to is not there; nothing checks that now
            setattr(rij, model._meta.pk.attname, rij.pk)
        model._base_manager.bulk_create([rij])
        return rij.pk


# A member in these columns does not make the row that member's.
ANDERS_DAN_VAN_WIE = {"voor_lid", "antwoord_lid", "genoemd_door", "ja_van"}
