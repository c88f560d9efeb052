"""Why each field of the floor, of people who log in and of the mechanism itself is here.

The floor and organisaties know no registry (imports go one way), so they are declared here, like their policies.
"""

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from django.utils.translation import gettext_lazy as _

from organisaties.aanmelden.models import Herstel, Pincode, Sessie, Toestel
from organisaties.models import Functie, Gebruiker, Sleutelkaart
from thuiscompagnie.vloer.models import Concept, Document, Opdracht

from .models import Bewaartermijn, GroveTelling, Privacyverklaring, Raadpleging, Toegang, Wissing
from .velden import Gemeen, Gevoelig, Grond, Niemand, Zichtbaar, declareer

MEDEWERKERS = _("medewerkers en gezinsleden die zich aanmelden")
WERK: Gemeen = {
    "grond": Grond.WERK, "bewaren": "account", "gevoelig": Gevoelig.GEWOON, "zichtbaar": Zichtbaar.TEAM,
    "betrokkenen": MEDEWERKERS, "rijen": Niemand(reden=_("dit gaat over medewerkers, niet over u")),
}  # fmt: skip
BIJ_DE_KAART = _("u ziet dit bij “Mijn kaart en mijn pincode”; wat een sleutel is, geven we niet mee")

declareer(
    Gebruiker,
    doel=_("zich aanmelden en weten wie iets deed; een gezinslid heeft hier geen naam en geen mailadres"),
    velden=["gebruikersnaam", "naam", "email", "telefoon", "is_active", "last_login", "password"],
    technisch="persoon_id",
    **WERK,
)
declareer(
    Functie,
    doel=_("rechten geven in één rol, door twee mensen toegekend"),
    velden=[
        "gebruiker", "organisatie", "rol", "van", "tot", "voorgesteld_door", "voorgesteld_op", "toegekend_door",
        "toegekend_op", "ingetrokken_op", "ingetrokken_door",
    ],
    **WERK,
)  # fmt: skip
declareer(
    Sleutelkaart,
    doel=_("een gezinslid zonder mailadres laten aanmelden met een kaart en een pincode"),
    velden=["gebruiker", "nummer", "woorden", "code", "pin", "gemaakt_door", "gekozen_op", "geeindigd_op"],
    technisch="code_tot code_pogingen pin_pogingen",
    **WERK | {"rijen": Niemand(reden=_("van uw kaart bewaren we niets leesbaars"))},
)
declareer(
    EmailAddress,
    doel=_("zich aanmelden met een mailadres"),
    velden=["user", "email"],
    technisch="verified primary",
    **WERK,
)
declareer(
    EmailConfirmation,
    doel=_("een mailadres bevestigen"),
    velden=["email_address"],
    technisch="created sent key",
    **WERK,
)
declareer(
    Authenticator,
    doel=_(
        "zich met een tweede stap aanmelden; een gezinslid met een vinger of gezicht in plaats van de kaart"
    ),
    velden=["user", "type", "last_used_at"],
    technisch="data created_at",
    **WERK | {"rijen": Niemand(reden=BIJ_DE_KAART)},
)
declareer(
    Sessie,
    doel=_("zien waar iemand aangemeld is, en dat kunnen stoppen"),
    velden=["gebruiker", "browser", "begonnen_op", "laatst_actief_op", "beeindigd_op"],
    technisch="sleutel",
    **WERK,
)
declareer(
    Pincode,
    doel=_("na een pauze snel verdergaan"),
    velden=["gebruiker", "gezet_op"],
    technisch="hash pogingen",
    **WERK,
)
declareer(
    Toestel,
    doel=_("een eigen telefoon vertrouwen, of de kaart van een gezinslid op een telefoon onthouden"),
    velden=["gebruiker", "kaart", "browser", "laatst_gebruikt_op", "geldig_tot", "ingetrokken_op"],
    technisch="geheim vorig_geheim",
    **WERK | {"rijen": Niemand(reden=BIJ_DE_KAART)},
)
declareer(
    Herstel,
    doel=_("een verloren wachtwoord of tweede stap wegnemen, door twee mensen"),
    velden=[
        "gebruiker", "organisatie", "soort", "gevraagd_door", "gevraagd_op", "besluit", "beslist_door", "beslist_op",
    ],
    **WERK,
)  # fmt: skip
declareer(
    Toegang,
    doel=_("weten wie op welke grond een dossier mag lezen"),
    velden=[
        "reikwijdte",
        "grond",
        "functie",
        "organisatie",
        "rol",
        "persoon_id",
        "van",
        "tot",
        "ingetrokken_op",
        "gegeven_op",
    ],
    technisch="gegeven_door",
    grond=Grond.PLICHT,
    gevoelig=Gevoelig.GEWOON,
    zichtbaar=Zichtbaar.TEAM,
    rijen=Niemand(reden=_("wie keek, staat bij “wie keek wanneer”")),
)
declareer(
    Raadpleging,
    doel=_("kunnen tonen wie wanneer naar een dossier keek"),
    velden=[
        "tijdstip", "actie", "onderdeel", "doel", "aantal", "uitkomst", "soort_actor", "gebruiker", "functie",
        "organisatie", "rol", "persoon",
    ],
    technisch="verzoek vorige_hash hash",
    grond=Grond.PLICHT,
    bewaren="logboek",
    gevoelig=Gevoelig.GEWOON,
    rijen=Niemand(reden=_("wie keek, staat bij “wie keek wanneer”")),
)  # fmt: skip
declareer(
    Document,
    doel=_("papieren en bestanden bewaren die bij een dossier horen"),
    velden=["soort", "omvang", "eigenaar"],
    technisch="over opdracht bestand mediatype extensie sha256",
    rijen=Niemand(reden=_("de inhoud staat in de onderdelen zelf; het papier vraagt u aan uw coach")),
)
declareer(
    Concept,
    doel=_("niets verliezen van wat iemand typte"),
    velden=["velden", "bewaard_op"],
    technisch="functie formulier over",
    bewaren="concept",
    zichtbaar=Zichtbaar.TEAM,
    rijen=Niemand(reden=_("wat iemand nog niet bewaarde")),
)
declareer(
    Opdracht,
    doel=_("werk doen dat iemand vroeg: papieren, mails"),
    velden=["soort", "actor", "eigenaar", "status"],
    technisch="uniek lading pogingen lease geleased_tot fout resultaat klaar_op",
    grond=Grond.PLICHT,
    bewaren="werk",
    gevoelig=Gevoelig.GEWOON,
    zichtbaar=Zichtbaar.TEAM,
    rijen=Niemand(reden=_("enkel sleutels, geen inhoud")),
)
BELEID: Gemeen = {
    "grond": Grond.PLICHT, "bewaren": "telling", "gevoelig": Gevoelig.GEWOON, "zichtbaar": Zichtbaar.TEAM,
    "betrokkenen": _("niemand: dit gaat over organisaties"),
    "rijen": Niemand(reden=_("dit gaat over de organisatie, niet over u")),
}  # fmt: skip
declareer(
    Bewaartermijn,
    doel=_("vastleggen hoelang een organisatie bewaart"),
    velden=["organisatie", "klasse", "maanden", "beslissing"],
    **BELEID,
)
declareer(
    Privacyverklaring,
    doel=_("zeggen wie verantwoordelijk is en welke uitzonderingen er zijn"),
    velden=["organisatie", "contact", "functionaris", "uitzonderingen", "gewijzigd_op"],
    **BELEID,
)
declareer(
    GroveTelling,
    doel=_("tellen wat gewist is, zonder iemand te kennen"),
    velden=["jaar", "gemeente", "soort", "aantal"],
    **BELEID,
)
declareer(
    Wissing,
    doel=_("kunnen tonen dat er gewist is, en opnieuw wissen na een herstel"),
    velden=[
        "organisatie", "klasse", "aanleiding", "einde", "status", "kopie", "gevonden_op", "aangekondigd_op",
        "aangekondigd_door", "wissen_vanaf", "tegen_reden", "tegen_tot", "gewist_op", "rijen",
    ],
    grond=Grond.PLICHT,
    bewaren="logboek",
    gevoelig=Gevoelig.GEWOON,
    zichtbaar=Zichtbaar.TEAM,
    rijen=Niemand(reden=_("of er gewist wordt, leest u bij uw gegevens")),
)  # fmt: skip
