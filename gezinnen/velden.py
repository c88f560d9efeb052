"""Why each field about a family is here (see beroepsgeheim/velden.py)."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from beroepsgeheim.bewaarklassen import Klasse, registreer
from beroepsgeheim.velden import (
    Eigen,
    EigenOfSamen,
    Gevoelig,
    Grond,
    Niemand,
    Zelf,
    Zichtbaar,
    declareer,
    veld,
)

from . import models as m

registreer(
    Klasse(
        "dossier",
        _("dossier van een gezin"),
        _("na het einde van het laatste traject"),
        voorstel=120,
        uitleg=_(
            "Alles wat over het gezin bewaard is: gegevens, aanmelding, intake, traject, doelen, netwerk, hulp."
        ),
    )
)
registreer(
    Klasse(
        "niet_gestart",
        _("aanmelding die niet tot een start leidde"),
        _("na de beslissing"),
        voorstel=24,
        uitleg=_("Het gezin werd aangemeld en begon niet."),
    )
)

BIJ, TEAM, WENS = Gevoelig.BIJZONDER, Zichtbaar.TEAM, Grond.WENS
DERDE = _("dit zijn gegevens van iemand anders")
WERKING = _("dit zegt hoe de dienst werkt en niets over u")
MEDEWERKER = _("van medewerkers tonen we de functie, niet wie het is")

declareer(
    m.Client, doel=_("alles over één gezin bij elkaar houden"), velden=["soort"], gevoelig=Gevoelig.GEWOON
)
declareer(
    m.Gezin,
    doel=_("weten welke dienst en welke coach het gezin begeleidt, zonder naam"),
    velden=[
        "nummer", "dienst", "gemeente", "fase", "coach", "vervanger",
        veld("herkomst", zichtbaar=TEAM, waarom_niet=WERKING),
    ],
    gevoelig=Gevoelig.GEWOON,
)  # fmt: skip
declareer(
    m.GezinGegevens,
    doel=_("het gezin noemen en bereiken zoals het zelf wil"),
    velden=["naam", "talen", "tolk", "telefoon", "contactwens", veld("verwacht_kind", gevoelig=BIJ)],
)
declareer(
    m.Gezinslid,
    doel=_("weten wie er woont en voor wie de hulp er is"),
    velden=["naam", "soort", "verblijf", "geboortedatum", "van", "tot"],
    zichtbaar=Zichtbaar.ZELF,
    rijen=Zelf(),
)
declareer(
    m.Adres,
    doel=_("aan huis komen"),
    velden=["straat", "postcode", "gemeente", "van", "tot"],
    technisch="van_lid",
    rijen=EigenOfSamen("van_lid"),
)
declareer(
    m.Afscherming,
    doel=_("mensen van één gezin van elkaar afschermen als dat nodig is"),
    velden=["voor_lid", "van", "tot", veld("door", zichtbaar=TEAM, waarom_niet=MEDEWERKER)],
    technisch="lid",
    zichtbaar=Zichtbaar.ZELF,
    rijen=Zelf("lid"),
    gevoelig=BIJ,
)
declareer(
    m.Aanmelding,
    doel=_("beslissen over de vraag om hulp, en tellen hoeveel vragen er zijn"),
    velden=[
        "dienst", "gemeente", "datum", "verteld", "verteld_op", "verwijzer_soort", "verwijzer_sector",
        "verwijzer_organisatie",
        veld("verwijzer_naam", zichtbaar=TEAM, waarom_niet=DERDE),
        veld("verwijzer_contact", zichtbaar=TEAM, waarom_niet=DERDE),
        "vraag", "leervraag", veld("redenen", gevoelig=BIJ), veld("andere_reden", gevoelig=BIJ), "lco_vooraf",
        "beslissing", "beslist_op", "beslisreden", "opname_op", "lco_voor_opname", "terugkoppeling",
        "teruggekoppeld_op",
        veld("beslist_door", zichtbaar=TEAM, waarom_niet=MEDEWERKER),
        veld("herkomst", zichtbaar=TEAM, waarom_niet=WERKING),
    ],
    technisch="overleg importsleutel",
)  # fmt: skip
declareer(
    m.Gebeurtenis,
    doel=_("weten wat er wanneer gebeurde"),
    velden=["titel", "tekst", "dag", veld("door", zichtbaar=TEAM, waarom_niet=MEDEWERKER)],
    technisch="soort icoon app_url voor",
    rijen=Niemand(reden=_("een overzicht van wat in de andere delen staat")),
)
declareer(
    m.BetrokkenHulpverlener,
    doel=_("weten wie er nog helpt en wat het gezin daarvan vindt"),
    velden=[
        "naam", "functie_omschrijving", "organisatie", "organisatie_tekst", "sector", "opdracht", "domein",
        "kader", "beroepsgeheim", "frequentie", "contact", "van", "tot", veld("mening_gezin", gevoelig=BIJ),
        "publiek",
    ],
    technisch="functie van_lid",
    rijen=Eigen(regel=lambda persoon, afgeschermd: eigen_doelen(persoon, afgeschermd)),
)  # fmt: skip
declareer(
    m.Intake,
    doel=_("samen bepalen wat het gezin wil en waar we beginnen"),
    velden=[
        "belangrijk", "willen", "beginnen", "krachten", "hulp_nu", "steun", "netwerk_neemt_op", "huisafspraken",
        "afgerond_op", veld("door", zichtbaar=TEAM, waarom_niet=MEDEWERKER),
    ],
    technisch="aanmelding",
    gevoelig=BIJ,
)  # fmt: skip
declareer(
    m.IntakeZitting,
    doel=_("weten wanneer en met wie we praatten"),
    velden=["datum", "plaats", "aanwezig"],
    technisch="intake",
)
declareer(
    m.IntakeDomein,
    doel=_("wat het gezin zelf aanbracht, de krachten eerst"),
    velden=["domein", "krachten", "zorgen"],
    technisch="intake",
    gevoelig=BIJ,
)
declareer(
    m.DoelVanAnderen,
    doel=_("nagaan of doelen van anderen passen bij wat het gezin wil"),
    velden=["van_wie", "doel", "past"],
    technisch="intake",
)
declareer(
    m.Overname,
    doel=_("weten wie het dossier tijdelijk overnam, en waarom"),
    velden=[
        "reden",
        "toelichting",
        "van",
        "tot",
        "beeindigd_op",
        veld("door", zichtbaar=TEAM, waarom_niet=MEDEWERKER),
    ],
    gevoelig=Gevoelig.GEWOON,
)
declareer(
    m.Traject,
    doel=_("de weg van aanmelding tot afbouw volgen"),
    velden=["fase", "van", "tot", "nu_zelf", "met_netwerk", "effect", "andere_hulp", "vertrouwenspersoon"],
    technisch="aanmelding",
)
declareer(
    m.TrajectFase,
    doel=_("weten wanneer en waarom er iets veranderde"),
    velden=["fase", "op", "waarom", "kracht", "last", veld("door", zichtbaar=TEAM, waarom_niet=MEDEWERKER)],
    technisch="traject",
)


def eigen_doelen(persoon: object, afgeschermd: list[object]) -> Q:
    """One's own goals, and those that were opened by who is not shielded from this person."""
    samen = Q(van_lid__isnull=True) | ~Q(van_lid__in=afgeschermd)
    return Q(van_lid=persoon) | Q(publiek="gezin") & samen


declareer(
    m.Doel,
    doel=_("werken aan wat het gezin wil, in zijn eigen woorden"),
    velden=["tekst", "bereikt_op", "losgelaten_op", "publiek"],
    technisch="van_lid volgorde",
    rijen=Eigen(regel=eigen_doelen),
)
declareer(
    m.Stap,
    doel=_("kleine stappen afspreken en zien wat lukt"),
    velden=["tekst", "wie", "tegen", "status", "inspanning", "resultaat", "vooruitgang"],
    technisch="doel",
    rijen=Eigen(
        regel=lambda persoon, afgeschermd: (
            Q(doel__isnull=True) | Q(doel__in=m.Doel.objects.filter(eigen_doelen(persoon, afgeschermd)))
        )
    ),
)
declareer(
    m.Gezinsvraag,
    doel=_("een vraag van een gezinslid beantwoorden"),
    velden=[
        "soort", "tekst", "gesteld_op", "antwoord", "beantwoord_op", "ingetrokken_op",
        veld("beantwoord_door", zichtbaar=TEAM, waarom_niet=MEDEWERKER),
    ],
    technisch="spreker",
    rijen=Zelf("spreker"),
)  # fmt: skip
declareer(
    m.Zoeknaam,
    doel=_("een gezin terugvinden en niet tweemaal aanmaken"),
    velden=["dienst", "woorden", "voluit", "klanken", "geboortedatum"],
    zichtbaar=TEAM,
    rijen=Niemand(reden=_("dit zijn dezelfde namen, in een vorm om te zoeken")),
)
declareer(
    m.Verzoek,
    doel=_("vragen van mensen over hun gegevens op tijd beantwoorden"),
    grond=Grond.PLICHT,
    velden=[
        "dienst", "soort", "via", "ontvangen_op", "termijn", "verlengd_op", "verlenging", "afgehandeld_op", "uitkomst",
        veld("door", zichtbaar=TEAM, waarom_niet=MEDEWERKER),
    ],
    technisch="lid",
    gevoelig=Gevoelig.GEWOON,
    rijen=EigenOfSamen("lid"),
)  # fmt: skip
declareer(
    m.VerzoekWoord,
    doel=_("weten wat iemand over de eigen gegevens vraagt"),
    grond=Grond.PLICHT,
    velden=["vraag", "antwoord"],
    technisch="verzoek",
    rijen=EigenOfSamen("verzoek__lid"),
)
