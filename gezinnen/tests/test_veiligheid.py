"""A worry about safety: three readers at most, apart from everything, and no way to share."""

from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse

from beroepsgeheim.models import Raadpleging, Reikwijdte, Toegang
from beroepsgeheim.omslag import huidige_scope, schrijf_regels, zet_actor
from gezinnen.actions import coach as coaches
from gezinnen.actions import veiligheid as acties
from gezinnen.models import Gebeurtenis, Gezinslid, VeiligheidStap, Woording, ZorgOmVeiligheid
from organisaties.actor import Actor, Soort, vandaag
from tests.cast import maak_functie
from tests.hulp import als, als_bouw
from thuiscompagnie.vloer import outbox
from thuiscompagnie.vloer.models import Opdracht

pytestmark = [pytest.mark.django_db, pytest.mark.eis("R306")]


def meld(cast: Any, wie: str, **velden: Any) -> ZorgOmVeiligheid:
    basis = {
        "contact": cast.functies["dirk"], "feiten": f"kanarie-feiten-{wie}", "zorg": "kanarie-zorg",
        "eerst": "besproken", "besproken_op": vandaag(),
    }  # fmt: skip
    return acties.meld(cast.actor(wie), cast.zon, **basis | velden)


@pytest.fixture
def zorg(cast) -> ZorgOmVeiligheid:
    """Raised by care worker Vera, with Dirk as contact; Ans is the coach of the family."""
    with als_bouw():
        cast.functies["dana"] = maak_functie(cast, "dana", "deontologie", "dienst-a")
        rij = meld(cast, "vera")
        acties.voeg_stap_toe(
            cast.vera, rij, soort="advies", dag=vandaag(), wie="1712", tekst="kanarie-advies", antwoord="ja"
        )
    return rij


def gezien(actor: Actor) -> tuple[int, int, int, int]:
    """Rows seen by the queryset alone, by the row policies, in the steps and in the history."""
    with als_bouw():
        zet_actor(actor)
        python = ZorgOmVeiligheid.objects.zichtbaar_voor(actor).count()
    with als(actor):
        spoor = ZorgOmVeiligheid.pgh_event_models["insert"]
        return python, ZorgOmVeiligheid.objects.count(), VeiligheidStap.objects.count(), spoor.objects.count()


def test_the_coach_the_named_contact_and_who_raised_it_read_it_and_nobody_else(zorg, cast):
    for naam in cast.functies:
        een = 1 if naam in ("ans", "dirk", "vera") else 0
        assert gezien(cast.actor(naam)) == (een, een, een, een), naam


def test_no_member_of_the_family_and_no_link_reads_it(zorg, cast):
    with als_bouw():
        mama = Gezinslid.objects.get(gezin=cast.zon, soort="ouder")
        Toegang.objects.create(
            sleutel=cast.zon.sleutel,
            reikwijdte=Reikwijdte.GEZIN,
            grond="x",
            persoon_id=mama.pk,
            van=vandaag(),
        )
    assert gezien(Actor(soort=Soort.GEZINSLID, rol="gezinslid", persoon_id=mama.pk)) == (0, 0, 0, 0)
    assert gezien(Actor(soort=Soort.LINK, rol="link", persoon_id=mama.pk)) == (0, 0, 0, 0)


def test_a_coach_who_takes_over_and_a_substitute_do_not_read_it(zorg, cast):
    with als(cast.bert):
        coaches.neem_over(cast.bert, cast.zon, reden="ziek")
    assert gezien(cast.bert) == (0, 0, 0, 0)
    assert gezien(cast.carla) == (0, 0, 0, 0)


def test_it_goes_along_with_the_family_to_the_next_coach(zorg, cast):
    with als_bouw():
        coaches.wijs_coach_aan(cast.ans, cast.zon, coach=cast.functies["bert"])
    assert gezien(cast.bert)[:2] == (1, 1)
    assert gezien(cast.ans) == (0, 0, 0, 0)


def test_who_raised_it_reads_it_only_while_she_works_in_the_family(zorg, cast):
    with als_bouw():
        Toegang.objects.filter(functie=cast.functies["vera"]).update(tot=vandaag().replace(year=2020))
    assert gezien(cast.vera) == (0, 0, 0, 0)


def test_another_contact_takes_the_place_of_the_one_before(zorg, cast):
    with als(cast.ans):
        rij = ZorgOmVeiligheid.objects.get()
        with pytest.raises(ValidationError):
            acties.ander_contact(cast.ans, rij, contact=cast.functies["carla"])
        acties.ander_contact(cast.ans, rij, contact=cast.functies["dana"])
    assert gezien(cast.dana)[:2] == (1, 1)
    assert gezien(cast.dirk)[:2] == (0, 0)


def test_raising_it_gives_no_access_and_leaves_no_trace_with_the_family(zorg, cast):
    with als_bouw():
        voor = Toegang.objects.count(), Gebeurtenis.objects.count()
        meld(cast, "ans")
        assert (Toegang.objects.count(), Gebeurtenis.objects.count()) == voor
    with als(cast.ans):
        rij = meld(cast, "ans")
        scope = huidige_scope.get()
        assert {regel["sleutel"] for regel in scope.regels} == {str(rij.pk)}
        schrijf_regels(scope)
    with als_bouw():
        assert not Raadpleging.objects.filter(sleutel=cast.zon.sleutel, onderdeel=acties.ONDERDEEL).exists()
        assert Raadpleging.objects.filter(sleutel=rij.pk, onderdeel=acties.ONDERDEEL).exists()


def test_no_page_of_the_family_shows_it_to_a_colleague(zorg, cast, inloggen):
    for naam in ("carla", "mieke", "bea", "tom", "vik"):
        client = inloggen(cast, naam)
        assert client.get(reverse("gezinnen:zorg", args=[zorg.pk])).status_code in (403, 404), naam
    for naam in ("carla", "ans", "vera"):
        client = inloggen(cast, naam)
        for adres in ("gezinnen:gezin", "gezinnen:tijdlijn", "gezinnen:notities"):
            tekst = client.get(reverse(adres, args=[cast.zon.pk])).content.decode()
            assert "kanarie-feiten" not in tekst and str(zorg.pk) not in tekst, (naam, adres)
        tekst = client.get(reverse("gezinnen:veiligheid", args=[cast.zon.pk])).content.decode()
        assert (str(zorg.pk) in tekst) == (naam != "carla")


def test_the_contact_reads_the_record_with_the_number_and_no_name(zorg, cast, inloggen):
    client = inloggen(cast, "dirk")
    for adres in (reverse("gezinnen:zorgen"), reverse("gezinnen:zorg", args=[zorg.pk])):
        tekst = client.get(adres).content.decode()
        assert cast.zon.nummer in tekst and "Zon" not in tekst.replace(cast.zon.nummer, "")
    assert "kanarie-advies" in tekst
    assert "een collega vraagt raad" in client.get(reverse("portaal:vandaag")).content.decode()
    assert client.get(reverse("gezinnen:gezin", args=[cast.zon.pk])).status_code == 403


def test_the_mail_to_the_contact_and_its_job_tell_nothing(cast):
    with als_bouw():
        rij = meld(cast, "vera")
        taak = Opdracht.objects.get(soort="gezinnen.raad_gevraagd")
    assert str(cast.zon.pk) not in str(taak.lading) and str(rij.pk) not in str(taak.lading)
    assert outbox.voer_uit(taak.pk) == "klaar"
    assert mail.outbox[0].to == ["dirk@voorbeeld.test"]
    assert not any(
        woord in mail.outbox[0].body for woord in ("kanarie", "Zon", cast.zon.nummer, "veiligheid")
    )


def test_first_with_the_family_unless_that_brings_danger(cast):
    with als(cast.vera):
        for velden in ({"besproken_op": None}, {"eerst": "gevaar", "gevaar": " "}):
            with pytest.raises(ValidationError):
                meld(cast, "vera", **velden)
        rij = meld(cast, "vera", eerst="straks", besproken_op=None)
    with als(cast.ans):
        rij = ZorgOmVeiligheid.objects.get()
        with pytest.raises(ValidationError, match="Spreek eerst met het gezin"):
            besluit(cast.ans, rij)
        acties.voeg_stap_toe(cast.ans, rij, soort="gesprek", dag=vandaag(), tekst="samen gepraat")
        assert ZorgOmVeiligheid.objects.get().besproken_op == vandaag()
        besluit(cast.ans, rij)


def besluit(actor: Actor, rij: ZorgOmVeiligheid, **velden: Any) -> None:
    basis = {"besluit": "wij helpen", "grond": "x", "verteld_op": vandaag(), "niet_verteld": ""}
    acties.beslis(actor, rij, versie=rij.versie, **basis | velden)


def test_advice_is_asked_without_names(zorg, cast):
    with als(cast.vera):
        rij = ZorgOmVeiligheid.objects.get()
        for tekst in ("Wat als Kind Zon alleen thuis is?", "de familie zon"):
            with pytest.raises(ValidationError, match="zonder namen"):
                acties.voeg_stap_toe(cast.vera, rij, soort="advies", dag=vandaag(), wie="1712", tekst=tekst)
        with pytest.raises(ValidationError):
            acties.voeg_stap_toe(cast.vera, rij, soort="advies", dag=vandaag(), tekst="zonder wie")
        with pytest.raises(ValidationError):
            acties.voeg_stap_toe(cast.vera, rij, soort="raad", dag=vandaag(), tekst="niet de mijne")


def test_a_decision_has_a_ground_a_decider_and_what_the_family_knows(zorg, cast):
    with als(cast.dirk):
        rij = ZorgOmVeiligheid.objects.get()
        with pytest.raises(ValidationError):
            besluit(cast.dirk, rij, verteld_op=None)
        besluit(cast.dirk, rij, verteld_op=None, niet_verteld="Vrijdag, als moeder terug is.")
        assert ZorgOmVeiligheid.objects.get().besloten_door == cast.functies["dirk"]
    with als_bouw():
        for fout in ({"grond": ""}, {"niet_verteld": ""}, {"besloten_door": None}):
            with pytest.raises(IntegrityError), transaction.atomic():
                ZorgOmVeiligheid.objects.filter(pk=rij.pk).update(**fout)


def test_who_raised_it_does_not_decide(zorg, cast, inloggen):
    client = inloggen(cast, "vera")
    assert client.get(reverse("gezinnen:zorg_beslissen", args=[zorg.pk])).status_code == 403
    assert client.get(reverse("gezinnen:zorg_stap", args=[zorg.pk])).status_code == 200


def test_steps_stay_and_the_record_is_not_deleted(zorg, cast):
    for opdracht in (
        "UPDATE gezinnen_veiligheidstap SET tekst = 'x'",
        "DELETE FROM gezinnen_veiligheidstap",
        "DELETE FROM gezinnen_zorgomveiligheid",
    ):
        with als(cast.ans), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(opdracht)


@pytest.mark.parametrize("naam", ["bert", "dora", "eva", "mieke", "dirk"])
def test_who_does_not_work_in_the_family_raises_nothing(cast, naam):
    with als(cast.actor(naam)), pytest.raises(DatabaseError), transaction.atomic():
        ZorgOmVeiligheid.objects.create(
            pk=(sleutel := cast.maan.pk), sleutel=sleutel, client_sleutel=cast.zon.sleutel, gezin=cast.zon,
            dienst_id=cast.zon.dienst_id, gezinsnummer="x", door=cast.functies[naam],
            contact=cast.functies["dana"] if "dana" in cast.functies else cast.functies["ans"], feiten="x",
            zorg="x", eerst="straks",
        )  # fmt: skip


def test_the_pages_carry_a_worry_from_the_first_word_to_its_end(cast, inloggen):
    client = inloggen(cast, "vera")
    velden = {
        "feiten": "Ik zag iets.", "zorg": "Dat maakt me bezorgd.", "goed": "Oma is er elke dag.",
        "eerst": "straks", "contact": str(cast.functies["dirk"].pk),
    }  # fmt: skip
    antwoord = client.post(reverse("gezinnen:zorg_nieuw", args=[cast.zon.pk]), velden)
    assert antwoord.status_code == 302
    with als_bouw():
        pk = ZorgOmVeiligheid.objects.get().pk
    adres = {naam: reverse(f"gezinnen:zorg_{naam}", args=[pk]) for naam in ("stap", "beslissen", "sluiten")}
    stap = {"soort": "gesprek", "dag": vandaag().isoformat(), "tekst": "Samen aan tafel gepraat."}
    assert client.post(adres["stap"], stap).status_code == 302
    client = inloggen(cast, "dirk")
    raad = {"soort": "raad", "dag": vandaag().isoformat(), "tekst": "Vraag eerst aan oma wat zij ziet."}
    assert client.post(adres["stap"], raad).status_code == 302
    client = inloggen(cast, "ans")
    beslis = {"besluit": "We zwijgen en helpen.", "grond": "Noodtoestand", "niet_verteld": "", "versie": "2"}
    assert client.post(adres["beslissen"], beslis).status_code == 422
    assert client.post(adres["beslissen"], beslis | {"verteld_op": vandaag().isoformat()}).status_code == 302
    assert client.post(adres["sluiten"], {"verteld_op": vandaag().isoformat()}).status_code == 302
    tekst = client.get(reverse("gezinnen:zorg", args=[pk])).content.decode()
    assert "te bevestigen door een jurist" in tekst and "afgesloten" in tekst
    assert client.get(adres["stap"]).status_code == 403


def test_each_organisation_words_its_grounds_and_only_its_contact_does(cast, inloggen):
    velden = {"soort": "grond", "titel": "Onze grond", "tekst": "In onze woorden.", "volgorde": "1"}
    assert inloggen(cast, "ans").post(reverse("gezinnen:woording_nieuw"), velden).status_code == 403
    client = inloggen(cast, "dirk")
    assert client.post(reverse("gezinnen:woording_nieuw"), velden).status_code == 302
    tekst = inloggen(cast, "ans").get(reverse("gezinnen:woordingen")).content.decode()
    assert "Onze grond" in tekst and "Noodtoestand" not in tekst
    assert "Onze grond" not in inloggen(cast, "dora").get(reverse("gezinnen:woordingen")).content.decode()
    with als(cast.ans), pytest.raises(DatabaseError), transaction.atomic():
        Woording.objects.create(
            organisatie=cast.organisaties["dienst-a"], soort="grond", titel="x", tekst="y"
        )
