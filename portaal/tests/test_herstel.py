"""Somebody lost her second step, or a password without a mailbox: one manager asks, another confirms."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from beroepsgeheim.models import Raadpleging
from organisaties.aanmelden import herstel, pin, tweede_stap
from organisaties.actor import vandaag
from organisaties.models import Functie, Gebruiker, Herstel, Rol, Sessie, Toestel
from portaal.demo.tweede_stap import geheim
from tests.cast import WACHTWOORD, maak_functie
from tests.hulp import als_bouw
from thuiscompagnie.vloer import outbox
from thuiscompagnie.vloer.models import Opdracht

pytestmark = pytest.mark.django_db
VANDAAG = "/vandaag/"
Soort = Herstel.Soort


@pytest.fixture(autouse=True)
def lege_tellers():
    cache.clear()


@pytest.fixture
def vera(cast: Any) -> Gebruiker:
    vera = cast.gebruikers["vera"]
    with als_bouw():
        tweede_stap.zet_totp(vera, geheim("vera"))
        pin.zet(vera, "274915")
        Toestel.objects.create(gebruiker=vera, geheim="x" * 64, geldig_tot="2099-01-01T00:00:00Z")
    return vera


def venster(cast: Any, naam: str) -> Client:
    client = Client()
    client.force_login(cast.gebruikers[naam])
    return client


def regels(onderdeel: str) -> list[str]:
    with als_bouw():
        rijen = Raadpleging.objects.filter(actie="aanmelding", onderdeel=f"aanmelden.{onderdeel}")
        return list(rijen.order_by("pk").values_list("uitkomst", flat=True))


def start(wie: Gebruiker) -> str:
    return f"/aanmelden/rekening/{wie.pk}/opnieuw/"


def pad(rij: Herstel, wat: str = "bevestigen") -> str:
    return f"/aanmelden/herstel/{rij.pk}/{wat}/"


def dicht(wie: Gebruiker) -> bool:
    """Whether no second step, PIN, phone or session is left."""
    open_ = Sessie.objects.open().filter(gebruiker=wie).exists()
    telefoon = Toestel.objects.geldig().filter(gebruiker=wie).exists()
    return not (tweede_stap.heeft(wie) or pin.heeft(wie) or open_ or telefoon)


def test_two_managers_let_a_colleague_start_again_and_all_her_doors_close(cast, vera):
    elders, bea, boris = venster(cast, "vera"), venster(cast, "bea"), venster(cast, "boris")
    assert "Telefoon kwijt" in bea.get(f"/rekeningen/{vera.pk}/").content.decode()
    assert bea.get(start(vera)).status_code == 200
    assert bea.post(start(vera)).status_code == 302
    rij = Herstel.objects.get()
    assert elders.get(VANDAAG).status_code == 200 and tweede_stap.heeft(vera)  # nothing yet
    assert pad(rij) in boris.get("/rekeningen/").content.decode()
    assert pad(rij) in boris.get(VANDAAG).content.decode()
    assert pad(rij) not in bea.get("/rekeningen/").content.decode()
    assert boris.get(pad(rij)).status_code == 200
    assert boris.post(pad(rij)).status_code == 302
    assert dicht(vera) and elders.get(VANDAAG).url.startswith("/aanmelden/")
    nieuw = Client()
    assert nieuw.post("/aanmelden/", {"login": "vera", "password": WACHTWOORD}).url == VANDAAG
    assert nieuw.get(VANDAAG).url == "/aanmelden/instellen/"
    assert regels("herstel_gevraagd") == regels("tweede_stap_gewist") == ["ok"]


def test_she_hears_of_it_when_it_is_asked_and_when_it_is_done(cast, vera):
    venster(cast, "bea").post(start(vera))
    venster(cast, "boris").post(pad(Herstel.objects.get()))
    for opdracht in Opdracht.objects.order_by("gemaakt_op"):
        assert outbox.voer_uit(opdracht.pk) == "klaar"
    assert [bericht.to for bericht in mail.outbox] == [["vera@voorbeeld.test"]] * 2
    assert "tweede beheerder" in mail.outbox[0].body and "tweede stap weg" in mail.outbox[1].body
    for bericht in mail.outbox:
        assert not re.search("Vera|Bea|Boris|Proef|verzorgende", bericht.subject + bericht.body)


def test_who_asked_cannot_confirm_and_nobody_can_for_herself(cast, vera):
    bea, boris = venster(cast, "bea"), venster(cast, "boris")
    bea.post(start(vera))
    rij = Herstel.objects.get()
    assert bea.get(pad(rij)).status_code == bea.post(pad(rij)).status_code == 403
    assert not dicht(vera)
    assert bea.post(start(cast.gebruikers["bea"])).status_code == 403
    with als_bouw():  # the one whom it is about became a manager herself
        maak_functie(cast, "vera", Rol.BEHEERDER, "dienst-a")
        tweede = Herstel.objects.create(
            gebruiker=cast.gebruikers["boris"], gevraagd_door=cast.gebruikers["bea"], soort=Soort.TWEEDE_STAP,
            organisatie=cast.organisaties["dienst-a"],
        )  # fmt: skip
    assert boris.post(pad(tweede)).status_code == 403
    assert boris.post(pad(tweede, "afwijzen")).status_code == 302  # but may say that it is not so


@pytest.mark.parametrize("beslist_door", ["bea", "vera", None])
def test_the_database_refuses_one_person_alone(cast, beslist_door):
    with als_bouw(), pytest.raises(IntegrityError), transaction.atomic():
        Herstel.objects.create(
            gebruiker=cast.gebruikers["vera"],
            organisatie=cast.organisaties["dienst-a"],
            soort=Soort.TWEEDE_STAP,
            gevraagd_door=cast.gebruikers["bea"],
            besluit=Herstel.Besluit.JA,
            beslist_op=timezone.now(),
            beslist_door=cast.gebruikers.get(beslist_door),
        )


def test_another_organisation_and_another_role_reach_none_of_it(cast, vera):
    bea = venster(cast, "bea")
    assert bea.post(start(cast.gebruikers["dora"])).status_code == 404
    bea.post(start(vera))
    rij = Herstel.objects.get()
    with als_bouw():
        maak_functie(cast, "mo", Rol.BEHEERDER, "dienst-b")
        Gebruiker.objects.filter(pk=cast.gebruikers["mo"].pk)
    mo = venster(cast, "mo")
    sessie = mo.session
    sessie["functie"] = str(cast.gebruikers["mo"].functies.get(rol=Rol.BEHEERDER).pk)
    sessie.save()
    assert mo.get("/rekeningen/").status_code == 200
    assert mo.get(pad(rij)).status_code == mo.post(pad(rij, "afwijzen")).status_code == 404
    for naam in ("ans", "mieke", "vera"):
        assert venster(cast, naam).post(pad(rij)).status_code == 403


def bij_dienst_a(cast: Any, naam: str, **velden: Any) -> Functie:
    """A role of somebody of elsewhere in dienst-a; as a proposal of Bea unless `velden` say more."""
    with als_bouw():
        voorstel = {"toegekend_op": None, "voorgesteld_door": cast.gebruikers["bea"]}
        return maak_functie(cast, naam, Rol.COACH, "dienst-a", **voorstel | velden)


GISTEREN = vandaag() - timedelta(days=1)
GEEN_GREEP = {
    "a proposal": {},
    "a refused proposal": {"ingetrokken_op": timezone.now()},
    "a role of before": {"toegekend_op": timezone.now(), "tot": GISTEREN},
    "a role that was taken away": {"toegekend_op": timezone.now(), "ingetrokken_op": timezone.now()},
    "a role that begins later": {"toegekend_op": timezone.now(), "van": vandaag() + timedelta(days=9)},
}


@pytest.mark.parametrize("velden", GEEN_GREEP.values(), ids=GEEN_GREEP)
@pytest.mark.parametrize("wat", ["opnieuw", "wachtwoord", "uitnodiging"])
def test_without_a_role_in_force_here_nobody_reaches_an_account_of_elsewhere(cast, velden, wat):
    """Dora works at another service: inviting her (one manager alone does) gives no hold on how she logs in."""
    dora = cast.gebruikers["dora"]
    bij_dienst_a(cast, "dora", **velden)
    with als_bouw():
        dora.email = None
        if wat == "uitnodiging":  # her own managers took the password away: only they make the link
            dora.set_unusable_password()
        dora.save()
    bea = venster(cast, "bea")
    pagina = bea.get(f"/rekeningen/{dora.pk}/")
    assert pagina.status_code == 200  # she stands among the people, with that role
    adres = (
        f"/rekeningen/{dora.pk}/{wat}/" if wat == "uitnodiging" else f"/aanmelden/rekening/{dora.pk}/{wat}/"
    )
    assert adres not in pagina.content.decode()
    assert bea.get(adres).status_code == bea.post(adres).status_code == 403
    assert Herstel.objects.count() == 0


def test_who_works_here_as_well_as_elsewhere_is_helped_by_two_managers_here(cast):
    bij_dienst_a(cast, "dora", toegekend_op=timezone.now())
    dora = cast.gebruikers["dora"]
    with als_bouw():
        tweede_stap.zet_totp(dora, geheim("dora"))
    venster(cast, "bea").post(start(dora))
    assert venster(cast, "boris").post(pad(Herstel.objects.get())).status_code == 302
    assert not tweede_stap.heeft(dora)


def test_what_was_asked_about_somebody_who_stopped_here_meanwhile_cannot_be_confirmed(cast, vera):
    bea, boris = venster(cast, "bea"), venster(cast, "boris")
    bea.post(start(vera))
    rij = Herstel.objects.get()
    Functie.objects.filter(pk=cast.functies["vera"].pk).update(tot=GISTEREN)
    assert boris.post(pad(rij)).status_code == 403 and not dicht(vera)
    for bladzijde in ("/rekeningen/", VANDAAG):
        assert pad(rij) not in boris.get(bladzijde).content.decode()
    assert boris.post(pad(rij, "afwijzen")).status_code == 302


def test_asked_twice_is_asked_once_and_decided_once(cast, vera):
    bea, boris = venster(cast, "bea"), venster(cast, "boris")
    bea.post(start(vera))
    bea.post(start(vera))
    rij = Herstel.objects.get()
    with als_bouw():
        assert herstel.wijs_af(cast.bea, rij) and not herstel.bevestig(cast.boris, rij)
    assert not dicht(vera)
    assert boris.post(pad(rij)).status_code == 403  # decided
    bea.post(start(vera))  # and may be asked anew
    assert Herstel.objects.open().count() == 1


def test_a_request_waits_two_days_and_no_longer(cast, vera):
    venster(cast, "bea").post(start(vera))
    rij = Herstel.objects.get()
    with als_bouw():
        Herstel.objects.update(gevraagd_op=timezone.now() - timedelta(hours=48, minutes=1))
    boris = venster(cast, "boris")
    assert boris.post(pad(rij)).status_code == 403
    assert pad(rij) not in boris.get("/rekeningen/").content.decode()
    boris.post(start(vera))  # the old one makes room
    assert sorted(Herstel.objects.values_list("besluit", flat=True)) == ["open", "verlopen"]


def test_without_a_mailbox_two_managers_and_a_printed_link_give_a_new_password(cast, vera):
    pad_ = f"/aanmelden/rekening/{vera.pk}/wachtwoord/"
    bea, boris = venster(cast, "bea"), venster(cast, "boris")
    assert bea.post(pad_).status_code == 403  # she has a mailbox: she asks a link herself
    with als_bouw():
        Gebruiker.objects.filter(pk=vera.pk).update(email=None)
    elders = venster(cast, "vera")
    assert pad_ in bea.get(f"/rekeningen/{vera.pk}/").content.decode()
    assert bea.get(pad_).status_code == 200 and bea.post(pad_).status_code == 302
    vera.refresh_from_db()
    assert vera.check_password(WACHTWOORD)
    assert boris.post(pad(Herstel.objects.get())).status_code == 302
    vera.refresh_from_db()
    assert not vera.has_usable_password() and tweede_stap.heeft(vera)  # the second step stays
    assert elders.get(VANDAAG).url.startswith("/aanmelden/")
    blad = bea.post(f"/rekeningen/{vera.pk}/uitnodiging/").content.decode()
    adres = re.search(r"http://testserver(/uitnodiging/[^\s<\"]+)", blad)[1]
    nieuw = Client()
    stap = nieuw.get(adres).url
    nieuw.post(stap, {"new_password1": "kopje-paraplu-trein", "new_password2": "kopje-paraplu-trein"})
    antwoord = nieuw.post("/aanmelden/", {"login": "vera", "password": "kopje-paraplu-trein"})
    assert antwoord.url.startswith("/aanmelden/code/")
    assert regels("wachtwoord_gewist") == ["ok"] and mail.outbox == []


def test_the_action_itself_refuses_who_is_no_manager(cast, vera):
    with als_bouw(), pytest.raises(PermissionDenied):
        herstel.vraag(cast.mieke, vera, Soort.TWEEDE_STAP)
