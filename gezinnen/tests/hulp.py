"""What the tests of intake, trajectory and goals share: who may come in, and ready-made rows."""

import uuid
from typing import Any

from django.test import Client

from gezinnen.models import Aanmelding, Beslissing, Doel, Fase, Gezin, Intake, Stap, Traject
from organisaties.actor import vandaag
from tests.cast import Cast
from tests.hulp import als_bouw

ANDERE_ROLLEN = ("mieke", "eva", "hugo", "petra", "bea", "dirk", "tom", "karel", "door")


def als_persoon(cast: Cast, naam: str) -> Client:
    """A browser of this person, in the one role she has."""
    client = Client()
    functie = cast.functies[naam]
    client.force_login(functie.gebruiker)
    sessie = client.session
    sessie["functie"] = str(functie.pk)
    sessie.save()
    return client


def toegang(cast: Cast, pad: str, *, zorg: bool, methode: str = "get") -> dict[str, int]:
    """The status of this address for everyone of the cast who matters; `zorg`: a care worker may come."""
    namen = ["ans", "carla", "bert", "dora", "vera", "vik", *ANDERE_ROLLEN]
    uit = {naam: getattr(als_persoon(cast, naam), methode)(pad).status_code for naam in namen}
    uit["buitenstaander"] = getattr(Client(), methode)(pad).status_code
    return uit


def verwacht(*, zorg: bool, goed: int = 200) -> dict[str, int]:
    """Coach and substitute in; colleague and other service 404; the other roles 403; outsiders log in."""
    uit = {"ans": goed, "carla": goed, "bert": 404, "dora": 404}
    uit |= {"vera": goed, "vik": 404} if zorg else {"vera": 403, "vik": 403}
    return uit | dict.fromkeys(ANDERE_ROLLEN, 403) | {"buitenstaander": 302}


def nieuwe_aanmelding(gezin: Gezin, **extra: Any) -> Aanmelding:
    """A referral that is open and told; the earlier trajectory of the family has ended."""
    with als_bouw():
        Traject.objects.filter(gezin=gezin).update(fase=Fase.AFGEROND, tot=vandaag())
        velden = {"verteld": True, "verteld_op": vandaag(), "beslissing": Beslissing.OPEN} | extra
        return Aanmelding.objects.create(
            sleutel=gezin.sleutel, gezin=gezin, dienst_id=gezin.dienst_id, datum=vandaag(), **velden
        )


def nieuwe_intake(gezin: Gezin, **extra: Any) -> Intake:
    """An intake on the family's first referral."""
    with als_bouw():
        return Intake.objects.create(
            sleutel=gezin.sleutel,
            gezin=gezin,
            aanmelding=gezin.aanmeldingen.order_by("datum").first(),
            door_id=gezin.coach_id,
            **extra,
        )


def nieuw_doel(gezin: Gezin, tekst: str, **extra: Any) -> Doel:
    with als_bouw():
        return Doel.objects.create(sleutel=gezin.sleutel, gezin=gezin, tekst=tekst, **extra)


def nieuwe_stap(gezin: Gezin, tekst: str, **extra: Any) -> Stap:
    with als_bouw():
        return Stap.objects.create(sleutel=gezin.sleutel, gezin=gezin, tekst=tekst, **extra)


def bon() -> str:
    """A fresh one-time token."""
    return str(uuid.uuid4())
