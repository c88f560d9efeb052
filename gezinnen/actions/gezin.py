"""What a family tells about itself: how it is called and reached, who lives there, where."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils.translation import gettext as _

from beroepsgeheim.omslag import noteer
from gezinnen import zoeken
from gezinnen.models import Adres, Gezin, GezinGegevens, Gezinslid
from gezinnen.tijdlijn import schrijf
from organisaties.actor import Actor
from organisaties.models import Gemeente
from thuiscompagnie.vloer.formulieren import bewaar_versie

VELDEN_GEGEVENS = ["naam", "talen", "tolk", "telefoon", "contactwens", "verwacht_kind"]
VELDEN_LID = ["naam", "soort", "verblijf", "geboortedatum", "van", "tot"]


def wijzig_gegevens(actor: Actor, gegevens: GezinGegevens, *, versie: int | None) -> GezinGegevens:
    """Save how the family wants to be called and reached (set on the object already); raises VersieConflict.

    Side effects: the row with its history, Zoeknaam, log line.
    """
    if zoeken.is_enkel_tussenvoegsel(gegevens.naam):
        raise ValidationError(
            {"naam": _("Schrijf hoe het gezin genoemd wil worden, bijvoorbeeld Familie Van de Velde.")}
        )
    bewaar_versie(gegevens, velden=VELDEN_GEGEVENS, versie=versie)
    zoeken.werk_bij(gegevens.gezin)
    noteer("wijzigen", sleutel=gegevens.sleutel, onderdeel="gezinnen.gezingegevens")
    return gegevens


def voeg_lid_toe(
    actor: Actor,
    gezin: Gezin,
    *,
    soort: str,
    naam: str = "",
    geboortedatum: date | None = None,
    verblijf: str = Gezinslid.Verblijf.WOONT_MEE,
    van: date | None = None,
    tot: date | None = None,
) -> Gezinslid:
    """Somebody more in the household: no limit, and a guest may stay nameless (R034, R051).

    Raises ValidationError by field (name that says nothing, days that cannot be, a family not told yet).
    Side effects: the row, Zoeknaam, timeline line, log line.
    """
    lid = Gezinslid(
        gezin=gezin, sleutel=gezin.sleutel, soort=soort, naam=naam.strip(), geboortedatum=geboortedatum,
        verblijf=verblijf, van=van, tot=tot,
    )  # fmt: skip
    controleer_lid(actor, lid)
    lid.save(force_insert=True)
    zoeken.werk_bij(gezin)
    schrijf(
        actor,
        gezin.client,
        soort="gezinnen.lid",
        icoon="mens",
        titel=_("%(wie)s hoort bij het huis") % {"wie": lid.roepnaam},
        dag=van if van and van <= actor.dag else None,
    )
    noteer("wijzigen", sleutel=gezin.sleutel, onderdeel="gezinnen.gezinslid")
    return lid


def wijzig_lid(actor: Actor, lid: Gezinslid, *, versie: int | None) -> Gezinslid:
    """Save a changed member (fields set already); an end day means that this person left. Raises
    ValidationError by field and VersieConflict.

    Side effects: the row with its history, Zoeknaam, a timeline line when somebody left just now, log line.
    """
    controleer_lid(actor, lid)
    was_weg = Gezinslid.objects.filter(pk=lid.pk, tot__isnull=False).exists()
    bewaar_versie(lid, velden=VELDEN_LID, versie=versie)
    zoeken.werk_bij(lid.gezin)
    if lid.tot and not was_weg:
        titel = _("%(wie)s woont hier niet meer") % {"wie": lid.roepnaam}
        schrijf(actor, lid.gezin.client, soort="gezinnen.lid", icoon="mens", titel=titel, dag=lid.tot)
    noteer("wijzigen", sleutel=lid.sleutel, onderdeel="gezinnen.gezinslid")
    return lid


def controleer_lid(actor: Actor, lid: Gezinslid) -> None:
    """The rules of a household member; raises ValidationError by field."""
    fouten: dict[str, str] = {}
    mag_naamloos = lid.soort in (Gezinslid.Soort.GAST, Gezinslid.Soort.ANDER)
    if not lid.naam and not mag_naamloos:
        fouten["naam"] = _("Vul een naam in. Enkel een gast of iemand anders mag zonder naam blijven.")
    elif lid.naam and zoeken.is_enkel_tussenvoegsel(lid.naam):
        fouten["naam"] = _("Dit is nog geen naam. Schrijf ook de voornaam of de familienaam.")
    elif lid.naam and not GezinGegevens.objects.filter(gezin=lid.gezin_id).exists():
        fouten["naam"] = _("Zolang het gezin niet van de aanmelding weet, bewaren we geen naam.")
    if lid.geboortedatum and lid.geboortedatum > actor.dag:
        fouten["geboortedatum"] = _(
            "Deze dag is nog niet voorbij. Een kindje op komst noteert u bij het gezin."
        )
    elif lid.geboortedatum and lid.geboortedatum.year < actor.dag.year - 120:
        fouten["geboortedatum"] = _("Dit is meer dan 120 jaar geleden. Kijk het jaar na.")
    if lid.van and lid.van > actor.dag:
        fouten["van"] = _("Deze dag is nog niet voorbij. Kies vandaag of een dag ervoor.")
    if lid.van and lid.tot and lid.tot < lid.van:
        fouten["tot"] = _("De einddatum ligt voor de begindatum.")
    elif lid.tot and lid.tot > actor.dag + timedelta(days=366):
        fouten["tot"] = _("Dit ligt ver in de toekomst. Laat dit leeg als het nog niet vaststaat.")
    if fouten:
        raise ValidationError(fouten)


def verhuis(
    actor: Actor,
    gezin: Gezin,
    *,
    gemeente: Gemeente,
    van: date,
    straat: str = "",
    postcode: str = "",
    van_lid: Gezinslid | None = None,
) -> Adres:
    """The family lives somewhere else: the old address ends the day before, the new one begins (R044).

    Also the first address. With `van_lid` the address is of that member alone: the family's own stays, and
    the timeline, which everybody reads, tells nothing of it. Raises ValidationError by field: a day in the future or not after the start of
    the address before, a municipality that did not exist on that day, a member of another family.
    Side effects: address rows, log line; for the whole family its municipality and a timeline line too.
    """
    if van > actor.dag:
        raise ValidationError({"van": _("Deze dag is nog niet voorbij. Kies vandaag of een dag ervoor.")})
    controleer_gemeente(gemeente, van, "gemeente")
    if van_lid and van_lid.gezin_id != gezin.pk:
        raise ValidationError({"van_lid": _("Kies een van de antwoorden uit de lijst.")})
    vorige = Adres.objects.filter(gezin=gezin, van_lid=van_lid, tot__isnull=True)
    if vorige.filter(van__gte=van).exists():
        raise ValidationError({"van": _("Het vorige adres begon op die dag of later. Kijk de datum na.")})
    vorige.update(tot=van - timedelta(days=1), versie=F("versie") + 1)
    adres = Adres.objects.create(
        gezin=gezin,
        sleutel=gezin.sleutel,
        van_lid=van_lid,
        straat=straat,
        postcode=postcode,
        gemeente=gemeente,
        van=van,
    )
    noteer("wijzigen", sleutel=gezin.sleutel, onderdeel="gezinnen.adres")
    if van_lid:
        return adres
    Gezin.objects.filter(pk=gezin.pk).update(gemeente=gemeente, versie=F("versie") + 1)
    gezin.gemeente = gemeente
    titel = _("Woont in %(gemeente)s") % {"gemeente": gemeente.naam}
    schrijf(actor, gezin.client, soort="gezinnen.adres", icoon="huis", titel=titel, dag=van)
    return adres


def wijzig_adres(actor: Actor, adres: Adres, *, versie: int | None) -> Adres:
    """Correct a writing error in an address, or end that of one member (fields set already). Raises
    ValidationError for an end before the begin, and VersieConflict.

    Side effects: the row with its history, log line. Moving is `verhuis`.
    """
    if adres.van and adres.tot and adres.tot < adres.van:
        raise ValidationError({"tot": _("De einddatum ligt voor de begindatum.")})
    bewaar_versie(adres, velden=["straat", "postcode", "tot"], versie=versie)
    noteer("wijzigen", sleutel=adres.sleutel, onderdeel="gezinnen.adres")
    return adres


def controleer_gemeente(gemeente: Gemeente, dag: date, veld: str) -> None:
    """A municipality must exist on the day it is used for; raises ValidationError for `veld`."""
    te_vroeg = gemeente.geldig_van and dag < gemeente.geldig_van
    te_laat = gemeente.geldig_tot and dag > gemeente.geldig_tot
    if te_vroeg or te_laat:
        raise ValidationError(
            {
                veld: _("%(gemeente)s bestond niet op %(dag)s. Kies de gemeente van die dag.")
                % {"gemeente": gemeente.naam, "dag": f"{dag:%d/%m/%Y}"}
            }
        )
