"""A final agenda goes through the gate: one act for each invitee, and a no empties page, paper and calendar."""

import pytest
from django.urls import reverse

from beroepsgeheim.models import Toegang
from gezinnen.delen import actions as delen
from gezinnen.delen import register
from gezinnen.delen.actions import Antwoord
from gezinnen.models import BetrokkenHulpverlener, Client, Gegevensdeling
from lco import actions
from lco.actions import Geweigerd
from lco.models import AgendaVersie, Deelnemer, Overleg
from lco.models.agenda import SOORT_AGENDA, SOORT_UITNODIGING
from tests.hulp import als, als_bouw
from thuiscompagnie.vloer import outbox
from thuiscompagnie.vloer.models import Document, Opdracht

from .bouwen import KANARIE, definitief, gepland, ja, opnieuw_gevraagd, vers
from .test_paginas import pad

pytestmark = pytest.mark.django_db


def acts(cast, overleg):
    """(recipient, kind) of what is in force."""
    with als(cast.eva) as eva:
        rijen = Gegevensdeling.objects.zichtbaar_voor(eva).filter(bron_sleutel=overleg.pk).in_kracht(eva.dag)
        return {(d.ontvanger_naam, d.soort) for d in rijen}


def stukken(cast, inloggen, overleg, naam="hugo"):
    """What this invitee gets: agenda in the page, PDF, calendar, the page itself."""
    client = inloggen(cast, naam)
    blad = client.get(pad("overleg", overleg))
    with als_bouw():
        papier = Document.objects.filter(soort="lco.agenda").order_by("gemaakt_op").last()
    return {
        "pagina": blad.status_code == 200,
        "agenda": f"{KANARIE}-vraag" in blad.content.decode(),
        "pdf": client.get(reverse("vloer:document", args=[papier.pk])).status_code == 200,
        "ics": client.get(pad("kalender", overleg)).status_code == 200,
    }


def maak_papier():
    for opdracht in Opdracht.objects.filter(soort="lco.agenda", status="wacht"):
        assert outbox.voer_uit(opdracht.pk) == "klaar"


ALLES = dict.fromkeys(("pagina", "agenda", "pdf", "ics"), True)
NIETS = dict.fromkeys(ALLES, False)
PRAKTISCH = NIETS | {"pagina": True, "ics": True}


@pytest.mark.eis("R132")
@pytest.mark.eis("R137")
def test_each_invitee_has_an_act_and_who_may_not_read_it_gets_practical_data(cast, inloggen):
    overleg = definitief(cast)
    maak_papier()
    assert acts(cast, overleg) == {
        ("Hugo Proef", SOORT_UITNODIGING), ("Hugo Proef", SOORT_AGENDA), ("Jef Proef", SOORT_UITNODIGING),
    }  # fmt: skip
    assert stukken(cast, inloggen, overleg) == ALLES
    assert stukken(cast, inloggen, overleg, "jef") == PRAKTISCH
    with als(cast.eva):
        deling = Gegevensdeling.objects.get(soort=SOORT_AGENDA)
        assert (deling.wie_zei_ja, deling.antwoord_hoe, deling.doel) == (
            "Noor",
            "overleg",
            f"{KANARIE}-meerwaarde",
        )


@pytest.mark.eis("R135")
@pytest.mark.parametrize("velden", [{"zegt": "nee"}, {"naam": ""}, {"op": None}, {"hoe": ""}])
def test_without_the_familys_answer_no_agenda_becomes_final(cast, velden):
    overleg = gepland(cast)
    with als(cast.eva) as eva:
        basis = {"zegt": "ja", "naam": "Noor", "op": eva.dag, "hoe": "overleg"} | velden
        with pytest.raises(Geweigerd, match="de agenda mag lezen"):
            actions.maak_agenda_definitief(eva, overleg, antwoord=Antwoord(**basis))
        assert not AgendaVersie.objects.exists()


@pytest.mark.eis("R136")
def test_a_no_to_the_agenda_takes_it_from_page_and_paper_in_the_same_minute(cast, inloggen):
    overleg = definitief(cast)
    maak_papier()
    assert stukken(cast, inloggen, overleg) == ALLES
    with als(cast.eva) as eva:
        deling = Gegevensdeling.objects.get(soort=SOORT_AGENDA)
        delen.bezwaar(eva, deling, door_naam="Noor")
    assert stukken(cast, inloggen, overleg) == PRAKTISCH
    # A new version asks the gate again: still not.
    with als(cast.eva) as eva:
        actions.voeg_agendapunt_toe(
            eva, vers_eva(overleg), soort="praktisch", tekst="de sleutel", door="gezin"
        )
    maak_papier()
    assert stukken(cast, inloggen, overleg) == PRAKTISCH
    blad = inloggen(cast, "eva").get(pad("overleg", overleg)).content.decode()
    assert "Krijgt enkel dag, uur en plaats." in blad and "Het gezin zei nee" in blad


def vers_eva(overleg):
    return Overleg.objects.get(pk=overleg.pk)


@pytest.mark.eis("R136")
def test_a_no_to_the_recipient_takes_everything_calendar_included(cast, inloggen):
    overleg = definitief(cast)
    maak_papier()
    with als_bouw():
        hulp = BetrokkenHulpverlener.objects.get(sleutel=cast.zon.sleutel)
    with als(cast.ans) as ans:
        client = Client.objects.get(pk=cast.zon.client_id)
        delen.bezwaar_tegen(ans, client, "ontvanger", hulpverlener=hulp)
    assert stukken(cast, inloggen, overleg) == NIETS
    assert acts(cast, overleg) == {("Jef Proef", SOORT_UITNODIGING)}
    with als(cast.hugo):
        assert not Overleg.objects.exists() and not AgendaVersie.objects.exists()


@pytest.mark.eis("R137")
def test_an_invitee_whose_frame_becomes_imposed_reads_the_agenda_no_more(cast, inloggen):
    overleg = definitief(cast)
    maak_papier()
    with als_bouw():
        BetrokkenHulpverlener.objects.filter(sleutel=cast.zon.sleutel).update(kader="opgelegd")
    assert stukken(cast, inloggen, overleg) == PRAKTISCH


@pytest.mark.eis("R132")
def test_a_participant_who_is_an_ended_helper_of_the_family_gets_nothing(cast, inloggen):
    from datetime import timedelta

    with als_bouw():
        gisteren = cast.ans.dag - timedelta(days=1)
        BetrokkenHulpverlener.objects.filter(sleutel=cast.zon.sleutel).update(tot=gisteren)
    overleg = definitief(cast)
    maak_papier()
    assert stukken(cast, inloggen, overleg) == NIETS
    with als(cast.eva) as eva:
        hugo = Deelnemer.objects.select_related("sector").get(functie=cast.functies["hugo"])
        from lco.delen import waarom_niet

        assert "helpt dit gezin nu niet" in " ".join(waarom_niet(eva, vers_eva(overleg), hugo))


def test_the_page_before_freezing_says_who_reads_what_and_why_not(cast, inloggen):
    overleg = gepland(cast)
    client = inloggen(cast, "eva")
    blad = client.get(pad("definitief", overleg)).content.decode()
    assert "Hugo Proef, CAW Limburg: leest de agenda" in " ".join(blad.split())
    assert "opgelegd kader" in blad and "krijgt het blad van het gezin" in blad
    klaar = client.post(pad("definitief", overleg), {"wie": "", "op": "", "hoe": ""})
    assert klaar.status_code == 422
    velden = {"wie": "Noor", "op": cast.eva.dag.isoformat(), "hoe": "overleg"}
    assert client.post(pad("definitief", overleg), velden).status_code == 302


def test_an_act_that_is_gone_hides_the_agenda_whatever_the_access_says(cast):
    """Both layers look at the act itself: the querysets alone, then the row policies alone."""
    from beroepsgeheim.models import Toegang
    from beroepsgeheim.omslag import scope_voor

    definitief(cast)
    with als(cast.eva) as eva:
        delen.bezwaar(eva, Gegevensdeling.objects.get(soort=SOORT_AGENDA))
    with als_bouw():
        Toegang.objects.filter(functie=cast.functies["hugo"], reikwijdte="deelname").update(grond="genodigd")
        with scope_voor(cast.hugo):
            assert not AgendaVersie.objects.zichtbaar_voor(cast.hugo).exists()
    with als(cast.hugo):
        assert not AgendaVersie.objects.exists()


def test_a_stopped_consultation_ends_every_sharing(cast):
    overleg = definitief(cast)
    van_ans = vers(cast, overleg, "ans")
    with als(cast.ans) as ans:
        actions.zet_stap(ans, van_ans, "stoppen", waarom="het gezin wil niet meer")
    assert acts(cast, overleg) == set()


def test_the_recipient_finds_the_agenda_among_what_was_shared(cast, inloggen):
    definitief(cast)
    client = inloggen(cast, "hugo")
    lijst = client.get(reverse("delen:gedeeld")).content.decode()
    assert "Agenda van een overleg" in lijst and "Uitnodiging voor een overleg" in lijst
    with als(cast.hugo):
        agenda = Gegevensdeling.objects.get(soort=SOORT_AGENDA)
        uitnodiging = Gegevensdeling.objects.get(soort=SOORT_UITNODIGING)
    assert f"{KANARIE}-vraag" in client.get(reverse("delen:deling", args=[agenda.pk])).content.decode()
    assert f"{KANARIE}-plaats" in client.get(reverse("delen:deling", args=[uitnodiging.pk])).content.decode()


def test_the_answer_is_kept_with_the_frozen_version(cast):
    overleg = gepland(cast)
    with als(cast.eva) as eva:
        versies = actions.maak_agenda_definitief(eva, overleg, antwoord=ja(eva))
        assert {(v.antwoord_naam, v.antwoord_op, v.antwoord_hoe) for v in versies} == {
            ("Noor", eva.dag, "overleg")
        }


@pytest.mark.eis("R135")
def test_who_comes_after_the_final_agenda_reads_nothing_until_the_family_is_asked_about_her(cast, inloggen):
    overleg = definitief(cast)
    with als(cast.eva) as eva:
        actions.voeg_deelnemer_toe(
            eva, overleg, naam="Huisarts", rol="hulpverlener", uitnodigen="ja", kader="vrijwillig",
            beroepsgeheim="ja",
        )  # fmt: skip
    wie = {naam for naam, _soort in acts(cast, overleg)}
    assert wie == {"Hugo Proef", "Jef Proef"}  # who sat there before, reads on
    blad = inloggen(cast, "eva").get(pad("overleg", overleg)).content.decode()
    assert "Kwam erbij na het ja van het gezin: Huisarts." in blad
    overleg = opnieuw_gevraagd(cast, overleg)
    assert ("Huisarts", SOORT_AGENDA) in acts(cast, overleg)
    blad = inloggen(cast, "eva").get(pad("overleg", overleg)).content.decode()
    assert "Kwam erbij" not in blad


@pytest.mark.eis("R135")
def test_who_is_invited_only_later_waits_for_an_answer_too(cast):
    overleg = gepland(cast)
    with als(cast.eva) as eva:
        later = actions.voeg_deelnemer_toe(
            eva, overleg, naam="Huisarts", uitnodigen="nog_niet", kader="vrijwillig", beroepsgeheim="ja"
        )
        actions.maak_agenda_definitief(eva, overleg, antwoord=ja(eva))
        later.uitnodigen = "ja"
        actions.verander_deelnemer(eva, later, versie=later.versie)
    assert "Huisarts" not in {naam for naam, _soort in acts(cast, overleg)}


@pytest.mark.eis("R136")
def test_an_agenda_and_an_invitation_are_made_for_the_client_of_that_consultation_alone(cast):
    """Ans keeps two families: the consultation of ZON is no thing of MAAN, whatever she names."""
    overleg = definitief(cast)
    with als_bouw():
        Toegang.objects.create(
            sleutel=cast.maan.sleutel, reikwijdte="dossier", grond="vervanger",
            functie=cast.functies["ans"], van=cast.ans.dag,
        )  # fmt: skip
    with als(cast.ans) as ans:
        zon, maan = (Client.objects.get(pk=gezin.client_id) for gezin in (cast.zon, cast.maan))
        versie = AgendaVersie.objects.zichtbaar_voor(ans).get(voor="hulpverleners", ingetrokken=False)
        for soort, object_id in ((SOORT_AGENDA, versie.pk), (SOORT_UITNODIGING, overleg.pk)):
            maak = register.soort(soort).maak
            assert maak(maan, ans, object_id) is None
            assert maak(zon, ans, object_id) is not None
