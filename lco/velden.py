"""Why each field about a consultation is here (see beroepsgeheim/velden.py)."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from beroepsgeheim.bewaarklassen import Klasse, registreer
from beroepsgeheim.velden import Eigen, Gevoelig, Grond, Niemand, Rijen, Zichtbaar, declareer, veld

from . import models as m

registreer(
    Klasse(
        "overleg",
        _("overleg over iemand zonder dossier"),
        _("na het laatste overleg"),
        voorstel=60,
        uitleg=_("Een cliënt die enkel uit een lokaal cliëntoverleg bekend is."),
    )
)
GEWOON, BIJ, TEAM = Gevoelig.GEWOON, Gevoelig.BIJZONDER, Zichtbaar.TEAM
MEDEWERKER = _("van medewerkers tonen we de functie, niet wie het is")
DERDE = _("dit zijn gegevens van iemand anders")
ALLES = Rijen(sleutel="client_sleutel")

declareer(
    m.Overleg,
    doel=_("een overleg houden zoals het gezin het wil"),
    velden=[
        "roepnaam", "gemeente", "ocmw", "inval_ocmw", "eerste", "status", "besproken_met_client_op",
        "akkoord_houden", "deelname_client", "aangevraagd_op", "opnieuw_op", "datum", "duur", "plaats",
        "plaats_uitleg", "agenda_op", "client_aanwezig",
        veld("coordinator", zichtbaar=TEAM, waarom_niet=MEDEWERKER),
        veld("voorbereider", zichtbaar=TEAM, waarom_niet=MEDEWERKER),
    ],
    technisch="vorig agenda_versie kalender_volgorde kalender_op bijlagen herkomst",
    rijen=ALLES,
)  # fmt: skip
declareer(
    m.Aanvraag,
    doel=_("nagaan of een overleg het gezin vooruithelpt"),
    velden=[
        "soort", veld("naam", zichtbaar=TEAM, waarom_niet=DERDE), "dienst",
        veld("contact", zichtbaar=TEAM, waarom_niet=DERDE), "vooruit", "ruimte", "moment", "open_gesprek",
        "meerwaarde",
    ],
    technisch="overleg functie",
    rijen=ALLES,
)  # fmt: skip
declareer(
    m.OverlegStap,
    doel=_("weten hoe het overleg verliep"),
    velden=["stap", "naar", "waarom", "op", veld("door", zichtbaar=TEAM, waarom_niet=MEDEWERKER)],
    technisch="overleg van",
    rijen=ALLES,
)
declareer(
    m.Deelnemer,
    doel=_("weten wie aan tafel zit en wat die mag lezen"),
    velden=[
        "naam", "rol", "functie_omschrijving", "organisatie_tekst", "organisatie", "sector", "kader",
        "beroepsgeheim", "uitnodigen", "verplicht", "vervoer", "kinderopvang",
    ],
    technisch="overleg functie",
    rijen=ALLES,
)  # fmt: skip
declareer(
    m.Agendapunt,
    doel=_("bespreken wat het gezin wil bespreken"),
    velden=["soort", "tekst", "eenvoudig", "door", "door_naam", "akkoord_gezin", "akkoord_op"],
    technisch="overleg volgorde",
    gevoelig=BIJ,
    rijen=ALLES,
)
declareer(
    m.VoorbereidingHerinnering,
    doel=_("onthouden waarover we niet praten"),
    grond=Grond.WENS,
    velden=["niet_bespreken", "niet_uitnodigen"],
    technisch="overleg functie",
    gevoelig=BIJ,
    zichtbaar=TEAM,
    rijen=Niemand(reden=_("de geheugensteun van wie met u voorbereidt; ze verdwijnt na het overleg")),
)
declareer(
    m.AgendaVersie,
    doel=_("tonen welke agenda het gezin goedkeurde"),
    velden=[
        "nummer",
        "inhoud",
        "reden",
        "bevroren_op",
        "antwoord_naam",
        "antwoord_op",
        "antwoord_hoe",
        veld("door", zichtbaar=TEAM, waarom_niet=MEDEWERKER),
    ],
    technisch="overleg voor opdracht ingetrokken",
    gevoelig=BIJ,
    rijen=Eigen(
        lambda persoon, afgeschermd: Q(pk__in=[]) if afgeschermd else Q(voor="gezin"),
        sleutel="client_sleutel",
    ),
)
declareer(
    m.AgendaBijlage,
    doel=_("een kaart die het gezin zelf bij zijn agenda wil"),
    grond=Grond.WENS,
    velden=["titel", "inhoud"],
    technisch="overleg code",
    rijen=ALLES,
)
declareer(
    m.Overlegregistratie,
    doel=_("tellen hoeveel overleggen er waren"),
    velden=["ocmw", "gemeente", "datum", "client_aanwezig", "eerste", "herkomst", "door"],
    technisch="importsleutel",
    bewaren="telling",
    grond=Grond.TAAK,
    gevoelig=GEWOON,
    zichtbaar=TEAM,
    rijen=Niemand(reden=_("een telling zonder naam; ze leidt naar niemand")),
    betrokkenen=_("niemand: zonder naam en zonder sleutel"),
)
declareer(
    m.PersoonlijkeLink,
    doel=_("een hulpverlener zonder rekening op één overleg uitnodigen"),
    velden=[
        veld("email", zichtbaar=TEAM, waarom_niet=DERDE),
        "tot",
        "ingetrokken_op",
        "geopend_op",
        "gebruikt_op",
    ],
    technisch="overleg deelnemer zaad door toestel code_zaad code_tot code_pogingen codes_dag codes_aantal",
    gevoelig=GEWOON,
    rijen=Niemand(
        reden=_("de toegang van een hulpverlener; wie genodigd is, leest u bij het overleg"),
        sleutel="client_sleutel",
    ),
)
