"""Seven invented families of two services, each somewhere else on its way."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from beroepsgeheim.omslag import omslag
from coaching.actions import begin_inzet, bevestig_beurt, extra_beurt, plan_week, wijzig_beurt
from coaching.models import Beurt, Inzet
from gezinnen.actions import aanmelding as aanmeldingen
from gezinnen.actions import coach as coaches
from gezinnen.actions import doelen, intake, traject
from gezinnen.actions import gezin as gezinsacties
from gezinnen.actions import hulp as helpers
from gezinnen.delen.actions import Antwoord
from gezinnen.delen.ontvanger import Zegt
from gezinnen.models import Aanmelding, Doel, Fase, Gezin, Hoe, Traject
from organisaties.actor import Actor
from organisaties.models import Gemeente, Organisatie, Sector

from .delen import deel_met_hulp
from .mensen import Spelers
from .netwerk import maak_netwerk
from .notities import laat_even_nalezen, maak_notities, maak_zorg, neem_even_over, stuur_link
from .overleg import bereid_voor, maak_definitief, neem_op, plan, vraag_aan


@dataclass
class Verhaal:
    """What is told about one family; days are relative to today."""

    coach: str
    naam: str
    gemeente: str
    aangemeld: int
    velden: dict[str, Any]
    leden: list[tuple[str, str, int]] = field(default_factory=list)
    straat: tuple[str, str] = ("", "")
    hulp: list[dict[str, Any]] = field(default_factory=list)
    doelen: list[tuple[str, list[dict[str, Any]]]] = field(default_factory=list)


def gemeente(nis: str) -> Gemeente:
    return Gemeente.objects.get(nis=nis)


def meld_aan(spelers: Spelers, verhaal: Verhaal) -> Aanmelding:
    """The referral, and when the family knows of it: who lives there, where, and who helps."""
    actor = spelers.als(verhaal.coach, verhaal.aangemeld)
    with omslag(actor):
        rij = aanmeldingen.registreer_aanmelding(
            actor,
            datum=actor.dag,
            gemeente=gemeente(verhaal.gemeente),
            naam=verhaal.naam,
            verteld=bool(verhaal.naam),
            **_met_sector(verhaal.velden),
        )
        gezin = Gezin.objects.select_related("client").get(pk=rij.gezin_id)
        for soort, naam, leeftijd in verhaal.leden:
            geboren = date(actor.dag.year - leeftijd, 1 + len(naam) % 12, 1 + leeftijd % 27)
            gezinsacties.voeg_lid_toe(actor, gezin, soort=soort, naam=naam, geboortedatum=geboren)
        if verhaal.straat[0]:
            straat, postcode = verhaal.straat
            gezinsacties.verhuis(
                actor,
                gezin,
                gemeente=gemeente(verhaal.gemeente),
                van=actor.dag,
                straat=straat,
                postcode=postcode,
            )
        for hulp in verhaal.hulp:
            velden = _met_sector(hulp)
            login = velden.pop("login", "")
            functie = spelers.functie(login) if login else None
            helpers.voeg_hulpverlener_toe(actor, gezin, functie=functie, **velden)
        for tekst, stappen in verhaal.doelen:
            doel = doelen.voeg_doel_toe(actor, gezin, tekst=tekst) if tekst else None
            for stap in stappen:
                _zet_stap(spelers, verhaal, gezin, doel, dict(stap))
    return rij


def _met_sector(velden: dict[str, Any]) -> dict[str, Any]:
    """Codes of sectors and organisations become their rows."""
    uit = dict(velden)
    for naam in ("sector", "verwijzer_sector"):
        if naam in uit:
            uit[naam] = Sector.objects.get(code=uit[naam])
    if "organisatie" in uit:
        uit["organisatie"] = Organisatie.objects.get(code=uit["organisatie"])
    return uit


def _zet_stap(
    spelers: Spelers, verhaal: Verhaal, gezin: Gezin, doel: Doel | None, stap: dict[str, Any]
) -> None:
    tegen = stap.pop("tegen", None)
    doelen.voeg_stap_toe(
        spelers.als(verhaal.coach, verhaal.aangemeld),
        gezin,
        doel=doel,
        tegen=spelers.dag(tegen) if tegen is not None else None,
        **stap,
    )


@contextmanager
def werk_aan(spelers: Spelers, coach: str, rij: Aanmelding, dagen: int) -> Iterator[tuple[Actor, Aanmelding]]:
    """The coach at work on this day, and the referral as she reads it then."""
    actor = spelers.als(coach, dagen)
    with omslag(actor):
        yield actor, Aanmelding.objects.select_related("gezin").get(pk=rij.pk)


def start(spelers: Spelers, coach: str, rij: Aanmelding, dagen: int, *, lco: str = "nee") -> None:
    """The family starts (admission) on this day."""
    with werk_aan(spelers, coach, rij, dagen) as (actor, rij):
        aanmeldingen.beslis(
            actor, rij, beslissing="opgenomen", lco_voor_opname=lco, terugkoppeling="uitkomst"
        )
        samen = Antwoord(Zegt.JA, naam="het gezin samen", op=actor.dag, hoe=Hoe.THUIS)
        aanmeldingen.noteer_terugkoppeling(actor, rij, antwoord=samen)


def ga_naar(
    spelers: Spelers, coach: str, rij: Aanmelding, fase: str, dagen: int, waarom: str, **draagkracht: Any
) -> None:
    """The trajectory goes to another phase; `draagkracht`: what gives strength and what weighs then."""
    actor = spelers.als(coach, dagen)
    with omslag(actor):
        weg = Traject.objects.select_related("gezin").get(aanmelding=rij)
        traject.ga_naar_fase(actor, weg, fase, waarom=waarom, **draagkracht)


def rond_intake_af(spelers: Spelers, coach: str, rij: Aanmelding, dagen: int, **woorden: str) -> None:
    """The intake in one sitting, finished."""
    with werk_aan(spelers, coach, rij, dagen) as (actor, rij):
        gesprek = intake.begin_intake(actor, rij)
        intake.noteer_zitting(actor, gesprek, datum=actor.dag, plaats="thuis", aanwezig="het hele gezin")
        intake.bewaar_intake(actor, gesprek, velden=woorden)
        intake.rond_intake_af(actor, gesprek)


def laat_komen(
    spelers: Spelers,
    coach: str,
    gezin: Gezin,
    wie: str,
    *,
    dagen: int,
    afspraak: str = "",
    bijzonder: bool = False,
    **velden: Any,
) -> None:
    """A care worker starts; her turns up to last week are confirmed, those of the last days wait for a tap."""
    actor = spelers.als(coach, dagen)
    nu = spelers.als(wie)
    with omslag(actor):
        gezin = Gezin.objects.select_related("client").get(pk=gezin.pk)
        inzet = Inzet(verzorgende=spelers.functie(wie), van=actor.dag, **velden)
        begin_inzet(actor, gezin, inzet, afspraak=afspraak)
    with omslag(nu):
        inzet = Inzet.objects.select_related("gezin__client").get(pk=inzet.pk)
        for weken in (4, 3, 2, 1, 0):
            maandag = spelers.dag(-7 * weken - spelers.vandaag.weekday())
            plan_week(nu, [inzet], maandag)
            for dag in inzet.dagen_in(maandag):
                if (spelers.vandaag - dag).days > 2:
                    bevestig_beurt(nu, inzet, dag)
        if bijzonder:
            _bijzondere_beurten(spelers, nu, inzet)


def _bijzondere_beurten(spelers: Spelers, nu: Any, inzet: Inzet) -> None:
    """One turn with other hours and a line, one outside the planned days (R007, R008)."""
    gedaan = Beurt.objects.filter(inzet=inzet, status=Beurt.Status.GEDAAN).order_by("-datum").first()
    if gedaan is not None:
        gedaan.inzet = inzet
        wijzig_beurt(nu, gedaan, uren=Decimal("3.5"), regel="Samen de inschrijving op school geregeld.")
    if inzet.loopt_op(spelers.dag(-6)):
        extra_beurt(
            nu, inzet, dag=spelers.dag(-6), uren=Decimal("0.5"), regel="Samen het voedselpakket gehaald."
        )


def okafor(spelers: Spelers) -> None:
    """Growing: a care worker, goals and steps, helpers, a network map, a consultation that is planned."""
    rij = meld_aan(spelers, OKAFOR)
    rond_intake_af(
        spelers, "coach", rij, -205,
        belangrijk="Dat de kinderen rust hebben thuis.",
        willen="Weer zelf de baas zijn over ons huis.",
        beginnen="Bij de ochtenden. Die lopen altijd in het honderd.",
        krachten="We eten elke avond samen. Kofi helpt zijn zusje met lezen.",
        hulp_nu="De juf belt vaak. Dat is goed bedoeld, maar het zijn veel telefoons.",
        steun="Oma Rosa en de buurvrouw.",
        netwerk_neemt_op="Oma haalt Lena op woensdag.",
    )  # fmt: skip
    start(spelers, "coach", rij, -200)
    ga_naar(
        spelers, "coach", rij, Fase.GROEI, -120, "Het vertrouwen is er; er komt plaats voor nieuwe dingen.",
        kracht="Oma Rosa en de buurvrouw springen in als het moet.",
        last="De vele telefoons, en een rekening die blijft liggen.",
    )  # fmt: skip
    coach = spelers.als("coach", -120)
    with omslag(coach):
        gezin = Gezin.objects.select_related("client").get(pk=rij.gezin_id)
        coaches.wijs_vervanger_aan(coach, gezin, vervanger=spelers.functie("coach2"))
    vandaag = spelers.vandaag.weekday()
    laat_komen(
        spelers, "coach", gezin, "verzorgende", dagen=-190,
        afspraak="Samen de ochtenden op de rails krijgen. Niet overnemen.",
        uren_per_week=Decimal("8"), weekdagen=sorted({vandaag, (vandaag + 4) % 7}), bedoeling="ontwikkelen",
        bijzonder=True,
    )  # fmt: skip
    laat_komen(
        spelers, "coach", gezin, "verzorgende2", dagen=-60,
        uren_per_week=Decimal("4"), weekdagen=[(vandaag + 5) % 7], bedoeling="ontwikkelen",
    )  # fmt: skip
    maak_netwerk(spelers, "coach", gezin)
    deel_met_hulp(spelers, "coach", gezin, naam="Bart Nijs", dagen=-20)
    overleg = vraag_aan(
        spelers, "coach", gezin, roepnaam="Ama en Bert", dagen=-16,
        meerwaarde="Iedereen hoort hetzelfde, en het gezin hoeft het maar één keer te vertellen.",
        ruimte="Ja, de helpers kennen elkaar.", moment="Nu, want er is rust thuis.",
    )  # fmt: skip
    overleg = neem_op(spelers, "coordinator", overleg, -14)
    plan(spelers, "coordinator", overleg, 5, "Dorpshuis Beringen, zaal 1")
    bereid_voor(spelers, "coach", overleg)
    maak_definitief(spelers, "coordinator", overleg)
    maak_notities(spelers, gezin)
    maak_zorg(spelers, gezin)
    laat_even_nalezen(spelers, gezin)
    stuur_link(spelers, overleg)


def van_den_eynde(spelers: Spelers) -> None:
    """Started last week; nobody comes yet."""
    rij = meld_aan(spelers, VAN_DEN_EYNDE)
    rond_intake_af(
        spelers, "coach", rij, -14,
        belangrijk="Dat Jade haar papa kan blijven zien.",
        willen="Iemand die meekijkt bij de papieren.",
        beginnen="De stapel brieven op de kast.",
        krachten="Jade is nog nooit te laat op school geweest.",
    )  # fmt: skip
    start(spelers, "coach", rij, -6, lco="onbekend")
    vraag_aan(
        spelers, "coach", rij.gezin, roepnaam="Luc", dagen=-1,
        meerwaarde="Luc wil zelf zeggen wat er met Jade afgesproken wordt.",
    )  # fmt: skip
    neem_even_over(spelers, rij.gezin)


def benali(spelers: Spelers) -> None:
    """An intake that is half done: two of the three questions are answered."""
    with werk_aan(spelers, "coach", meld_aan(spelers, BENALI), -4) as (actor, rij):
        gesprek = intake.begin_intake(actor, rij)
        intake.noteer_zitting(actor, gesprek, datum=actor.dag, plaats="thuis", aanwezig="mama en Yassin")
        intake.voeg_domein_toe(actor, gesprek, "wonen")
        intake.bewaar_intake(
            actor,
            gesprek,
            velden={
                "belangrijk": "Dat het huis droog is en de kinderen niet meer hoesten.",
                "willen": "Een plek waar Yassin zijn huiswerk kan maken.",
                "krachten": "Mama kent iedereen in de straat.",
            },
            domeinen={"wonen": {"krachten": "De tuin.", "zorgen": "Vocht in de slaapkamer."}},
        )


def kowalska(spelers: Spelers) -> None:
    """On the waiting list."""
    with werk_aan(spelers, "coach2", meld_aan(spelers, KOWALSKA), -20) as (actor, rij):
        aanmeldingen.beslis(
            actor, rij, beslissing="wachtlijst", reden="Er komt in de eerste weken geen plaats vrij.",
            terugkoppeling="te_vragen",
        )  # fmt: skip


def nog_niet_verteld(spelers: Spelers) -> None:
    """A referral of which the family does not know: no name is stored."""
    meld_aan(spelers, NIET_VERTELD)


def janssens(spelers: Spelers) -> None:
    """Another service, phasing out: three hours a week with its reason, and a consultation being prepared."""
    rij = meld_aan(spelers, JANSSENS)
    start(spelers, "coach3", rij, -380, lco="ja")
    ga_naar(spelers, "coach3", rij, Fase.GROEI, -300, "Iedereen kent elkaar nu.")
    ga_naar(spelers, "coach3", rij, Fase.AFBOUW, -40, "Veel lukt nu zonder hulp.")
    gezin = rij.gezin
    vandaag = spelers.vandaag.weekday()
    laat_komen(
        spelers, "coach3", gezin, "verzorgende3", dagen=-370,
        uren_per_week=Decimal("3"), minder_reden="afbouw", weekdagen=[(vandaag + 6) % 7],
        bedoeling="consolideren",
    )  # fmt: skip
    overleg = vraag_aan(
        spelers, "coach3", gezin, roepnaam="Deniz en Tom", dagen=-8,
        meerwaarde="Samen kiezen welke hulp mag stoppen, en welke nog even blijft.",
    )  # fmt: skip
    neem_op(spelers, "coordinator2", overleg, -5)


def maes(spelers: Spelers) -> None:
    """A referral that waits for a decision."""
    meld_aan(spelers, MAES)


def maak_gezinnen(spelers: Spelers) -> int:
    """All families, in a fixed order; returns how many."""
    verhalen: list[Callable[[Spelers], None]] = [
        okafor, van_den_eynde, benali, kowalska, nog_niet_verteld, janssens, maes,
    ]  # fmt: skip
    for verhaal in verhalen:
        verhaal(spelers)
    return len(verhalen)


OKAFOR = Verhaal(
    coach="coach",
    naam="Familie Okafor-De Wit",
    gemeente="71004",
    aangemeld=-215,
    velden={
        "verwijzer_soort": "hulpverlener",
        "verwijzer_sector": "onderwijs",
        "verwijzer_organisatie": "basisschool De Kiezel",
        "verwijzer_naam": "Els Thys",
        "verwijzer_contact": "011 00 00 10",
        "vraag": "Hoe krijgen we de kinderen 's ochtends op tijd klaar zonder ruzie?",
        "leervraag": "Koken voor twee dagen tegelijk.",
        "redenen": ["structuur", "leren", "kleine_kinderen"],
        "talen": "Nederlands en Engels",
        "telefoon": "0470 00 00 11",
        "contactwens": "Bellen na 17 uur, of een sms.",
        "lco_vooraf": "nee",
    },
    leden=[("ouder", "Ama Okafor", 34), ("ouder", "Bert De Wit", 37), ("kind", "Efua", 13), ("kind", "Kofi", 9), ("kind", "Lena", 4)],
    straat=("Kioskplein 12", "3580"),
    hulp=[
        {
            "naam": "Bart Nijs", "login": "hulpverlener", "functie_omschrijving": "begeleider", "organisatie": "caw-limburg",
            "sector": "algemeen_welzijnswerk", "opdracht": "Samen de schulden in kaart brengen.",
            "domein": "inkomen", "kader": "vrijwillig", "beroepsgeheim": "ja", "frequentie": "om de twee weken",
            "mening_gezin": "Bart luistert. Soms gaat het ons te snel.",
        },
        {
            "naam": "Juf Els", "functie_omschrijving": "zorgleerkracht", "organisatie_tekst": "basisschool De Kiezel",
            "opdracht": "Kofi helpen bij het rekenen.", "domein": "school", "kader": "vrijwillig",
            "beroepsgeheim": "nee", "frequentie": "elke week", "mening_gezin": "Zij ziet wat Kofi goed kan.",
        },
    ],
    doelen=[
        (
            "Een rustige ochtend",
            [
                {"tekst": "De kleren 's avonds klaarleggen", "wie": "Kofi en papa", "status": "gelukt",
                 "inspanning": "Drie weken volgehouden.", "resultaat": "Een kwartier winst.",
                 "vooruitgang": ["met_kinderen"]},
                {"tekst": "Boekentassen aan de kapstok", "wie": "Ama en Tine samen", "tegen": -2, "status": "bezig"},
            ],
        ),
        (
            "Weer onder de mensen komen",
            [{"tekst": "Eén keer mee naar de speelgroep", "wie": "Ama en Lena", "tegen": 5, "status": "open"}],
        ),
        ("", [{"tekst": "Eerst een week rust na de verhuis", "status": "gelukt"}]),
    ],
)  # fmt: skip
VAN_DEN_EYNDE = Verhaal(
    coach="coach",
    naam="Gezin Van den Eynde",
    gemeente="71004",
    aangemeld=-24,
    velden={
        "verwijzer_soort": "gezin",
        "vraag": "Ik wil de brieven weer open durven doen.",
        "redenen": ["administratie", "alleen"],
        "telefoon": "0470 00 00 21",
        "contactwens": "Liefst voormiddag.",
        "lco_vooraf": "onbekend",
    },
    leden=[("ouder", "Luc Van den Eynde", 45), ("kind", "Jade", 11)],
    straat=("Markt 3 bus 2", "3580"),
    hulp=[
        {
            "naam": "Mevrouw Hendrickx", "functie_omschrijving": "consulent", "organisatie_tekst": "jeugdrechtbank",
            "opdracht": "Toezicht op de afspraken over Jade.", "kader": "opgelegd", "beroepsgeheim": "ja",
            "frequentie": "om de zes weken", "mening_gezin": "Wij kozen dit niet.",
        },
    ],
    doelen=[("Geen angst meer voor de brievenbus", [{"tekst": "Samen tien brieven openen", "tegen": 3}])],
)  # fmt: skip
BENALI = Verhaal(
    coach="coach",
    naam="Familie Benali",
    gemeente="71004",
    aangemeld=-11,
    velden={
        "verwijzer_soort": "lco",
        "vraag": "Hoe maken we van dit huis weer een plek voor ons vijven?",
        "redenen": ["wonen", "huishouden", "geboorte"],
        "talen": "Nederlands, Arabisch en Frans",
        "verwacht_kind": True,
        "lco_vooraf": "ja",
    },
    leden=[("ouder", "Samira Benali", 31), ("kind", "Yassin", 12), ("kind", "Nour", 7)],
    straat=("Stationsstraat 40", "3582"),
)
KOWALSKA = Verhaal(
    coach="coach2",
    naam="Familie Kowalska",
    gemeente="71004",
    aangemeld=-33,
    velden={
        "verwijzer_soort": "hulpverlener",
        "verwijzer_organisatie": "wijkgezondheidscentrum",
        "vraag": "Wie kan mij leren hoe het hier werkt, met school en dokter?",
        "redenen": ["rust", "kleine_kinderen", "alleen"],
        "talen": "Pools",
        "lco_vooraf": "nee",
    },
    leden=[("ouder", "Ewa Kowalska", 27), ("kind", "Zosia", 2), ("kind", "Adam", 1)],
    straat=("Laan op Vurten 8", "3583"),
)
NIET_VERTELD = Verhaal(
    coach="coach",
    naam="",
    gemeente="71004",
    aangemeld=-2,
    velden={"verwijzer_soort": "omgeving", "redenen": ["opvoeding"], "lco_vooraf": "onbekend"},
)
JANSSENS = Verhaal(
    coach="coach3",
    naam="Familie Janssens-Öztürk",
    gemeente="71016",
    aangemeld=-400,
    velden={
        "verwijzer_soort": "lco",
        "vraag": "Hoe houden we vol wat nu goed gaat?",
        "redenen": ["afstemming", "huishouden"],
        "lco_vooraf": "ja",
    },
    leden=[
        ("ouder", "Deniz Öztürk", 41), ("partner", "Tom Janssens", 40),
        ("kind", "Mila", 15), ("kind", "Arda", 13), ("grootouder", "Anneanne Gül", 68),
    ],
    straat=("Vennestraat 101", "3600"),
    hulp=[
        {
            "naam": "Fatma Yilmaz", "login": "hulpverlener2", "functie_omschrijving": "thuisbegeleidster", "organisatie": "ckg-t-hummelhuis",
            "opdracht": "Praten over wat ouders en pubers nodig hebben.", "domein": "opvoeding",
            "kader": "vrijwillig", "beroepsgeheim": "ja", "frequentie": "maandelijks",
            "mening_gezin": "Fijn dat zij onze taal spreekt.",
        },
    ],
    doelen=[("Zelf de week plannen", [{"tekst": "Op zondag samen de kalender invullen", "tegen": 1}])],
)  # fmt: skip
MAES = Verhaal(
    coach="coach3",
    naam="Gezin Maes",
    gemeente="71016",
    aangemeld=-3,
    velden={
        "verwijzer_soort": "hulpverlener",
        "verwijzer_organisatie": "huisartsenpraktijk",
        "vraag": "We zijn moe. Wie kan even mee dragen?",
        "redenen": ["rust", "gezondheid"],
        "lco_vooraf": "nee",
    },
    leden=[("ouder", "Ilse Maes", 38), ("kind", "Robbe", 6)],
)
