"""Every list, board and family page: its own time at 200 and at 20,000 families, its queries, and the empty page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from beroepsgeheim.beleid import alle_urls
from organisaties.aanmelden.sessies import TWEEDE_STAP
from organisaties.middleware import SESSIE_FUNCTIE
from organisaties.models import Functie, Gebruiker
from tests.bench.meten import Tabel, Uitslag, mediaan, tijden
from tests.bench.plekken import Plek
from tests.bench.vulling import LEEG, Inhoud

GROEI, VRAGEN, LEGE_PAGINA = 1.3, 20, 8.0


@dataclass(frozen=True)
class Pagina:
    """A page: its URL name, who looks (with _0, _een, _drie behind it), and the object it is about.

    `over` names a model with the family's key ("gezinnen.Traject"), "gezin" for the family itself.
    """

    url: str
    wie: str
    over: str = ""
    vraag: str = ""

    @property
    def naam(self) -> str:
        return f"{self.url}{self.vraag} ({self.wie.split('_')[0]})"


PAGINAS = [
    *(
        Pagina("portaal:vandaag", wie)
        for wie in ("coach", "zorg", "coordinator", "verantwoordelijke", "beheerder", "provincie")
    ),
    Pagina("gezinnen:mijn", "coach"),
    Pagina("gezinnen:mijn", "zorg"),
    Pagina("gezinnen:mijn", "coach", vraag="?fase=groei"),
    Pagina("gezinnen:dienst", "coach"),
    Pagina("gezinnen:dienst", "verantwoordelijke"),
    Pagina("gezinnen:dienst", "verantwoordelijke", vraag="?fase=groei"),
    Pagina("gezinnen:nieuw", "coach"),
    Pagina("gezinnen:aanmelding", "coach", "gezinnen.Aanmelding"),
    Pagina("gezinnen:gezin", "coach", "gezin"),
    Pagina("gezinnen:gezin", "zorg", "gezin"),
    Pagina("gezinnen:tijdlijn", "coach", "gezin"),
    Pagina("gezinnen:hulp", "coach", "gezin"),
    Pagina("gezinnen:adressen", "coach", "gezin"),
    Pagina("gezinnen:intake", "coach", "gezinnen.Intake"),
    Pagina("gezinnen:praatblad", "coach", "gezinnen.Intake"),
    Pagina("gezinnen:traject", "coach", "gezinnen.Traject"),
    Pagina("gezinnen:doelen", "coach", "gezin"),
    Pagina("gezinnen:doelen", "zorg", "gezin"),
    Pagina("gezinnen:doelenblad", "coach", "gezin"),
    Pagina("coaching:week", "zorg"),
    Pagina("coaching:planning", "verantwoordelijke"),
    Pagina("coaching:inzet", "coach", "coaching.Inzet"),
    Pagina("coaching:inzet", "zorg", "coaching.Inzet"),
    Pagina("netwerk:kaart", "coach", "netwerk.Netwerkkaart"),
    Pagina("netwerk:kaart", "zorg", "netwerk.Netwerkkaart"),
    Pagina("lco:lijst", "coordinator"),
    Pagina("lco:lijst", "coach"),
    Pagina("lco:week", "coordinator"),
    Pagina("lco:week", "coach"),
    Pagina("lco:uitnodigingen", "coach"),
    Pagina("lco:uitnodigingen", "zorg"),
    Pagina("lco:overleg", "coordinator", "lco.Overleg"),
    Pagina("lco:overleg", "coach", "lco.Overleg"),
    Pagina("lco:documenten", "coordinator", "lco.Overleg"),
    Pagina("organisaties:partners", "coach"),
    Pagina("organisaties:rekeningen", "beheerder"),
    Pagina("rapportage:rapporten", "provincie"),
    Pagina("rapportage:invoeren", "verantwoordelijke"),
    # Trust: what is noted, shared, asked and looked at; the officer's lists; the family's own place.
    Pagina("gezinnen:notities", "coach", "gezin"),
    Pagina("gezinnen:wijzigingen", "coach", "gezin"),
    Pagina("gezinnen:rechten", "coach", "gezin"),
    Pagina("gezinnen:veiligheid", "coach", "gezin"),
    Pagina("delen:overzicht", "coach", "gezin"),
    Pagina("delen:gedeeld", "zorg"),
    Pagina("logboek:overzicht", "privacy"),
    Pagina("privacy:bewaren", "privacy"),
    Pagina("privacy:vragen", "privacy"),
    *(
        Pagina(f"mijn:{naam}", "lid")
        for naam in (
            "start", "afspraken", "hulp", "doelen", "overleggen", "netwerk", "delen", "gezien", "vragen", "gegevens",
        )
    ),
    Pagina("gezinnen:mijn_notities", "lid"),
]  # fmt: skip
# Roles of which there is one in the example, however many rows.
ENKEL = {"verantwoordelijke", "beheerder", "provincie", "privacy", LEEG}


class GeenPagina(Exception):
    """The program answered with something else than the page."""


class Bezoek:
    """Opens pages in one database as people of its content, the way a browser does."""

    def __init__(self, plek: Plek, inhoud: Inhoud) -> None:
        self.plek, self.inhoud = plek, inhoud
        self._browsers: dict[str, Client] = {}

    def browser(self, wie: str) -> Client:
        """A browser that is logged in as this person."""
        if wie not in self._browsers and wie in self.inhoud.personen:
            self._browsers[wie] = self._van_lid(wie)
        if wie not in self._browsers:
            with self.plek.als_web():
                functie = Functie.objects.select_related("gebruiker").get(pk=self.inhoud.functies[wie])
                client = Client(raise_request_exception=False, headers={"host": "localhost"})
                client.force_login(
                    functie.gebruiker, backend="allauth.account.auth_backends.AuthenticationBackend"
                )
                sessie = client.session
                sessie[SESSIE_FUNCTIE] = str(functie.pk)
                sessie[TWEEDE_STAP] = str(functie.gebruiker_id)
                sessie.save()
            self._browsers[wie] = client
        return self._browsers[wie]

    def _van_lid(self, wie: str) -> Client:
        """The same for somebody of a family, who has no role."""
        with self.plek.als_web():
            gebruiker = Gebruiker.objects.get(pk=self.inhoud.personen[wie])
            client = Client(raise_request_exception=False, headers={"host": "localhost"})
            client.force_login(gebruiker, backend="allauth.account.auth_backends.AuthenticationBackend")
            sessie = client.session
            sessie[TWEEDE_STAP] = str(gebruiker.pk)
            sessie.save()
        return client

    def adres(self, pagina: Pagina, gezin: str) -> str:
        """The address of this page for the family by this name; the page exists."""
        args = []
        if pagina.over:
            pk = self.inhoud.gezinnen[gezin]
            args = [pk if pagina.over == "gezin" else self._eerste(pagina.over, pk)]
        return reverse(pagina.url, args=args) + pagina.vraag

    def _eerste(self, label: str, gezin: Any) -> Any:
        model = apps.get_model(label)
        with self.plek.als_eigenaar():
            sleutel = apps.get_model("gezinnen.Gezin").objects.get(pk=gezin).sleutel
            kolom = (
                "client_sleutel" if "client_sleutel" in {v.name for v in model._meta.fields} else "sleutel"
            )
            velden = {veld.name for veld in model._meta.fields}
            volgorde = "gemaakt_op" if "gemaakt_op" in velden else "pk"
            return model.objects.filter(**{kolom: sleutel}).order_by(volgorde).values_list("pk", flat=True)[0]

    def opener(self, pagina: Pagina, *, gezin: str = "massa", wie: str = "") -> Callable[[], None]:
        """A function that asks for the page once and refuses anything but a page."""
        client, adres = self.browser(wie or self.wie(pagina, "0")), self.adres(pagina, gezin)

        def open_pagina() -> None:
            with self.plek.als_web():
                antwoord = client.get(adres)
            if antwoord.status_code != 200:
                raise GeenPagina(f"status {antwoord.status_code}")

        return open_pagina

    def wie(self, pagina: Pagina, soort: str) -> str:
        return pagina.wie if pagina.wie in ENKEL else f"{pagina.wie}_{soort}"

    def vragen(self, pagina: Pagina, gezin: str, wie: str) -> int:
        """The number of queries of one visit."""
        doe = self.opener(pagina, gezin=gezin, wie=wie)
        doe()
        with self.plek.als_web(), CaptureQueriesContext(connection) as gevangen:
            doe()
            return len(gevangen)


LEGE = Pagina("portaal:vandaag", LEEG)


def bekende() -> tuple[list[Pagina], list[str]]:
    """Pages that exist, and names of pages of the program that are not measured."""
    urls = {naam: route for route, naam, _view in alle_urls()}
    bestaand = [pagina for pagina in PAGINAS if pagina.url in urls]
    over = [f"{pagina.url} bestaat nog niet" for pagina in PAGINAS if pagina.url not in urls]
    return bestaand, over


def meet(tabel: Tabel, klein: Bezoek, groot: Bezoek, keer: int, alleen: str = "") -> None:
    """One block of the table: growth, share of the empty page, queries at one and at three rows."""
    paginas, over = bekende()
    leeg_vragen = groot.vragen(LEGE, "massa", LEEG)
    tabel.kop(
        "Pagina's: groei van 200 naar 20.000 gezinnen; keer een lege pagina; eigen vragen aan de database"
    )
    for pagina in paginas:
        if alleen and alleen not in pagina.naam:
            continue
        try:
            tabel.zet(*_meet_pagina(pagina, klein, groot, leeg_vragen, keer))
        except GeenPagina as fout:
            tabel.zet(Uitslag(f"{pagina.naam}: {fout}", float("inf"), GROEI))
    for regel in over:
        tabel.opmerking(regel)


def _meet_pagina(pagina: Pagina, klein: Bezoek, groot: Bezoek, leeg_vragen: int, keer: int) -> list[Uitslag]:
    groei, keer_leeg = _tweemaal([klein.opener(pagina), groot.opener(pagina), groot.opener(LEGE)], keer)
    bij = {
        soort: groot.vragen(pagina, soort, groot.wie(pagina, soort)) - leeg_vragen
        for soort in ("een", "drie")
    }
    meeste = max(*bij.values(), groot.vragen(pagina, "massa", groot.wie(pagina, "0")) - leeg_vragen)
    return [
        Uitslag(f"{pagina.naam}: 20.000 tegen 200 gezinnen", groei, GROEI),
        Uitslag(f"{pagina.naam}: tegen een lege pagina", keer_leeg, LEGE_PAGINA),
        Uitslag(
            f"{pagina.naam}: vragen aan de database", meeste, VRAGEN, eenheid="",
            uitleg=f"({bij['een']} bij 1 rij, {bij['drie']} bij 3)",
        ),
    ]  # fmt: skip


def _tweemaal(dingen: list[Callable[[], None]], keer: int) -> tuple[float, float]:
    """(growth, times the empty page); a miss is measured again with more turns."""
    beste = (float("inf"), float("inf"))
    for factor in (1, 2, 3):
        klein, groot, leeg = (mediaan(reeks) for reeks in tijden(dingen, keer * factor))
        beste = min(beste[0], groot / klein), min(beste[1], groot / leeg)
        if round(beste[0], 2) <= GROEI and round(beste[1], 2) <= LEGE_PAGINA:
            break
    return beste
