"""A forgotten password: one way for who has a mailbox, that tells nobody which addresses are known here."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from beroepsgeheim.models import Raadpleging
from organisaties.aanmelden import tweede_stap, vergeten
from organisaties.models import Functie, Gebruiker, Sessie, Toestel
from organisaties.uitnodiging import bon as uitnodigingsbon
from portaal.demo.tweede_stap import geheim
from tests.cast import WACHTWOORD
from tests.hulp import als_bouw
from thuiscompagnie.vloer import outbox
from thuiscompagnie.vloer.models import Opdracht

pytestmark = pytest.mark.django_db
PAD, VERSTUURD = "/aanmelden/vergeten/", "/aanmelden/vergeten/verstuurd/"
NIEUW = "kopje-paraplu-trein"
ADRES, ONBEKEND = "ans@voorbeeld.test", "niemand@voorbeeld.test"


@pytest.fixture(autouse=True)
def lege_tellers():
    cache.clear()


@pytest.fixture
def ans(cast: Any) -> Gebruiker:
    return cast.gebruikers["ans"]


def vraag(client: Client, email: str = ADRES) -> Any:
    return client.post(PAD, {"email": email})


def verwerk() -> None:
    for opdracht in Opdracht.objects.filter(status=Opdracht.Status.WACHT).order_by("gemaakt_op"):
        assert outbox.voer_uit(opdracht.pk) == "klaar"


def link(client: Client, email: str = ADRES) -> str:
    """Ask, let the worker work, and read the address of the link in the mail."""
    mail.outbox.clear()
    assert vraag(client, email).url == VERSTUURD
    verwerk()
    return re.search(r"http://testserver(/aanmelden/vergeten/\S+)", mail.outbox[0].body)[1]


def kies(client: Client, pad: str, nieuw: str = NIEUW) -> Any:
    return client.post(pad, {"new_password1": nieuw, "new_password2": nieuw})


def regels(onderdeel: str) -> list[tuple[str, Any]]:
    with als_bouw():
        rijen = Raadpleging.objects.filter(onderdeel=f"aanmelden.{onderdeel}").order_by("pk")
        return list(rijen.values_list("uitkomst", "gebruiker"))


def test_the_log_in_page_leads_to_it(client):
    assert PAD in client.get("/aanmelden/").content.decode()
    assert client.get(PAD).status_code == 200


def test_a_link_from_the_mailbox_gives_a_new_password_and_closes_every_other_door(ans, client):
    elders = Client()
    elders.force_login(ans)
    telefoon = Toestel.objects.create(gebruiker=ans, geheim="x" * 64, geldig_tot="2099-01-01T00:00:00Z")
    adres = link(client)
    stap = client.get(adres)
    token = adres.rstrip("/").rsplit("/", 1)[1]
    assert stap.status_code == 302 and token not in stap.url  # it leaves the address at once
    assert stap["Referrer-Policy"] == "no-referrer" and "no-store" in stap["Cache-Control"]
    assert client.get(stap.url).status_code == 200
    assert kies(client, stap.url).url == "/aanmelden/"
    ans.refresh_from_db()
    assert ans.check_password(NIEUW)
    assert "_auth_user_id" not in client.session  # nobody is logged in by a mail
    assert elders.get("/vandaag/").status_code == 302
    assert not Sessie.objects.open().filter(gebruiker=ans).exists()
    telefoon.refresh_from_db()
    assert telefoon.ingetrokken_op is not None
    assert regels("vergeten_gevraagd") == regels("vergeten_hersteld") == [("ok", ans.pk)]
    mail.outbox.clear()
    verwerk()
    assert [bericht.to for bericht in mail.outbox] == [[ADRES]]
    assert "wachtwoord van uw account is gewijzigd" in mail.outbox[0].body


def test_who_is_logged_in_in_the_same_browser_is_logged_out_and_not_left_with_an_error(ans, client):
    client.force_login(ans)
    stap = client.get(link(client))
    assert kies(client, stap.url).url == "/aanmelden/"
    assert "nieuwe wachtwoord is klaar" in client.get("/aanmelden/").content.decode()


def test_the_second_step_is_asked_as_before(ans, client):
    with als_bouw():
        tweede_stap.zet_totp(ans, geheim("ans"))
    kies(client, client.get(link(client)).url)
    antwoord = client.post("/aanmelden/", {"login": ADRES, "password": NIEUW})
    assert antwoord.url.startswith("/aanmelden/code/")
    assert client.get("/vandaag/").url.startswith("/aanmelden/")
    assert tweede_stap.heeft(ans)


def test_the_mail_and_the_job_name_nobody(ans, client):
    link(client)
    bericht, opdracht = mail.outbox[0], Opdracht.objects.get(soort="organisaties.wachtwoord_vergeten")
    for woord in ("Ans", "Proef", "coach", "OCMW", "gezin"):
        assert woord not in bericht.subject + bericht.body
    assert opdracht.lading == {"gebruiker": str(ans.pk), "basis": "http://testserver/"}
    assert ADRES not in f"{opdracht.lading}{opdracht.actor}{opdracht.uniek}"


def test_an_unknown_address_gets_the_same_answer_after_the_same_work(ans, client):
    def meet(email: str) -> tuple[Any, ...]:
        with CaptureQueriesContext(connection) as vragen:
            antwoord = vraag(client, email)
        bladzijde = client.get(antwoord.url).content
        soorten = [re.sub(r"'[^']*'|\d+", "?", v["sql"]) for v in vragen.captured_queries]
        return antwoord.status_code, antwoord.url, sorted(antwoord.headers), bladzijde, soorten

    def zonder_wisselend(uitkomst: tuple[Any, ...]) -> tuple[Any, ...]:
        *kop, bladzijde, soorten = uitkomst
        return *kop, re.sub(rb'(nonce|value)="[^"]*"', b"", bladzijde), [s[:60] for s in soorten]

    meet(ONBEKEND)  # the first time fills caches
    assert zonder_wisselend(meet(ADRES)) == zonder_wisselend(meet(ONBEKEND))
    assert Opdracht.objects.filter(soort="organisaties.wachtwoord_vergeten").count() == 3
    verwerk()
    assert [bericht.to for bericht in mail.outbox] == [[ADRES]]
    assert Opdracht.objects.filter(status=Opdracht.Status.KLAAR).count() == 3  # none is parked, none differs


def test_a_family_member_an_ended_account_and_an_invited_person_get_nothing(cast, client):
    moeder, carla = cast.personen["mama_zon"], cast.gebruikers["carla"]
    with als_bouw():
        Gebruiker.objects.filter(pk=cast.gebruikers["ans"].pk).update(is_active=False)
        Functie.objects.filter(pk=cast.functies["bert"].pk).update(van="2020-01-01", tot="2020-12-31")
        carla.set_unusable_password()
        carla.save()
        moeder.email = "moeder@voorbeeld.test"
        moeder.set_password(WACHTWOORD)
        moeder.save()
    for naam in ("ans", "bert", "carla", "moeder"):
        assert vraag(client, f"{naam}@voorbeeld.test").url == VERSTUURD
    verwerk()
    assert mail.outbox == []
    pad = vergeten.link(moeder, "http://testserver").removeprefix("http://testserver")
    assert client.get(pad).status_code == 410


def test_a_link_works_once_and_the_second_window_finds_it_used(ans, client):
    adres = link(client)
    een, twee = Client(), Client()
    stappen = [venster.get(adres).url for venster in (een, twee)]
    assert kies(een, stappen[0]).status_code == 302
    assert kies(twee, stappen[1], "ander-drietal-woorden").status_code == 410
    assert Client().get(adres).status_code == 410
    ans.refresh_from_db()
    assert ans.check_password(NIEUW)
    assert ("geweigerd", ans.pk) in regels("vergeten_hersteld")


def test_the_link_of_before_dies_with_a_log_in_or_another_address(ans, client):
    adres = link(client)
    with als_bouw():
        Gebruiker.objects.filter(pk=ans.pk).update(last_login=timezone.now())
    assert client.get(adres).status_code == 410
    adres = link(client)
    with als_bouw():
        Gebruiker.objects.filter(pk=ans.pk).update(email="ander@voorbeeld.test")
    assert client.get(adres).status_code == 410


def test_who_ends_between_the_mail_and_the_click_comes_too_late(ans, cast, client):
    stap = client.get(link(client)).url
    with als_bouw():
        Functie.objects.filter(gebruiker=ans).update(ingetrokken_op=timezone.now())
    assert kies(client, stap).status_code == 410
    ans.refresh_from_db()
    assert ans.check_password(WACHTWOORD)


NACHTEN = [
    datetime(2026, 3, 29, 0, 50, tzinfo=UTC),
    datetime(2026, 10, 25, 0, 50, tzinfo=UTC),
    datetime(2026, 7, 1, 12, 0, tzinfo=UTC),
]


@pytest.mark.parametrize("toen", NACHTEN)
def test_it_lives_half_an_hour_also_when_the_clock_changes(ans, monkeypatch, toen):
    def om(moment: datetime) -> None:
        monkeypatch.setattr(vergeten.bon, "_now", lambda: moment.replace(tzinfo=None))

    om(toen)
    token = vergeten.bon.make_token(ans)
    for minuten, goed in ((0, True), (29, True), (30, True), (31, False), (90, False), (-5, False)):
        om(toen + timedelta(minutes=minuten))
        assert vergeten.bon.check_token(ans, token) is goed


def test_the_clock_of_the_link_is_utc():
    assert abs(vergeten.bon._now() - datetime.now(UTC).replace(tzinfo=None)) < timedelta(seconds=5)


def test_a_link_is_no_invitation_and_an_invitation_no_link(ans):
    assert not vergeten.bon.check_token(ans, uitnodigingsbon.make_token(ans))
    assert not uitnodigingsbon.check_token(ans, vergeten.bon.make_token(ans))


@pytest.mark.parametrize(
    "pad", ["/aanmelden/vergeten/x/y/", "/aanmelden/vergeten/eA/nieuw/", "/aanmelden/vergeten/MQ/abc-def/"]
)
def test_a_made_up_link_opens_nothing(cast, client, pad):
    assert client.get(pad).status_code == 410
    assert kies(client, pad).status_code == 410


def test_an_easy_password_is_refused_and_does_not_come_back(ans, client):
    stap = client.get(link(client)).url
    antwoord = kies(client, stap, "Welkom-Gezin-2026")
    assert antwoord.status_code == 422 and antwoord.context["form"].errors
    assert "Welkom-Gezin-2026" not in antwoord.content.decode()
    assert kies(client, stap).status_code == 302  # and the link still works


def test_one_person_gets_three_links_an_hour_and_the_answer_stays_the_same(ans, client):
    for keer, email in enumerate((ADRES, ADRES.upper(), ADRES, ADRES, ADRES)):
        assert vraag(client, email).url == VERSTUURD
        assert Opdracht.objects.count() == min(keer + 1, 3)
    for _keer in range(5):
        assert vraag(client, ONBEKEND).url == VERSTUURD
    assert Opdracht.objects.count() == 6
    verwerk()
    assert len(mail.outbox) == 3
    assert regels("vergeten_gevraagd").count(("geweigerd", ans.pk)) == 2


def test_one_machine_asks_twenty_times_at_most(cast, client):
    codes = [vraag(client, f"adres{n}@voorbeeld.test").status_code for n in range(22)]
    assert codes == [302] * 20 + [429] * 2
    assert Opdracht.objects.count() == 20


def test_no_address_is_no_job(cast, client):
    antwoord = vraag(client, "geen adres")
    assert antwoord.status_code == 422 and antwoord.context["form"].errors
    assert not Opdracht.objects.exists()


@pytest.mark.parametrize("gelijkend", ["anſ@voorbeeld.test", "ans@voorbeeld.test ", "ANS@voorbeeld.test"])
def test_a_look_alike_address_never_gets_the_link_itself(ans, client, gelijkend):
    vraag(client, gelijkend)
    verwerk()
    assert {tuple(bericht.to) for bericht in mail.outbox} <= {(ADRES,)}
