"""Everything that leaves the pages, asked for the way people ask for it, and made the way the workers make it.

Nothing here writes work down itself: a payload is what the program put in it. The data are committed for real, because
counting and streaming read over connections of their own.
"""

import importlib
import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from beroepsgeheim import bewaren
from beroepsgeheim.omslag import omslag
from gezinnen.actions.inzage import INZAGE, VORMEN
from gezinnen.delen.soorten import BRIEF
from gezinnen.models import BetrokkenHulpverlener, Bezwaar
from lco.models import PersoonlijkeLink
from organisaties.aanmelden.melden import meld
from organisaties.actor import Actor, vandaag
from organisaties.emails import GEWIJZIGD
from organisaties.models import Rol
from rapportage.invoer import acties as invoer
from rapportage.models import Invoer, Rapport
from rapportage.tests.test_invoer import als_csv, rij
from tests.cast import Cast, kanarie, maak_functie
from tests.hulp import als_bouw
from tests.toegang.objecten import Objecten, alles
from tests.toegang.stemmen import spreek
from tests.toegang.test_matrix import browser
from thuiscompagnie.vloer import outbox, tasks
from thuiscompagnie.vloer.models import Document, Opdracht

ARTS = "arts@voorbeeld.test"


@dataclass
class Vertrek:
    """What was made: the cast, its objects, what the broker heard and which functions sent a mail."""

    cast: Cast
    objecten: Objecten
    gehoord: list[dict[str, Any]] = field(default_factory=list)
    verstuurd: list[str] = field(default_factory=list)
    brieven: list[Any] = field(default_factory=list)

    @property
    def link(self) -> PersoonlijkeLink:
        """The personal link that was mailed."""
        with als_bouw():
            return PersoonlijkeLink.objects.get(email=ARTS, code_zaad__isnull=False)


def bronnen(naam: str) -> Iterator[Path]:
    """Files with this name in the apps of the project."""
    for app in apps.get_app_configs():
        if Path(app.path).is_relative_to(settings.BASE_DIR) and ".venv" not in Path(app.path).parts:
            yield from Path(app.path).rglob(naam)


def mailmodules() -> list[ModuleType]:
    """Every module of the project that sends mail."""
    paden = {pad.relative_to(settings.BASE_DIR).with_suffix("") for pad in bronnen("emails.py")}
    return [importlib.import_module(".".join(pad.parts)) for pad in sorted(paden)]


def mailfuncties() -> set[str]:
    """Every function in them, by module and name."""
    return {
        f"{module.__name__}.{naam}"
        for module in mailmodules()
        for naam, functie in inspect.getmembers(module, inspect.isfunction)
        if functie.__module__ == module.__name__
    }


def luister(vertrek: Vertrek, monkeypatch: pytest.MonkeyPatch) -> None:
    """Write down what goes to the broker, and which function sends which mail."""
    monkeypatch.setattr(tasks.voer_uit, "apply_async", lambda **bericht: vertrek.gehoord.append(bericht))
    for module in mailmodules():

        def stuur(*args: Any, _echt: Any = module.send_mail, _module: str = module.__name__) -> Any:
            vertrek.verstuurd.append(f"{_module}.{inspect.stack()[1].function}")
            return _echt(*args)

        monkeypatch.setattr(module, "send_mail", stuur)


def maak(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Vertrek:
    """The full family; everything is asked for and made."""
    vertrek = Vertrek(cast, Objecten(cast))
    luister(vertrek, monkeypatch)
    with transaction.atomic():  # who acts counts for one transaction
        vertrek.objecten.van_de_cast()
        spreek(cast)
        alles(cast, vertrek.objecten)
    with als_bouw():
        # The matrix needs rows that stand in for a paper and its work: here only what a worker makes counts.
        Opdracht.objects.filter(uniek__startswith="matrix ").delete()
        Document.objects.filter(pk=vertrek.objecten["praatblad"]).delete()
        # The no of another page is taken back: what is shared with Hugo now, he reads.
        Bezwaar.objects.filter(ingetrokken_op=None).exclude(tegen="ontvanger").update(
            ingetrokken_op=timezone.now()
        )
    _vraag_papier(vertrek)
    _vraag_mail(vertrek)
    _breng_in(vertrek)
    doe_alles()
    _vraag_code()
    _van_een_collega(vertrek)
    _ruim_op(vertrek)
    doe_alles()
    vertrek.brieven = list(mail.outbox)
    return vertrek


def druk(v: Vertrek, wie: str, url: str, *args: Any, vraag: str = "", velden: Any = None) -> str:
    """Somebody presses a button; gives where it leads."""
    adres = reverse(url, args=args) + vraag
    antwoord = browser(v.cast, wie).post(adres, velden or {})
    assert antwoord.status_code == 302, (url, antwoord.status_code, antwoord.content.decode()[-3000:])
    return str(antwoord["Location"])


def doe_alles() -> None:
    """The workers do all that waits, without a refusal."""
    while True:
        with als_bouw():
            wacht = list(Opdracht.objects.filter(status="wacht").order_by("gemaakt_op"))
        if not wacht:
            return
        for opdracht in wacht:
            uitkomst = outbox.voer_uit(opdracht.pk)
            assert uitkomst == "klaar", (opdracht.soort, Opdracht.objects.get(pk=opdracht.pk).fout)


def _vraag_papier(v: Vertrek) -> None:
    """Each paper, by each kind of person who may ask for it."""
    o, zon, lid = v.objecten, v.cast.zon.pk, v.cast.leden["mama_zon"].pk
    druk(v, "ans", "gezinnen:praatblad_pdf", o["zon.intake"])
    druk(v, "ans", "delen:blad_pdf", zon)
    druk(v, "ans", "mijn:plek_brief", lid)
    keuzes = browser(v.cast, "ans").get(reverse("delen:zelf", args=[zon])).content.decode()
    dingen = re.findall(r'name="wat" value="([^"]+)"', keuzes)
    druk(v, "ans", "delen:zelf", zon, velden={"wat": dingen})
    deling = deel_brief(v)
    for wie in ("ans", "hugo"):
        druk(v, wie, "delen:deling_pdf", deling)
    for vorm in VORMEN:
        druk(v, "ans", "gezinnen:kopie", lid, velden={"vorm": vorm})
        for wie in v.cast.personen:
            druk(v, wie, "mijn:gegevens", velden={"vorm": vorm})
    for wie in ("mama_zon", "papa_zon", "noor"):
        druk(v, wie, "mijn:delen_blad")
    druk(v, "petra", "rapportage:rapporten", velden={"keuze": "2013"})


def deel_brief(v: Vertrek) -> str:
    """Ans shares a letter with Hugo on her page, so that he gets a mail as well. Gives the id of the sharing."""
    with als_bouw():
        hulp = BetrokkenHulpverlener.objects.get(
            sleutel=v.cast.zon.sleutel, functie=v.cast.functies["hugo"], opdracht="budget"
        )
    mama = str(v.cast.leden["mama_zon"].pk)
    velden = {
        "zegt": "ja", "wie": mama, "over": [mama], "op": vandaag().isoformat(), "hoe": "thuis",
        "onderwerp": "huur", "tekst": kanarie("zon", "gedeeld"),
    }  # fmt: skip
    vraag = f"?wat={BRIEF}&aan=helper:{hulp.pk}"
    naar = druk(v, "ans", "delen:nieuw", v.cast.zon.pk, vraag=vraag, velden=velden)
    return naar.strip("/").split("/")[-1]


def _vraag_mail(v: Vertrek) -> None:
    """What tells somebody that something waits, or lets her in."""
    tot = (vandaag() + timedelta(days=30)).isoformat()
    druk(v, "eva", "lco:link", v.objecten["overleg.zonder_login"], velden={"email": ARTS, "tot": tot})
    druk(v, "bea", "organisaties:uitnodiging_vernieuwen", v.objecten["genodigde"])
    antwoord = Browser().post(reverse("aanmelden:vergeten"), {"email": v.cast.gebruikers["ans"].email})
    assert antwoord.status_code == 302
    with omslag(Actor.systeem()):
        for wat in GEWIJZIGD:
            meld(v.cast.gebruikers["ans"], wat)


def _vraag_code() -> None:
    """The invited doctor follows the link in her mail and asks for the code."""
    (brief,) = (b for b in mail.outbox if b.to == [ARTS])
    web = Browser()
    web.get(re.search(r"https?://[^/]+(/overleg/uitnodiging/\S+)", brief.body)[1])  # type: ignore[index]
    assert web.post(reverse("lco:link_code"), {"stuur": "1"}).status_code == 302


def _breng_in(v: Vertrek) -> None:
    """Two files with registrations: one that is brought in, and one with a mistake that stays."""
    with omslag(v.cast.mieke) as scope:
        goed = _geef(scope.actor, "Genk")
    doe_alles()
    with omslag(v.cast.mieke) as scope:
        goed.refresh_from_db()
        assert invoer.vraag_invoeren(scope.actor, goed) is not None, goed.status
    doe_alles()
    with omslag(v.cast.mieke) as scope:
        v.objecten.zet("invoer.fout", _geef(scope.actor, "Gen").pk)


def _geef(actor: Actor, gemeente: str) -> Invoer:
    inhoud = als_csv(rij(gemeente=gemeente))
    return invoer.neem_aan(actor, SimpleUploadedFile("lijst.csv", inhoud))


def _van_een_collega(v: Vertrek) -> None:
    """The files of Petra's report, for somebody else of the province."""
    with als_bouw():
        v.cast.functies["pol"] = maak_functie(v.cast, "pol", Rol.PROVINCIE, "provincie")
        rapport = Rapport.objects.exclude(tabellen=[]).get()
    druk(v, "pol", "rapportage:bestanden", rapport.pk)


def _ruim_op(v: Vertrek) -> None:
    """One copy is two months old: the schedule takes its row away, and its file with it."""
    with als_bouw():
        oud = Document.objects.filter(soort=INZAGE, eigenaar=v.cast.functies["ans"].pk, extensie="pdf")
        assert oud.update(gemaakt_op=timezone.now() - timedelta(days=60)) == 1
    with omslag(Actor.systeem()):
        assert bewaren.ruim_op()["bestanden"] == 1
