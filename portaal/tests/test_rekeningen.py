"""Accounts and roles: inviting, two people for every role, ending at once, switching visibly."""

import re
import uuid
from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from organisaties import actions
from organisaties.actor import vandaag
from organisaties.models import Functie, Gebruiker, Rol
from organisaties.uitnodiging import bon, genodigde, link
from tests.cast import maak_functie
from tests.hulp import als, als_bouw
from thuiscompagnie.vloer import outbox
from thuiscompagnie.vloer.models import Opdracht


def url(naam, *args):
    return reverse(f"organisaties:{naam}", args=args)


def gegevens(**anders):
    return {
        "naam": "Nora Nieuw",
        "email": "nora@voorbeeld.test",
        "gebruikersnaam": "",
        "rol": Rol.COACH,
        "van": vandaag().isoformat(),
        "tot": "",
        "formulierbon": str(uuid.uuid4()),
    } | anders


@pytest.fixture
def voorstel(cast):
    """Bea has proposed that Vik becomes a coach as well."""
    with als(cast.bea) as bea:
        return actions.stel_functie_voor(
            actor=bea, gebruiker=cast.gebruikers["vik"], rol=Rol.COACH, van=vandaag(), tot=None
        )


@pytest.fixture
def genodigd(db):
    with als_bouw():
        return Gebruiker.objects.create_user("nora", None, naam="Nora Nieuw", email="nora@voorbeeld.test")


def test_the_manager_sees_the_people_of_her_own_organisation_only(cast, inloggen):
    antwoord = inloggen(cast, "bea").get(url("rekeningen"))
    namen = {mens.naam for mens in antwoord.context["bladen"].rijen}
    assert namen == {
        f"{naam} Proef"
        for naam in [
            "Ans",
            "Bea",
            "Bert",
            "Boris",
            "Carla",
            "Dirk",
            "Mieke",
            "Olaf",
            "Oud",
            "Paula",
            "Rita",
            "Tom",
            "Vera",
            "Vik",
        ]
    }
    assert "OCMW Genk" not in antwoord.content.decode()


def test_searching_narrows_the_list_and_an_empty_list_says_what_to_do(cast, inloggen):
    client = inloggen(cast, "bea")
    gevonden = client.get(url("rekeningen"), {"q": "ver"}).context["bladen"].rijen
    assert [mens.naam for mens in gevonden] == ["Vera Proef"]
    assert "Niemand gevonden" in client.get(url("rekeningen"), {"q": "dora"}).content.decode()


@pytest.mark.parametrize("naam", ["ans", "petra", "eva", "mieke", "rita"])
def test_nobody_but_a_manager_reaches_the_accounts(cast, inloggen, naam):
    client = inloggen(cast, naam)
    vera = cast.gebruikers["vera"].pk
    functie = cast.functies["vera"].pk
    for adres in (
        url("rekeningen"),
        url("uitnodigen"),
        url("rekening", vera),
        url("rol_voorstellen", vera),
        url("uitnodiging_vernieuwen", vera),
        url("functie_goedkeuren", functie),
        url("functie_afwijzen", functie),
        url("functie_beeindigen", functie),
    ):
        assert client.get(adres).status_code == 403
        assert client.post(adres).status_code in (403, 405)


def test_a_manager_cannot_find_or_change_people_of_another_organisation(cast, inloggen):
    client = inloggen(cast, "bea")
    dora, functie = cast.gebruikers["dora"].pk, cast.functies["dora"].pk
    for adres in (
        url("rekening", dora),
        url("rol_voorstellen", dora),
        url("uitnodiging_vernieuwen", dora),
        url("functie_goedkeuren", functie),
        url("functie_beeindigen", functie),
        url("rekening", uuid.uuid4()),
    ):
        assert client.get(adres).status_code == 404
    assert client.post(url("functie_beeindigen", functie), {"laatste_dag": vandaag()}).status_code == 404
    assert Functie.objects.get(pk=functie).ingetrokken_op is None


def test_inviting_makes_an_account_without_password_and_a_proposal(cast, inloggen):
    antwoord = inloggen(cast, "bea").post(url("uitnodigen"), gegevens())
    nora = Gebruiker.objects.get(email="nora@voorbeeld.test")
    assert antwoord["Location"] == url("rekening", nora.pk)
    assert not nora.has_usable_password()
    functie = nora.functies.get()
    assert functie.is_voorstel
    assert functie.voorgesteld_door == cast.gebruikers["bea"]
    assert functie.organisatie == cast.organisaties["dienst-a"]
    opdracht = Opdracht.objects.get(soort="organisaties.uitnodiging")
    assert opdracht.lading == {"gebruiker": str(nora.pk), "basis": "http://testserver/"}


def test_posting_the_invitation_twice_invites_once(cast, inloggen):
    client, twee_keer = inloggen(cast, "bea"), gegevens()
    client.post(url("uitnodigen"), twee_keer)
    client.post(url("uitnodigen"), twee_keer)
    assert Functie.objects.filter(gebruiker__email="nora@voorbeeld.test").count() == 1


def test_the_mail_holds_a_link_that_works_once_and_no_name(cast, inloggen, client):
    inloggen(cast, "bea").post(url("uitnodigen"), gegevens())
    assert outbox.voer_uit(Opdracht.objects.get(soort="organisaties.uitnodiging").pk) == "klaar"
    bericht = mail.outbox[0]
    for woord in ("Nora", "Nieuw", "Bea", "coach", "OCMW Beringen", "gezin"):
        assert woord not in bericht.subject + bericht.body
    client.logout()
    adres = re.search(r"http://testserver(/uitnodiging/\S+)", bericht.body)[1]
    stap = client.get(adres)
    pagina = stap["Location"]
    assert "/wachtwoord/" in pagina
    nieuw = {"new_password1": "drie-kopjes-koffie", "new_password2": "drie-kopjes-koffie"}
    assert client.post(pagina, nieuw)["Location"] == reverse("account_login")
    assert Gebruiker.objects.get(email="nora@voorbeeld.test").check_password("drie-kopjes-koffie")
    assert client.get(adres).status_code == 410
    assert client.post(pagina, nieuw).status_code == 410


def test_a_weak_or_mistyped_password_is_refused_in_words(genodigd, client):
    pagina = client.get(link(genodigd, "http://testserver"))["Location"]
    zwak = client.post(pagina, {"new_password1": "kort", "new_password2": "kort"})
    anders = client.post(pagina, {"new_password1": "drie-kopjes-koffie", "new_password2": "drie-kopjes"})
    assert "12 tekens" in zwak.content.decode()
    assert anders.context["form"].errors["new_password2"]
    genodigd.refresh_from_db()
    assert not genodigd.has_usable_password()


def test_a_new_link_makes_the_old_one_worthless(genodigd):
    oud = bon.make_token(genodigd)
    assert genodigde(genodigd.pk, oud) == genodigd
    with als_bouw():
        actions.vernieuw_uitnodiging(genodigd)
    assert genodigde(genodigd.pk, oud) is None
    assert genodigde(uuid.uuid4(), oud) is None


def test_a_made_up_link_says_in_words_that_it_does_not_work(genodigd, client):
    antwoord = client.get(url("uitnodiging", genodigd.pk, "abc-def"))
    assert antwoord.status_code == 410
    assert "Deze link werkt niet meer" in antwoord.content.decode()
    assert client.get(url("wachtwoord", genodigd.pk)).status_code == 410


def test_a_person_without_mailbox_gets_a_link_on_paper_once(cast, inloggen):
    client = inloggen(cast, "bea")
    client.post(url("uitnodigen"), gegevens(email="", gebruikersnaam="nora.nieuw"))
    nora = Gebruiker.objects.get(gebruikersnaam="nora.nieuw")
    assert nora.email is None
    assert not Opdracht.objects.filter(soort="organisaties.uitnodiging").exists()
    antwoord = client.post(url("uitnodiging_vernieuwen", nora.pk), {"formulierbon": str(uuid.uuid4())})
    assert f"http://testserver/uitnodiging/{nora.pk}/" in antwoord.content.decode()


@pytest.mark.parametrize(
    "waar, mag", [(None, True), ("voorstel", True), ("begint later", False), ("nu", False)]
)
def test_a_first_invitation_is_sent_again_unless_the_account_is_of_elsewhere(cast, inloggen, waar, mag):
    client = inloggen(cast, "bea")
    client.post(url("uitnodigen"), gegevens())
    nora = Gebruiker.objects.get(email="nora@voorbeeld.test")
    if waar:
        cast.gebruikers["nora"] = nora
        van = vandaag() + timedelta(days=9 if waar == "begint later" else 0)
        toegekend = None if waar == "voorstel" else timezone.now()
        with als_bouw():
            maak_functie(cast, "nora", Rol.COACH, "dienst-b", van=van, toegekend_op=toegekend)
    adres = url("uitnodiging_vernieuwen", nora.pk)
    assert (adres in client.get(url("rekening", nora.pk)).content.decode()) is mag
    assert client.post(adres, {"formulierbon": str(uuid.uuid4())}).status_code == (302 if mag else 403)
    nora.functies.filter(organisatie=cast.organisaties["dienst-a"]).update(toegekend_op=timezone.now())
    assert client.get(adres).status_code == 200  # a colleague now, whatever she does elsewhere


def test_an_invitation_that_was_refused_is_not_sent_again(cast, inloggen):
    client = inloggen(cast, "bea")
    client.post(url("uitnodigen"), gegevens())
    nora = Gebruiker.objects.get(email="nora@voorbeeld.test")
    client.post(url("functie_afwijzen", nora.functies.get().pk))
    assert client.post(url("uitnodiging_vernieuwen", nora.pk)).status_code == 403


def test_somebody_with_an_account_elsewhere_keeps_it_and_gets_a_proposal(cast, inloggen):
    inloggen(cast, "bea").post(url("uitnodigen"), gegevens(email="DORA@voorbeeld.test", naam="Andere Naam"))
    functie = Functie.objects.get(
        organisatie=cast.organisaties["dienst-a"], gebruiker=cast.gebruikers["dora"]
    )
    assert functie.is_voorstel
    assert functie.gebruiker.naam == "Dora Proef"
    assert functie.gebruiker.has_usable_password()
    assert not Opdracht.objects.filter(soort="organisaties.uitnodiging").exists()


@pytest.mark.parametrize(
    "anders, veld, zin",
    [
        ({"naam": ""}, "naam", "Vul dit nog in."),
        ({"email": "geen adres"}, "email", "geldig"),
        ({"email": ""}, "gebruikersnaam", "Vul een e-mailadres of een gebruikersnaam in."),
        ({"email": "", "gebruikersnaam": "vera"}, "gebruikersnaam", "Deze gebruikersnaam is al in gebruik."),
        ({"rol": Rol.COORDINATOR}, "rol", "Kies een van de antwoorden uit de lijst."),
        ({"rol": Rol.GEZINSLID}, "rol", "Kies een van de antwoorden uit de lijst."),
        ({"tot": "2001-01-01"}, "tot", "De einddatum ligt voor de begindatum."),
        ({"van": "31/31/2026"}, "van", "Deze datum bestaat niet."),
        ({"email": "vera@voorbeeld.test", "rol": Rol.VERZORGENDE}, "rol", "heeft deze rol al"),
    ],
)
def test_a_wrong_invitation_names_the_field_and_keeps_what_was_typed(cast, inloggen, anders, veld, zin):
    aantal = Functie.objects.count()
    antwoord = inloggen(cast, "bea").post(url("uitnodigen"), gegevens(**anders))
    assert antwoord.status_code == 200
    assert zin in " ".join(antwoord.context["form"].errors[veld])
    assert antwoord.context["form"]["van"].value() == gegevens(**anders)["van"]
    assert Functie.objects.count() == aantal


def test_a_proposed_role_gives_no_access_until_a_second_manager_approves(cast, inloggen, voorstel):
    assert voorstel not in Functie.objects.actief_op(vandaag())
    antwoord = inloggen(cast, "boris").post(url("functie_goedkeuren", voorstel.pk))
    assert antwoord["Location"] == url("rekening", voorstel.gebruiker_id)
    voorstel.refresh_from_db()
    assert voorstel.toegekend_door == cast.gebruikers["boris"]
    assert voorstel in Functie.objects.actief_op(vandaag())


def test_the_list_says_what_waits_and_leaves_out_what_is_over(cast, inloggen, voorstel):
    mensen = dict(inloggen(cast, "bea").get(url("rekeningen")).context["mensen"])
    regels = {mens.naam: rollen for mens, rollen in mensen.items()}
    assert regels["Vik Proef"][0] == "coach (wacht op goedkeuring)"
    assert regels["Vik Proef"][1].startswith("verzorgende (sinds ")
    assert regels["Oud Proef"] == []


def test_the_proposer_cannot_approve_and_nobody_approves_a_role_for_herself(cast, inloggen, voorstel):
    assert inloggen(cast, "bea").post(url("functie_goedkeuren", voorstel.pk)).status_code == 403
    with als(cast.bea) as bea:
        eigen = actions.stel_functie_voor(
            actor=bea, gebruiker=cast.gebruikers["boris"], rol=Rol.COACH, van=vandaag(), tot=None
        )
    assert inloggen(cast, "boris").post(url("functie_goedkeuren", eigen.pk)).status_code == 403
    assert set(Functie.objects.voorstellen()) == {voorstel, eigen}


def test_the_database_itself_refuses_one_person_as_both(cast, voorstel):
    with pytest.raises(IntegrityError), transaction.atomic():
        Functie.objects.filter(pk=voorstel.pk).update(
            toegekend_door=voorstel.voorgesteld_door, toegekend_op=timezone.now()
        )


def test_deciding_after_somebody_else_did_changes_nothing(cast, voorstel):
    with als(cast.boris) as boris:
        assert actions.wijs_functie_af(actor=boris, functie=voorstel)
        assert not actions.keur_functie_goed(actor=boris, functie=voorstel)
    voorstel.refresh_from_db()
    assert voorstel.toegekend_op is None


def test_the_proposer_can_withdraw_a_proposal(cast, inloggen, voorstel):
    inloggen(cast, "bea").post(url("functie_afwijzen", voorstel.pk))
    voorstel.refresh_from_db()
    assert voorstel.ingetrokken_door == cast.gebruikers["bea"]
    assert inloggen(cast, "boris").post(url("functie_goedkeuren", voorstel.pk)).status_code == 403


def test_ending_a_role_today_ends_the_access_at_the_next_click(cast, inloggen, client):
    from django.test import Client

    vera = Client()
    vera.force_login(cast.gebruikers["vera"])
    assert vera.get("/vandaag/").wsgi_request.actor is not None
    inloggen(cast, "bea").post(
        url("functie_beeindigen", cast.functies["vera"].pk), {"laatste_dag": vandaag().isoformat()}
    )
    assert vera.get("/vandaag/").wsgi_request.actor is None


def test_a_later_last_day_keeps_the_access_until_then(cast, inloggen):
    later = vandaag() + timedelta(days=14)
    functie = cast.functies["vera"]
    inloggen(cast, "bea").post(url("functie_beeindigen", functie.pk), {"laatste_dag": later.isoformat()})
    assert functie in Functie.objects.actief_op(later)
    assert functie not in Functie.objects.actief_op(later + timedelta(days=1))


def test_one_manager_alone_never_lengthens_a_role_that_two_people_granted(cast, inloggen):
    einde = vandaag() + timedelta(days=14)
    functie = cast.functies["vera"]
    Functie.objects.filter(pk=functie.pk).update(tot=einde)
    client, adres = inloggen(cast, "bea"), url("functie_beeindigen", functie.pk)
    later = (einde + timedelta(days=1)).isoformat()
    antwoord = client.post(adres, {"laatste_dag": later})
    form = antwoord.context["form"]
    assert antwoord.status_code == 200 and form["laatste_dag"].value() == later
    assert "Deze rol loopt tot en met" in form.errors["laatste_dag"][0]
    assert Functie.objects.get(pk=functie.pk).tot == einde
    assert client.post(adres, {"laatste_dag": einde.isoformat()}).status_code == 302  # the day itself may
    client.post(adres, {"laatste_dag": (einde - timedelta(days=1)).isoformat()})
    assert Functie.objects.get(pk=functie.pk).tot == einde - timedelta(days=1)


def test_a_last_day_before_the_first_is_a_slip_and_ends_nothing(cast, inloggen):
    functie = cast.functies["vera"]
    voor = (functie.van - timedelta(days=1)).isoformat()
    antwoord = inloggen(cast, "bea").post(url("functie_beeindigen", functie.pk), {"laatste_dag": voor})
    assert "Deze rol begon pas op" in antwoord.context["form"].errors["laatste_dag"][0]
    assert Functie.objects.get(pk=functie.pk).tot == functie.tot


def test_the_back_button_after_a_decision_says_that_it_was_taken(cast, inloggen, voorstel):
    boris = inloggen(cast, "boris")
    assert boris.post(url("functie_goedkeuren", voorstel.pk)).status_code == 302
    antwoord = boris.get(url("functie_goedkeuren", voorstel.pk), follow=True)
    assert antwoord.status_code == 200
    assert "Over deze rol is al beslist." in antwoord.content.decode()


def test_an_earlier_last_day_that_somebody_else_chose_meanwhile_stays(cast):
    functie = cast.functies["vera"]
    eerder = vandaag() + timedelta(days=3)
    with als(cast.boris) as boris:
        assert actions.beeindig_functie(
            actor=boris, functie=Functie.objects.get(pk=functie.pk), laatste_dag=eerder
        )
    with als(cast.bea) as bea:  # her page still shows a role without an end
        later = eerder + timedelta(days=9)
        assert not actions.beeindig_functie(actor=bea, functie=functie, laatste_dag=later)
    assert Functie.objects.get(pk=functie.pk).tot == eerder


def test_nobody_ends_her_own_role_or_one_that_is_over(cast, inloggen):
    client = inloggen(cast, "bea")
    for naam in ("bea", "oud"):
        doel = url("functie_beeindigen", cast.functies[naam].pk)
        assert client.post(doel, {"laatste_dag": vandaag().isoformat()}).status_code == 403


def test_the_page_of_a_person_shows_who_proposed_and_what_may_be_done(cast, inloggen, voorstel):
    pagina = inloggen(cast, "boris").get(url("rekening", voorstel.gebruiker_id)).content.decode()
    assert "Voorgesteld door Bea Proef" in pagina
    assert url("functie_goedkeuren", voorstel.pk) in pagina
    eigen = inloggen(cast, "bea").get(url("rekening", voorstel.gebruiker_id)).content.decode()
    assert url("functie_goedkeuren", voorstel.pk) not in eigen
    assert url("functie_afwijzen", voorstel.pk) in eigen


def test_the_list_asks_as_many_questions_for_one_person_as_for_many(
    cast, inloggen, django_assert_num_queries
):
    client = inloggen(cast, "bea")
    adres = url("rekeningen")

    def aantal(q):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as vragen:
            client.get(adres, {"q": q})
        return len(vragen)

    assert aantal("vera") == aantal("") <= 20


def test_a_person_with_two_roles_switches_visibly_and_has_one_at_a_time(cast, inloggen):
    client = inloggen(cast, "rita")
    assert client.get("/vandaag/").wsgi_request.actor.rol == Rol.COACH
    antwoord = client.post(url("wissel_functie"), {"functie": str(cast.functies["rita_eva"].pk)}, follow=True)
    assert "U werkt nu als LCO-coördinator bij OCMW Genk." in antwoord.content.decode()
    assert antwoord.wsgi_request.actor.rol == Rol.COORDINATOR


@pytest.mark.parametrize("waarde", ["", "onzin", "vreemd"])
def test_switching_to_a_role_that_is_not_yours_changes_nothing(cast, inloggen, waarde):
    client = inloggen(cast, "rita")
    functie = str(cast.functies["bea"].pk) if waarde == "vreemd" else waarde
    antwoord = client.post(url("wissel_functie"), {"functie": functie}, follow=True)
    assert "Die rol is er niet meer" in antwoord.content.decode()
    assert antwoord.wsgi_request.actor.rol == Rol.COACH
    assert client.get(url("wissel_functie")).status_code == 405


def test_a_manager_never_sees_a_family_member_among_the_people(cast, inloggen):
    with als_bouw():
        maak_functie(cast, "mama", Rol.GEZINSLID, "dienst-a")
    client = inloggen(cast, "bea")
    assert "Mama Proef" not in client.get(url("rekeningen")).content.decode()
    assert client.get(url("rekening", cast.gebruikers["mama"].pk)).status_code == 404
