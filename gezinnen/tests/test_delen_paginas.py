"""The pages of sharing: three questions, refusals on the screen, and a no that empties page, paper and mail."""

import io

import pikepdf
import pytest
from django.core import mail
from django.urls import reverse

from beroepsgeheim.models import Toegang
from gezinnen.delen import documents, register
from gezinnen.delen.bericht import MET_REDEN, UITKOMST
from gezinnen.delen.poort import Geweigerd
from gezinnen.delen.soorten import BRIEF, KLUS, PRAKTISCH, STAPPEN
from gezinnen.models import Aanmelding, Afscherming, Bezwaar, Client, Gegevensdeling, Gezinslid
from lco.models.agenda import SOORT_AGENDA, SOORT_UITNODIGING
from netwerk.delen import CODE as KAART
from netwerk.tests.hulp import maak_kaart
from organisaties.models import Organisatie
from tests.cast import kanarie
from tests.hulp import als, als_bouw
from thuiscompagnie.vloer import outbox
from thuiscompagnie.vloer.documenten import mag_lezen
from thuiscompagnie.vloer.models import Document, Opdracht

from .hulp import als_persoon
from .test_delen import deel, helper, ja, lid

pytestmark = pytest.mark.django_db


def papier_van(opdracht):
    with als_bouw():
        return Document.objects.get(opdracht=opdracht)


def adres(cast, wat=STAPPEN, **velden):
    hulp = helper(cast, **velden)
    return reverse("delen:nieuw", args=[cast.zon.pk]) + f"?wat={wat}&aan=helper:{hulp.pk}"


def antwoord(cast, **velden):
    basis = {"zegt": "ja", "wie": str(lid(cast).pk), "op": cast.ans.dag.isoformat(), "hoe": "thuis"}
    return basis | velden


@pytest.mark.eis("R133")
def test_three_questions_and_the_rest_is_derived_and_shown(cast):
    web = als_persoon(cast, "ans")
    begin = web.get(reverse("delen:nieuw", args=[cast.zon.pk])).content.decode()
    assert "Doelen en stappen" in begin and "CAW Limburg" in begin and "Alternatief" in begin
    blad = web.get(adres(cast)).content.decode()
    for woord in (kanarie("zon", "doel"), "budget", "beroepsgeheim", "Waarom nodig", "Een feit"):
        assert woord in blad, woord
    na = web.post(adres(cast), antwoord(cast), follow=True).content.decode()
    assert "Gedeeld met" in na and "Mama Zon" in na
    with als_bouw():
        assert Gegevensdeling.objects.get().soort == STAPPEN


@pytest.mark.eis("R137")
def test_every_reason_stands_on_the_screen_and_nothing_is_kept(cast):
    web = als_persoon(cast, "ans")
    blad = web.get(adres(cast, kader="opgelegd", beroepsgeheim="onbekend")).content.decode()
    assert "opgelegd kader" in blad and "We weten niet of deze persoon gebonden is" in blad
    assert "zelf mee te geven" in blad and 'name="zegt"' not in blad
    klaar = web.post(adres(cast, kader="vrijwillig", beroepsgeheim="ja"), antwoord(cast, zegt="nee"))
    assert (klaar.status_code, "Nee" in klaar.content.decode()) == (422, True)
    assert "Dat volstaat" in klaar.content.decode()
    klaar = web.post(adres(cast), antwoord(cast, zegt="niet", op="2999-01-01"))
    assert "weet nog niet" in klaar.content.decode() and "ligt nog voor u" in klaar.content.decode()
    with als_bouw():
        assert not Gegevensdeling.objects.exists()


def bericht_met_reden(gezin) -> Aanmelding:
    """The referral of a family, decided, with a confidential reason that the family lets the referrer hear."""
    with als_bouw():
        rij = Aanmelding.objects.get(gezin=gezin)
        rij.terugkoppeling, rij.beslisreden = "met_reden", "kanarie-beslisreden"
        rij.save()
    return rij


@pytest.mark.eis("R137")
@pytest.mark.parametrize("soort", [UITKOMST, MET_REDEN, SOORT_AGENDA, SOORT_UITNODIGING, PRAKTISCH, KAART])
def test_what_the_page_does_not_offer_is_not_shared_by_its_address(cast, soort):
    """A letter to who referred, an agenda: each has a page with rules of its own; here it is asked to choose again."""
    rij, web = bericht_met_reden(cast.zon), als_persoon(cast, "ans")
    pad = adres(cast, f"{soort}:{rij.pk}", kader="opgelegd")
    gevraagd = web.get(pad).content.decode()
    klaar = web.post(pad, antwoord(cast))
    for blad in (gevraagd, klaar.content.decode()):
        assert "Drie vragen" in blad and "Met wie" in blad and "kanarie-beslisreden" not in blad
    assert klaar.status_code == 200
    with als_bouw():
        assert not Gegevensdeling.objects.exists()


@pytest.mark.eis("R136")
def test_what_is_of_another_family_is_not_shared_as_of_this_one(cast):
    """Ans keeps two families: what she shares of MAAN on the page of ZON would never be seen by MAAN."""
    with als_bouw():
        Toegang.objects.create(
            sleutel=cast.maan.sleutel, reikwijdte="dossier", grond="vervanger",
            functie=cast.functies["ans"], van=cast.ans.dag,
        )  # fmt: skip
    kaart, rij = maak_kaart(cast, cast.maan), bericht_met_reden(cast.maan)
    web = als_persoon(cast, "ans")
    for wat in (f"{KAART}:{kaart.pk}", f"{UITKOMST}:{rij.pk}", f"{MET_REDEN}:{rij.pk}"):
        assert "Drie vragen" in web.post(adres(cast, wat), antwoord(cast)).content.decode(), wat
    with als_bouw():
        assert not Gegevensdeling.objects.exists()
    for soort, object_id in ((KAART, kaart.pk), (UITKOMST, rij.pk), (MET_REDEN, rij.pk)):
        with als(cast.ans) as ans:
            maak = register.soort(soort).maak
            zon, maan = (Client.objects.get(pk=g.client_id) for g in (cast.zon, cast.maan))
            assert maak(zon, ans, object_id) is None
            assert maak(maan, ans, object_id) is not None
        with pytest.raises(Geweigerd, match="niets"):
            deel(cast, soort, object_id=object_id)


@pytest.mark.eis("R070")
def test_the_reason_stands_in_the_letter_with_the_reason_alone(cast):
    rij = bericht_met_reden(cast.zon)
    with als(cast.ans) as ans:
        client = Client.objects.get(pk=cast.zon.client_id)
        redenen = {s: register.soort(s).maak(client, ans, rij.pk)["reden"] for s in (UITKOMST, MET_REDEN)}
        assert redenen == {UITKOMST: "", MET_REDEN: "kanarie-beslisreden"}
        Aanmelding.objects.filter(pk=rij.pk).update(terugkoppeling="uitkomst")
        assert register.soort(UITKOMST).maak(client, ans, rij.pk)["reden"] == ""
        assert register.soort(MET_REDEN).maak(client, ans, rij.pk) is None


@pytest.mark.eis("R134")
def test_a_letter_with_an_opinion_is_refused_and_names_the_words(cast):
    web = als_persoon(cast, "ans")
    brief = {"onderwerp": "huur", "tekst": "Ik vind dat het niet lukt."}
    klaar = web.post(adres(cast, BRIEF), antwoord(cast, **brief))
    assert (klaar.status_code, "ik vind" in klaar.content.decode()) == (422, True)
    brief["tekst"] = "De huur is betaald op 3 maart."
    assert web.post(adres(cast, BRIEF), antwoord(cast, **brief)).status_code == 302
    with als_bouw():
        assert Gegevensdeling.objects.get().inhoud["tekst"] == "De huur is betaald op 3 maart."


def test_a_request_to_a_service_takes_the_address_only_with_the_familys_yes(cast):
    with als_bouw():
        klus = Organisatie.objects.get(code="klus")
    web, pad = (
        als_persoon(cast, "ans"),
        reverse("delen:nieuw", args=[cast.zon.pk]) + f"?wat={KLUS}&aan=dienst:{klus.pk}",
    )
    velden = antwoord(cast, taak="de kraan lekt", voornaam="Noor")
    assert web.post(pad, velden).status_code == 302
    assert web.post(pad, velden | {"met_adres": "on"}).status_code == 302
    with als_bouw():
        adressen = [d.inhoud["adres"] for d in Gegevensdeling.objects.order_by("gedeeld_op")]
    assert adressen[0] == "" and kanarie("zon", "straat") in adressen[1]
    lijst = als_persoon(cast, "karel").get(reverse("delen:gedeeld")).content.decode()
    assert lijst.count("Een vraag aan een klussendienst") == 2 and "Gezin Zon" not in lijst


@pytest.mark.eis("R136")
def test_an_objected_sharing_is_gone_from_page_paper_and_mail(cast):
    """What was shared in words (a canary) is read by page and PDF; after the family's no by neither."""
    ans, hugo = als_persoon(cast, "ans"), als_persoon(cast, "hugo")
    brief = {"onderwerp": "huur", "tekst": "kanarie-brief-huur"}
    assert ans.post(adres(cast, BRIEF), antwoord(cast, **brief)).status_code == 302
    with als_bouw():
        deling = Gegevensdeling.objects.get()
    pad = reverse("delen:deling", args=[deling.pk])
    assert "kanarie-brief-huur" in hugo.get(pad).content.decode()
    hugo.post(reverse("delen:deling_pdf", args=[deling.pk]))
    opdracht = Opdracht.objects.get(soort=documents.DELING)
    assert outbox.voer_uit(opdracht.pk) == "klaar"
    papier = papier_van(opdracht)
    assert hugo.get(reverse("vloer:document", args=[papier.pk])).status_code == 200
    with pikepdf.open(io.BytesIO(papier.bestand.read())) as pdf:
        assert pdf.docinfo["/Title"] == "Gedeeld met u"
    # A second paper and the mail wait for the worker when the no comes.
    hugo.post(reverse("delen:deling_pdf", args=[deling.pk]))
    wacht = Opdracht.objects.filter(soort=documents.DELING, status="wacht").get()
    bericht = Opdracht.objects.get(soort=documents.BERICHT)

    assert ans.post(reverse("delen:deling_nee", args=[deling.pk]), {"wie": ""}).status_code == 302
    assert hugo.get(pad).status_code == 404
    assert "huur" not in hugo.get(reverse("delen:gedeeld")).content.decode()
    assert hugo.get(reverse("vloer:document", args=[papier.pk])).status_code == 404
    assert outbox.voer_uit(wacht.pk) == "geparkeerd"
    assert outbox.voer_uit(bericht.pk) == "klaar" and mail.outbox == []
    with als(cast.ans) as actor:
        assert not mag_lezen(actor, papier)


def test_the_mail_names_nobody_and_leads_to_the_page(cast):
    web = als_persoon(cast, "ans")
    web.post(adres(cast), antwoord(cast))
    outbox.voer_uit(Opdracht.objects.get(soort=documents.BERICHT).pk)
    bericht = mail.outbox[0]
    assert bericht.to == ["hugo@voorbeeld.test"] and "/gedeeld/" in bericht.body
    for woord in ("Zon", "Ans", "kanarie", "Doelen"):
        assert woord not in bericht.body + bericht.subject


@pytest.mark.eis("R136")
def test_the_recipient_and_the_care_worker_take_down_the_no_without_a_reason(cast):
    deling, ander = deel(cast), deel(cast, PRAKTISCH)
    hugo = als_persoon(cast, "hugo")
    blad = hugo.get(reverse("delen:deling_nee", args=[deling.pk])).content.decode()
    assert "Een reden is niet nodig" in blad and "Mama Zon" not in blad
    assert hugo.post(reverse("delen:deling_nee", args=[deling.pk]), {}).url == reverse("delen:gedeeld")
    vera = als_persoon(cast, "vera")
    pad = reverse("delen:nee", args=[cast.zon.pk])
    assert vera.post(pad, {"tegen": f"soort:{PRAKTISCH}"}).status_code == 302
    with als_bouw():
        ander.refresh_from_db()
        assert ander.einde == "bezwaar"
        wie = set(Bezwaar.objects.values_list("gehoord_door", "tegen"))
    assert wie == {(cast.functies["hugo"].pk, "deling"), (cast.functies["vera"].pk, "soort")}


@pytest.mark.eis("R136")
def test_a_no_against_a_helper_stands_on_the_page_and_is_taken_back_there(cast):
    deel(cast)
    hulp, web = helper(cast), als_persoon(cast, "ans")
    web.post(
        reverse("delen:nee", args=[cast.zon.pk]), {"tegen": f"helper:{hulp.pk}", "wie": str(lid(cast).pk)}
    )
    pad = reverse("delen:overzicht", args=[cast.zon.pk])
    blad = web.get(pad).content.decode()
    assert f"Niets aan {hulp.naam}" in blad and "het gezin zei nee" in blad
    assert "zei hier nee tegen" in web.get(adres(cast)).content.decode()
    with als_bouw():
        rij = Bezwaar.objects.get()
    assert web.post(reverse("delen:nee_terug", args=[rij.pk])).url == pad
    assert "zei hier nee tegen" not in web.get(adres(cast)).content.decode()


def test_stopping_is_one_press_and_keeps_the_line(cast):
    deling, web = deel(cast), als_persoon(cast, "ans")
    assert web.post(reverse("delen:deling_stop", args=[deling.pk])).status_code == 302
    assert web.post(reverse("delen:deling_stop", args=[deling.pk])).status_code == 403
    assert als_persoon(cast, "hugo").get(reverse("delen:deling", args=[deling.pk])).status_code == 404
    assert (
        "wie deelde, stopte het" in web.get(reverse("delen:overzicht", args=[cast.zon.pk])).content.decode()
    )


@pytest.mark.eis("R135")
def test_the_familys_sheet_tells_what_with_whom_and_why_in_plain_words(cast):
    deel(cast)
    web, pad = als_persoon(cast, "ans"), reverse("delen:blad", args=[cast.zon.pk])
    blad = web.get(pad).content.decode()
    for woord in ("Deze persoon leest:", "Waarvoor?", "Mama Zon zei ja op", "U hoeft niet te zeggen waarom."):
        assert woord in blad, woord
    web.post(reverse("delen:blad_pdf", args=[cast.zon.pk]))
    opdracht = Opdracht.objects.get(soort=documents.BLAD)
    assert outbox.voer_uit(opdracht.pk) == "klaar"
    papier = papier_van(opdracht)
    for naam, mag in {"ans": 200, "carla": 200, "bert": 404, "vera": 404, "hugo": 404}.items():
        assert als_persoon(cast, naam).get(reverse("vloer:document", args=[papier.pk])).status_code == mag, (
            naam
        )


def test_the_sheet_of_one_person_holds_nothing_of_who_is_shielded_from_her(cast):
    moeder, ja_van_moeder = lid(cast), ja(cast)
    with als_bouw():
        vader = Gezinslid.objects.create(
            gezin=cast.zon, sleutel=cast.zon.sleutel, naam="Papa Zon", soort="ouder"
        )
        Afscherming.objects.create(
            gezin=cast.zon, sleutel=cast.zon.sleutel, lid=moeder, voor_lid=vader, van=cast.ans.dag
        )
    deel(cast, over=[moeder], antwoord=ja_van_moeder)
    deel(cast, PRAKTISCH, over=[moeder, vader], antwoord=ja_van_moeder)
    web, pad = als_persoon(cast, "ans"), reverse("delen:blad", args=[cast.zon.pk])
    assert "Nu delen we niets" in web.get(pad).content.decode()
    assert "Nu delen we niets" in web.get(f"{pad}?lid={vader.pk}").content.decode()
    van_moeder = web.get(f"{pad}?lid={moeder.pk}").content.decode()
    assert "Doelen en stappen" in van_moeder and "Naam, adres" in van_moeder


def test_the_family_hands_its_own_sheet_over_itself_and_nobody_shares(cast):
    web, pad = als_persoon(cast, "ans"), reverse("delen:zelf", args=[cast.zon.pk])
    assert "Een brief" not in web.get(pad).content.decode()
    assert web.post(pad, {}).status_code == 422
    web.post(pad, {"wat": [STAPPEN, PRAKTISCH]})
    opdracht = Opdracht.objects.get(soort=documents.ZELF)
    assert outbox.voer_uit(opdracht.pk) == "klaar"
    with als_bouw():
        assert not Gegevensdeling.objects.exists()
    with als(cast.ans) as actor:
        html = documents.zelf_html(
            Client.objects.get(pk=cast.zon.client_id), actor, [STAPPEN, "onzin", BRIEF]
        )
    assert kanarie("zon", "doel") in html and "Ik geef dit zelf mee" in html


def test_the_family_page_leads_to_sharing_and_for_the_care_worker_to_the_no(cast):
    pad = reverse("gezinnen:gezin", args=[cast.zon.pk])
    assert (
        reverse("delen:overzicht", args=[cast.zon.pk]) in als_persoon(cast, "ans").get(pad).content.decode()
    )
    vera = als_persoon(cast, "vera").get(pad).content.decode()
    assert reverse("delen:nee", args=[cast.zon.pk]) in vera
    assert f'{reverse("delen:overzicht", args=[cast.zon.pk])}"' not in vera


def test_a_recipient_does_not_read_who_of_the_family_said_yes_not_even_a_typed_name(cast):
    deling = deel(cast, antwoord=ja(cast, lid=None, naam="Tante Toverwoord"))
    blad = reverse("delen:deling", args=[deling.pk])
    assert "Tante Toverwoord" in als_persoon(cast, "ans").get(blad).content.decode()
    voor_hugo = als_persoon(cast, "hugo").get(blad).content.decode()
    assert "iemand van het gezin" in voor_hugo and "Tante Toverwoord" not in voor_hugo
    with als(cast.ans):
        assert "Tante Toverwoord" not in documents.deling_html(Gegevensdeling.objects.get(pk=deling.pk))
