"""Example families, made through the models: each list on a page gets `per` rows."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from beroepsgeheim.models import Reikwijdte, Toegang
from coaching.models import Beurt, Beurtregel, Inzet, InzetWoord
from gezinnen.models import (
    Aanmelding,
    Adres,
    BetrokkenHulpverlener,
    Client,
    Doel,
    Fase,
    Gebeurtenis,
    Gegevensdeling,
    Gezin,
    GezinGegevens,
    Gezinslid,
    Gezinsvraag,
    Intake,
    IntakeDomein,
    IntakeZitting,
    Notitie,
    NotitieTekst,
    Stap,
    Traject,
    TrajectFase,
    Verzoek,
    VerzoekWoord,
)
from gezinnen.models.intake import DoelVanAnderen
from netwerk.models import Band, Figuur, Netwerkkaart
from organisaties.actor import vandaag
from organisaties.models import Functie, Gebruiker, Gemeente, Organisatie, Rol
from tests.bench import overleg

DAGEN_GELEDEN = 400


@dataclass
class Mensen:
    """Who works in the example: the people whose places the copies hand out to others."""

    dienst: Organisatie
    ocmw: Organisatie
    gemeente: Gemeente
    functies: dict[str, Functie] = field(default_factory=dict)

    def __getitem__(self, naam: str) -> Functie:
        return self.functies[naam]


def mens(mensen: Mensen, naam: str, rol: Rol, organisatie: Organisatie) -> Functie:
    """A person with one role in force."""
    gebruiker = Gebruiker.objects.create(
        gebruikersnaam=naam, naam=f"{naam.replace('_', ' ').title()} Proef", password="!"
    )
    functie = Functie.objects.create(
        gebruiker=gebruiker,
        organisatie=organisatie,
        rol=rol,
        van=vandaag() - timedelta(days=900),
        toegekend_op=timezone.now(),
    )
    mensen.functies[naam] = functie
    return functie


@dataclass
class Rijk:
    """Makes one family with `per` rows of everything."""

    mensen: Mensen
    coach: Functie
    zorg: Functie
    per: int
    naam: str
    ocmw: Organisatie
    coordinator: Functie
    leden_aantal: int = 0

    def maak(self) -> Gezin:
        self.dag = vandaag()
        self.van = self.dag - timedelta(days=DAGEN_GELEDEN)
        self.client = Client(soort=Client.Soort.GEZIN)
        self.client.sleutel = self.sleutel = self.client.pk
        self.client.save()
        self.gezin = Gezin.objects.create(
            sleutel=self.sleutel,
            client=self.client,
            dienst=self.mensen.dienst,
            gemeente=self.mensen.gemeente,
            fase=Fase.GROEI,
            coach=self.coach,
        )
        self._toegang()
        self._mensen()
        self._aanmelding()
        self._doelen()
        self._inzet()
        self._netwerk()
        self._stemmen()
        for nummer in range(self.per):
            self._zet(
                Gebeurtenis, gezin=False, client=self.client, soort="fase", titel="Er gebeurde iets goeds",
                dag=self.dag - timedelta(days=nummer), door=self.coach, tekst="Een korte regel.",
            )  # fmt: skip
            overleg.maak(self, nummer)
        return self.gezin

    def _zet(self, model: Any, *, gezin: bool = True, **velden: Any) -> Any:
        """A row with the family's key."""
        extra = {"gezin": self.gezin} if gezin else {}
        return model.objects.create(sleutel=self.sleutel, **extra, **velden)

    def _toegang(self) -> None:
        for functie, reikwijdte, grond in (
            (self.coach, Reikwijdte.DOSSIER, "coach"),
            (self.zorg, Reikwijdte.ZORG, "inzet"),
        ):
            Toegang.objects.create(
                sleutel=self.sleutel, reikwijdte=reikwijdte, grond=grond, functie=functie, van=self.van
            )

    def _mensen(self) -> None:
        self._zet(GezinGegevens, naam=self.naam, talen="Nederlands", telefoon="000 00 00 00")
        soorten = ("ouder", "ouder", "kind", "kind", "kind")
        self.leden = [
            self._zet(
                Gezinslid,
                naam=f"LID{nummer}",
                soort=soorten[nummer - 1],
                geboortedatum=date(1985 if nummer < 3 else 2018, 3, nummer),
            )
            for nummer in range(1, (self.leden_aantal or self.per) + 1)
        ]
        for nummer in range(self.per):
            self._zet(
                Adres,
                straat=f"Proefstraat {nummer}",
                postcode="3500",
                gemeente=self.mensen.gemeente,
                van=self.van - timedelta(days=900 * nummer),
                tot=self.van - timedelta(days=900 * nummer - 800) if nummer else None,
            )
            self._zet(
                BetrokkenHulpverlener, naam=f"Helper {nummer}", functie_omschrijving="maatschappelijk werker",
                organisatie=self.mensen.ocmw, kader="vrijwillig", beroepsgeheim="ja", van=self.van,
                mening_gezin="Dat helpt ons.",
            )  # fmt: skip

    def _aanmelding(self) -> None:
        for nummer in range(self.per):
            begin = self.van - timedelta(days=1000 * nummer)
            aanmelding = self._zet(
                Aanmelding, dienst=self.mensen.dienst, gemeente=self.mensen.gemeente, datum=begin, verteld=True,
                verteld_op=begin, verwijzer_soort="hulpverlener", verwijzer_naam="Iemand van het OCMW",
                vraag="Samen het huis weer op orde krijgen.", redenen=["huishouden", "rust"], lco_vooraf="nee",
                beslissing="opgenomen", beslist_op=begin, opname_op=begin + timedelta(days=7),
                lco_voor_opname="nee",
            )  # fmt: skip
            if nummer == 0:
                self.aanmelding = aanmelding
        self.traject = self._zet(Traject, aanmelding=self.aanmelding, fase=Fase.GROEI, van=self.van)
        intake = self._zet(
            Intake, aanmelding=self.aanmelding, door=self.coach, belangrijk="Rust in huis.",
            willen="Weer zelf koken.", beginnen="In de keuken.", afgerond_op=self.van + timedelta(days=20),
        )  # fmt: skip
        domeinen = ("wonen", "huishouden", "school", "werk", "sociaal")
        fasen = (Fase.AANMELDING, Fase.INTAKE, Fase.START, Fase.GROEI)
        for nummer in range(self.per):
            dag = self.van + timedelta(days=nummer * 30)
            self._zet(
                TrajectFase,
                gezin=False,
                traject=self.traject,
                fase=fasen[nummer % 4],
                op=dag,
                door=self.coach,
            )
            self._zet(IntakeZitting, gezin=False, intake=intake, datum=dag, plaats="thuis")
            self._zet(IntakeDomein, gezin=False, intake=intake, domein=domeinen[nummer], krachten="Goed.")
            self._zet(DoelVanAnderen, gezin=False, intake=intake, van_wie="school", doel="Op tijd komen.")

    def _doelen(self) -> None:
        for nummer in range(self.per):
            doel = self._zet(
                Doel, tekst=f"Iets dat wij willen, {nummer}", van_lid=self.leden[0], volgorde=nummer + 1
            )
            for stap in range(self.per):
                self._zet(Stap, doel=doel, tekst=f"Een kleine stap, {stap}", wie="samen")
        self._zet(Stap, tekst="Eerst rusten", status="bezig")

    def _inzet(self) -> None:
        inzet = self._zet(
            Inzet, dienst=self.mensen.dienst, verzorgende=self.zorg, uren_per_week=Decimal("8"),
            weekdagen=[0, 3], bedoeling="ontwikkelen", van=self.van, gemaakt_door=self.coach,
        )  # fmt: skip
        self.inzet = inzet
        self._zet(InzetWoord, gezin=False, inzet=inzet, afspraak="Samen koken.")
        maandag = self.dag - timedelta(days=self.dag.weekday())
        for nummer in range(self.per):
            beurt = self._zet(
                Beurt, gezin=False, inzet=inzet, verzorgende=self.zorg, dienst=self.mensen.dienst,
                datum=maandag - timedelta(days=7 * nummer), gepland_uren=Decimal("4"),
                gewerkt_uren=Decimal("4"), status="gedaan", bevestigd_op=timezone.now(),
            )  # fmt: skip
            self._zet(Beurtregel, gezin=False, beurt=beurt, tekst="Samen soep gemaakt.")

    def _netwerk(self) -> None:
        kringen, ringen = ("familie", "vrienden", "buren", "hulp"), ("dichtbij", "regelmatig", "verder")
        figuren = [
            self._zet(Figuur, gezin=False, client=self.client, schuilnaam=f"Tante {n}")
            for n in range(self.per * 2)
        ]
        for kaartnummer in range(self.per):
            self.kaart = self._zet(
                Netwerkkaart, gezin=False, client=self.client, dag=self.dag - timedelta(days=90 * kaartnummer),
                gemaakt_door=self.coach, mee_in_agenda=True, zichtbaar_voor_verzorgende=True,
            )  # fmt: skip
            for nummer, figuur in enumerate(figuren):
                self._zet(
                    Band, gezin=False, kaart=self.kaart, figuur=figuur, genoemd_door=self.leden[0],
                    kring=kringen[nummer % 4], ring=ringen[nummer % 3], steun=["praktisch"],
                )  # fmt: skip

    def _stemmen(self) -> None:
        """What the family says and asks, what is noted and what is shared: the pages of trust."""
        wie = self.leden[0]
        for nummer in range(self.per):
            dag = self.dag - timedelta(days=nummer)
            notitie = self._zet(Notitie, soort="gezin", door=self.coach, dag=dag, publiek="gezin")
            self._zet(NotitieTekst, gezin=False, notitie=notitie, tekst="Samen gelachen.", door=self.coach)
            self._zet(Gezinsvraag, spreker=wie, soort="vraag", tekst="Kan het ook op dinsdag?")
            verzoek = self._zet(
                Verzoek, lid=wie, dienst=self.mensen.dienst, soort="inzage", ontvangen_op=dag,
                termijn=dag + timedelta(days=30), afgehandeld_op=dag, uitkomst="gedaan",
            )  # fmt: skip
            self._zet(VerzoekWoord, gezin=False, verzoek=verzoek, vraag="Wat weten jullie van ons?")
            self._zet(
                Gegevensdeling, gezin=False, client=self.client, soort="gezinnen.brief", titel="Brief",
                inhoud={"onderwerp": "huur", "tekst": "Een korte brief."}, functie=self.zorg,
                ontvanger_naam="Iemand", kader="vrijwillig", beroepsgeheim="ja", taak="budget", doel="Rust in huis.", noodzaak="Voor de huur.",
                antwoord_naam="Wij", antwoord_op=dag, antwoord_hoe="thuis", van=dag, gedeeld_door=self.coach,
            )  # fmt: skip
