"""Why each field of a note and of a worry about safety is here (see beroepsgeheim/velden.py)."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from beroepsgeheim.velden import Eigen, Gevoelig, Niemand, Stem, Zichtbaar, declareer, veld

from . import models as m
from .velden import BIJ, DERDE, MEDEWERKER, TEAM

declareer(
    m.Notitie,
    doel=_("onthouden wat gezegd en gezien is, zo dat het gezin het kan meelezen"),
    velden=[
        "spreker", "dag", "ook_voor_op", "achterhouden_reden",
        veld("door", zichtbaar=TEAM, waarom_niet=MEDEWERKER),
        veld("ook_voor", zichtbaar=TEAM, waarom_niet=MEDEWERKER),
    ],
    technisch="soort publiek voor_zorg",
    rijen=Stem(),
    gevoelig=BIJ,
)  # fmt: skip
declareer(
    m.NotitieTekst,
    doel=_("de woorden van een notitie, met elke verbetering ernaast"),
    velden=[
        "tekst", "waarom",
        veld("van_wie", zichtbaar=TEAM, waarom_niet=DERDE),
        veld("door", zichtbaar=TEAM, waarom_niet=MEDEWERKER),
    ],
    technisch="notitie nummer",
    rijen=Eigen(
        regel=lambda persoon, afgeschermd: Q(
            notitie__in=m.Notitie.objects.filter(Stem().voorwaarde(persoon, afgeschermd))
        ),
    ),
    gevoelig=BIJ,
)  # fmt: skip
VEILIGHEID = _(
    "vraag uw coach of het deontologisch contact van de dienst wat er over veiligheid genoteerd is"
)
declareer(
    m.ZorgOmVeiligheid,
    doel=_("samen en zorgvuldig beslissen als iemand misschien niet veilig is"),
    velden=[
        "gezinsnummer", "dienst", "door", "contact", "feiten", "zorg", "goed", "eerst", "besproken_op", "gevaar",
        "besluit", "grond", "besloten_door", "besloten_op", "verteld_op", "niet_verteld", "afgesloten_op",
    ],
    zichtbaar=TEAM,
    rijen=Niemand(reden=VEILIGHEID),
    gevoelig=BIJ,
)  # fmt: skip
declareer(
    m.VeiligheidStap,
    doel=_("weten wie wanneer raad gaf en wat er gedaan is"),
    velden=["soort", "dag", "wie", "tekst", "antwoord", "door"],
    technisch="zorg",
    zichtbaar=TEAM,
    rijen=Niemand(reden=VEILIGHEID),
    gevoelig=BIJ,
)
declareer(
    m.Woording,
    doel=_("wettelijke gronden en advieslijnen in de woorden van de organisatie"),
    technisch="organisatie soort titel tekst nummer bevestigd_op weg_op volgorde",
    zichtbaar=Zichtbaar.TEAM,
    rijen=Niemand(reden=_("hier staat niets over personen")),
    gevoelig=Gevoelig.GEWOON,
    betrokkenen=_("niemand"),
)
declareer(
    m.Nalezing,
    doel=_("weten wie na haar taak nog even mag lezen, omdat het gezin ja zei"),
    velden=[
        "ja_van", "ja_op", "van", "tot", "gestopt_op",
        veld("functie", zichtbaar=TEAM, waarom_niet=MEDEWERKER),
        veld("door", zichtbaar=TEAM, waarom_niet=MEDEWERKER),
    ],
    gevoelig=Gevoelig.GEWOON,
)  # fmt: skip
