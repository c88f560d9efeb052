"""The agenda: the family's yes, the freeze, who reads what, and one PDF each."""

import io
import subprocess
import threading
import uuid

import pikepdf
import pytest
from django.db import DatabaseError, connection, transaction

from beroepsgeheim.omslag import taak_omslag
from gezinnen.delen import register
from gezinnen.delen.register import DeelbareSoort
from gezinnen.models import Gegevensdeling
from lco import actions
from lco.actions import Geweigerd
from lco.delen import met_stand
from lco.documents import html_van
from lco.models import Agendapunt, AgendaVersie, Deelnemer, Overleg
from tests.hulp import als, als_bouw
from thuiscompagnie.vloer import outbox
from thuiscompagnie.vloer.documenten import mag_lezen
from thuiscompagnie.vloer.models import Document, Opdracht

from .bouwen import KANARIE, definitief, gepland, ja, neem_op, opnieuw_gevraagd, vers, vraag

pytestmark = pytest.mark.django_db


def maak_documenten() -> list[str]:
    """Do all agenda jobs as the worker does."""
    return [
        outbox.voer_uit(pk) for pk in Opdracht.objects.filter(soort="lco.agenda").values_list("pk", flat=True)
    ]


def html(cast, voor, naam="eva"):
    with als(cast.actor(naam)) as actor:
        versie = AgendaVersie.objects.zichtbaar_voor(actor).filter(voor=voor, ingetrokken=False).get()
        return html_van(versie)


def punt(cast, naam, soort):
    with als(cast.actor(naam)) as actor:
        return Agendapunt.objects.zichtbaar_voor(actor).select_related("overleg").get(soort=soort)


@pytest.mark.eis("R181")
def test_a_helpers_point_waits_for_the_familys_yes(cast):
    overleg = gepland(cast)
    with als(cast.eva) as eva:
        nieuw = actions.voeg_agendapunt_toe(eva, overleg, soort="zorg", tekst="x", door="hulpverlener")
        assert nieuw.akkoord_gezin == "te_vragen"
        with pytest.raises(Geweigerd, match="vroeg nog niemand"):
            actions.maak_agenda_definitief(eva, overleg, antwoord=ja(eva))
        actions.antwoord_gezin(eva, nieuw, ja=False)
        actions.maak_agenda_definitief(eva, overleg, antwoord=ja(eva))
    assert f"{KANARIE}-kracht" in html(cast, "hulpverleners")
    with als(cast.eva) as eva:
        inhoud = AgendaVersie.objects.get(voor="hulpverleners").inhoud
    assert [p["tekst"] for p in inhoud["punten"]] == [f"{KANARIE}-vraag"]


@pytest.mark.eis("R181")
def test_other_words_ask_the_family_again_unless_they_are_its_own(cast):
    overleg = gepland(cast)
    with als(cast.eva) as eva:
        nieuw = actions.voeg_agendapunt_toe(eva, overleg, soort="zorg", tekst="x", door="hulpverlener")
        actions.antwoord_gezin(eva, nieuw, ja=True)
        nieuw.tekst = "y"
        actions.verander_agendapunt(eva, nieuw, versie=nieuw.versie)
        assert (nieuw.akkoord_gezin, nieuw.akkoord_op) == ("te_vragen", None)


@pytest.mark.eis("R181")
def test_other_words_for_a_point_the_family_dropped_do_not_bring_it_back(cast):
    overleg = definitief(cast)
    eigen = punt(cast, "eva", "vraag")
    with als(cast.eva) as eva:
        actions.antwoord_gezin(eva, eigen, ja=False)
        assert eigen.overleg.agenda_versie == 2
        eigen.tekst = "in andere woorden"
        actions.verander_agendapunt(eva, eigen, versie=eigen.versie)
        assert eigen.akkoord_gezin == "nee"
    assert vers(cast, overleg, "eva").agenda_versie == 2
    assert "in andere woorden" not in html(cast, "hulpverleners")


@pytest.mark.eis("R182")
@pytest.mark.parametrize("final", [True, False])
def test_a_helpers_point_does_not_become_the_familys_by_saying_so(cast, final):
    overleg = gepland(cast)
    with als(cast.eva) as eva:
        nieuw = actions.voeg_agendapunt_toe(eva, overleg, soort="zorg", tekst="x", door="hulpverlener")
        actions.antwoord_gezin(eva, nieuw, ja=False)
        if final:
            actions.maak_agenda_definitief(eva, overleg, antwoord=ja(eva))
        nieuw.door, nieuw.tekst = "gezin", "y"
        if final:
            with pytest.raises(Geweigerd, match="niemand komt aan tafel met iets nieuws"):
                actions.verander_agendapunt(eva, nieuw, versie=nieuw.versie)
        else:
            actions.verander_agendapunt(eva, nieuw, versie=nieuw.versie)
            assert nieuw.akkoord_gezin == "te_vragen"


@pytest.mark.eis("R184")
def test_without_a_strength_there_is_no_final_agenda(cast):
    overleg = gepland(cast)
    kracht = punt(cast, "eva", "krachten")
    with als(cast.eva) as eva:
        actions.antwoord_gezin(eva, kracht, ja=False)
        with pytest.raises(Geweigerd, match="wat goed gaat"):
            actions.maak_agenda_definitief(eva, overleg, antwoord=ja(eva))


@pytest.mark.eis("R167")
def test_without_the_familys_yes_to_hold_it_there_is_no_final_agenda(cast):
    overleg = gepland(cast)
    with als(cast.eva) as eva:
        actions.bewaar_gezinswens(eva, overleg, akkoord_houden="te_vragen", deelname_client="niet")
        with pytest.raises(Geweigerd, match="gehouden mag worden"):
            actions.maak_agenda_definitief(eva, overleg, antwoord=ja(eva))
        actions.bewaar_gezinswens(eva, overleg, akkoord_houden="ja", deelname_client="niet")
        actions.maak_agenda_definitief(eva, overleg, antwoord=ja(eva))
    assert "Het gezin is er niet bij, het overleg mag wel" in html(cast, "hulpverleners")


@pytest.mark.eis("R182")
def test_once_final_helpers_add_nothing_and_change_nothing(cast):
    overleg = definitief(cast)
    for naam in ("eva", "ans"):
        rij = vers(cast, overleg, naam)
        vraagpunt = punt(cast, naam, "vraag")
        with als(cast.actor(naam)) as actor:
            for door in ("hulpverlener", "coordinator"):
                with pytest.raises(Geweigerd, match="niemand komt aan tafel met iets nieuws"):
                    actions.voeg_agendapunt_toe(actor, rij, soort="zorg", tekst="nieuw", door=door)
            with pytest.raises(Geweigerd, match="ligt vast"):
                actions.verplaats_agendapunt(actor, vraagpunt, omhoog=True)
    with als_bouw(), pytest.raises(DatabaseError, match="verandert niet"), transaction.atomic():
        AgendaVersie.objects.update(inhoud={"punten": []})


@pytest.mark.eis("R182")
def test_the_family_may_still_drop_and_add_and_that_is_a_new_version(cast):
    overleg = definitief(cast)
    vraagpunt, rij = punt(cast, "ans", "vraag"), vers(cast, overleg, "ans")
    with als(cast.ans) as ans:
        actions.voeg_agendapunt_toe(ans, rij, soort="praktisch", tekst="de sleutel", door="gezin")
        vraagpunt.overleg = rij
        actions.antwoord_gezin(ans, vraagpunt, ja=False)
    with als(cast.eva) as eva:
        versies = AgendaVersie.objects.zichtbaar_voor(eva)
        assert [v.nummer for v in versies.filter(voor="gezin", ingetrokken=False)] == [3]
        assert versies.filter(ingetrokken=True).count() == 4
    with als(cast.hugo) as hugo:
        eigen = AgendaVersie.objects.zichtbaar_voor(hugo).get()
        assert (eigen.nummer, [p["tekst"] for p in eigen.inhoud["punten"]]) == (3, ["de sleutel"])


def test_another_day_makes_a_new_version_and_a_higher_number_in_calendars(cast):
    from datetime import timedelta

    overleg = definitief(cast)
    with als(cast.eva) as eva:
        volgorde = overleg.kalender_volgorde
        actions.plan_overleg(eva, overleg, datum=overleg.datum + timedelta(days=7), plaats="elders")
    overleg = vers(cast, overleg, "eva")
    assert (overleg.agenda_versie, overleg.kalender_volgorde) == (2, volgorde + 1)
    assert "elders" in html(cast, "gezin")


def test_points_move_with_buttons_and_strengths_stay_first(cast):
    overleg = gepland(cast)
    with als(cast.eva) as eva:
        laatste = actions.voeg_agendapunt_toe(eva, overleg, soort="praktisch", tekst="laatste", door="gezin")
        actions.verplaats_agendapunt(eva, laatste, omhoog=True)
        teksten = [p.tekst for p in Agendapunt.objects.filter(overleg=overleg).in_volgorde()]
        assert teksten == [f"{KANARIE}-kracht", "laatste", f"{KANARIE}-vraag"]
        actions.verplaats_agendapunt(eva, laatste, omhoog=True)
        assert [p.tekst for p in Agendapunt.objects.filter(overleg=overleg).in_volgorde()] == teksten


def test_invitees_read_nothing_before_the_agenda_is_final(cast):
    gepland(cast)
    for naam in ("hugo", "jef"):
        with als(cast.actor(naam)) as actor:
            assert not Overleg.objects.zichtbaar_voor(actor).exists()
            assert not Overleg.objects.exists()


def test_who_comes_by_order_or_is_not_bound_by_secrecy_gets_practical_data_only(cast):
    overleg = definitief(cast)
    with als(cast.jef) as jef:
        assert Overleg.objects.zichtbaar_voor(jef).get() == overleg
        assert not AgendaVersie.objects.exists()
        assert not Agendapunt.objects.exists() and not Deelnemer.objects.exists()
    with als(cast.hugo) as hugo:
        assert AgendaVersie.objects.get().voor == "hulpverleners"
        assert not Agendapunt.objects.exists() and not Deelnemer.objects.exists()
        assert list(AgendaVersie.objects.zichtbaar_voor(hugo)) == list(AgendaVersie.objects.all())


@pytest.mark.parametrize(
    ("kader", "geheim", "leest"),
    [("vrijwillig", "ja", True), ("opgelegd", "ja", False), ("onbekend", "ja", False),
     ("vrijwillig", "nee", False), ("vrijwillig", "onbekend", False)],
)  # fmt: skip
def test_unknown_is_not_yes(kader, geheim, leest):
    assert Deelnemer(kader=kader, beroepsgeheim=geheim).leest_agenda is leest


def test_a_sector_that_works_by_order_reads_no_agenda(cast):
    from organisaties.models import Sector

    with als_bouw():
        sector = Sector.objects.get(code="jeugdrecht")
    assert not Deelnemer(kader="vrijwillig", beroepsgeheim="ja", sector=sector).leest_agenda


def test_who_is_taken_off_the_table_loses_it_at_once(cast):
    overleg = definitief(cast)
    with als(cast.eva) as eva:
        hugo = (
            Deelnemer.objects.zichtbaar_voor(eva).select_related("overleg").get(functie=cast.functies["hugo"])
        )
        hugo.uitnodigen = "niet_meer"
        actions.verander_deelnemer(eva, hugo, versie=hugo.versie)
    with als(cast.hugo):
        assert not Overleg.objects.exists() and not AgendaVersie.objects.exists()
    assert "Hugo Proef" not in html(cast, "hulpverleners")
    assert vers(cast, overleg, "eva").agenda_versie == 2


def rij_van(cast, eva, naam):
    return Deelnemer.objects.zichtbaar_voor(eva).select_related("overleg").get(functie=cast.functies[naam])


@pytest.mark.eis("R135")
def test_who_takes_anothers_place_reads_nothing_until_the_family_is_asked_and_the_other_reads_no_more(cast):
    overleg = definitief(cast)
    with als(cast.eva) as eva:
        rij = rij_van(cast, eva, "hugo")
        rij.naam, rij.functie = "Ida Proef", cast.functies["ida"]
        actions.verander_deelnemer(eva, rij, versie=rij.versie)
        (met,) = met_stand(rij.overleg, [rij_van(cast, eva, "ida")])
        assert met.stand == "" and met.nog_te_vragen
    for naam in ("hugo", "ida"):
        with als(cast.actor(naam)):
            assert not Overleg.objects.exists() and not AgendaVersie.objects.exists(), naam
    opnieuw_gevraagd(cast, overleg)
    with als(cast.ida):
        assert AgendaVersie.objects.get().voor == "hulpverleners"
    with als(cast.hugo):
        assert not Overleg.objects.exists()


@pytest.mark.eis("R135")
def test_the_same_person_in_another_role_is_not_asked_about_again(cast):
    from organisaties.models import Functie

    definitief(cast)
    with als_bouw():
        oud = cast.functies["hugo"]
        ander = Functie.objects.get(pk=oud.pk)
        ander.pk, ander._state.adding, ander.organisatie = (
            uuid.uuid4(),
            True,
            cast.functies["eva"].organisatie,
        )
        ander.save(force_insert=True)
    with als(cast.eva) as eva:
        rij = rij_van(cast, eva, "hugo")
        rij.functie = ander
        actions.verander_deelnemer(eva, rij, versie=rij.versie)
        (met,) = met_stand(rij.overleg, [Deelnemer.objects.get(pk=rij.pk)])
        assert (met.stand, met.nog_te_vragen) == ("agenda", False)
    with als(cast.hugo):
        assert not Overleg.objects.exists()  # the former role reads no more


@pytest.mark.eis("R135")
def test_who_is_taken_off_while_there_is_no_agenda_loses_the_page_too(cast):
    overleg = definitief(cast)
    with als(cast.eva) as eva:
        actions.bewaar_gezinswens(eva, overleg, akkoord_houden="te_vragen", deelname_client="niet")
    with als(cast.hugo):
        assert Overleg.objects.exists()
    with als(cast.eva) as eva:
        rij = rij_van(cast, eva, "hugo")
        rij.uitnodigen = "niet_meer"
        actions.verander_deelnemer(eva, rij, versie=rij.versie)
        assert not Gegevensdeling.objects.filter(
            ontvanger_sleutel=rij.pk, beeindigd_op__isnull=True
        ).exists()  # fmt: skip
    with als(cast.hugo):
        assert not Overleg.objects.exists()


def test_a_cancelled_consultation_shows_invitees_no_agenda(cast):
    overleg = definitief(cast)
    with als(cast.eva) as eva:
        actions.zet_stap(eva, overleg, "annuleren", waarom="ziek")
    with als(cast.hugo):
        assert Overleg.objects.get().gaat_niet_door
        assert not AgendaVersie.objects.exists()


@pytest.mark.eis("R173")
@pytest.mark.eis("R174")
def test_what_may_not_be_discussed_and_who_is_not_invited_is_never_printed(cast):
    overleg = gepland(cast)
    van_ans = vers(cast, overleg, "ans")
    with als(cast.ans) as ans:
        actions.bewaar_herinnering(
            ans, van_ans, niet_bespreken=f"{KANARIE}-stil", niet_uitnodigen=f"{KANARIE}-stil"
        )
    with als(cast.eva) as eva:
        actions.voeg_deelnemer_toe(eva, overleg, naam=f"{KANARIE}-nognietgevraagd", uitnodigen="nog_niet")
        geweigerd = actions.voeg_agendapunt_toe(
            eva, overleg, soort="zorg", tekst=f"{KANARIE}-nee", door="hulpverlener"
        )
        actions.antwoord_gezin(eva, geweigerd, ja=False)
        actions.maak_agenda_definitief(eva, overleg, antwoord=ja(eva))
    for voor in ("hulpverleners", "gezin"):
        blad = html(cast, voor)
        for stil in ("stil", "nognietgevraagd", "nee", "meerwaarde", "vooruit"):
            assert f"{KANARIE}-{stil}" not in blad, (voor, stil)


@pytest.mark.eis("R178")
@pytest.mark.eis("R196")
def test_both_versions_start_with_strengths_and_the_family_reads_its_own_words(cast):
    definitief(cast)
    helpers, gezin = html(cast, "hulpverleners"), html(cast, "gezin")
    assert helpers.index(f"{KANARIE}-kracht") < helpers.index(f"{KANARIE}-vraag")
    assert gezin.index("We lezen elke avond samen.") < gezin.index("Wie helpt er in de vakantie?")
    assert "Zo praten we met elkaar" in helpers and "U mag altijd een pauze vragen of stoppen." in gezin
    assert f"{KANARIE}-vervoer" in gezin and f"{KANARIE}-vervoer" not in helpers
    assert f"{KANARIE}-vraag" not in gezin


def test_the_pdfs_are_tagged_titled_in_dutch_and_numbered(cast):
    definitief(cast)
    assert maak_documenten() == ["klaar", "klaar"]
    with als(cast.eva):
        papieren = {d.soort: d.bestand.read() for d in Document.objects.all()}
    assert set(papieren) == {"lco.agenda", "lco.agenda_gezin"}
    for soort, inhoud in papieren.items():
        with pikepdf.open(io.BytesIO(inhoud)) as pdf:
            assert pdf.Root.MarkInfo.Marked and "/StructTreeRoot" in pdf.Root
            assert str(pdf.Root.Lang) == "nl-BE"
            with pdf.open_metadata() as meta:
                assert meta["pdfuaid:part"] == "1"
                titel = meta["dc:title"]
        assert titel.startswith("Agenda") and KANARIE not in titel
        tekst = subprocess.run(
            ["pdftotext", "-layout", "-", "-"], input=inhoud, capture_output=True, check=True
        )
        tekst = tekst.stdout.decode()
        assert "blz. 1 van" in tekst
        assert ("We lezen elke avond samen." in tekst) == (soort == "lco.agenda_gezin")


def test_the_job_twice_gives_one_document(cast):
    definitief(cast)
    maak_documenten()
    assert maak_documenten() == ["overgeslagen", "overgeslagen"]
    # the same handler again, as after a crash between storing and closing the row
    opdracht = Opdracht.objects.filter(soort="lco.agenda").first()
    with taak_omslag(opdracht.actor):
        from lco.tasks import maak_agenda
        from thuiscompagnie.vloer.voortgang import Voortgang

        maak_agenda(opdracht, Voortgang(opdracht.pk))
    with als(cast.eva):
        assert Document.objects.count() == 2


def test_who_lost_the_role_in_the_meantime_gets_no_document(cast):
    definitief(cast)
    with als_bouw():
        cast.functies["eva"].tot = cast.eva.dag.replace(year=2020)
        cast.functies["eva"].van = cast.eva.dag.replace(year=2019)
        cast.functies["eva"].save()
    assert set(maak_documenten()) == {"wacht"}
    with als_bouw():
        assert not Document.objects.exists()


def test_who_may_open_which_document(cast):
    definitief(cast)
    maak_documenten()
    mag = {}
    for naam in ("ans", "carla", "eva", "rita_eva", "hugo", "jef", "vera", "bert", "fons", "petra", "ida"):
        with als(cast.actor(naam)) as actor:
            mag[naam] = {d.soort for d in Document.objects.all() if mag_lezen(actor, d)}
    alles = {"lco.agenda", "lco.agenda_gezin"}
    assert mag == {
        "ans": alles, "carla": alles, "eva": alles, "rita_eva": alles, "hugo": {"lco.agenda"},
        "jef": set(), "vera": set(), "bert": set(), "fons": set(), "petra": set(), "ida": set(),
    }  # fmt: skip


def test_the_network_map_comes_in_the_familys_sheet_only_when_it_wishes(cast, monkeypatch):
    kaart = DeelbareSoort(
        "proef.kaart",
        "Wie er om ons heen staat",
        lambda client, actor, object_id: {"onderwerp": "<b>kanarie-kaart</b>", "dag": "2026-01-05"},
        "gezinnen/delen/brief.html",
        bijlage=True,
    )
    monkeypatch.setitem(register._soorten, "proef.kaart", kaart)
    overleg = definitief(cast)
    assert "kanarie-kaart" not in html(cast, "gezin")
    with als(cast.eva) as eva, pytest.raises(Geweigerd):
        actions.hang_bijlage_aan(eva, overleg, ["proef.kaart"])
    van_ans = vers(cast, overleg, "ans")
    with als(cast.ans) as ans:
        actions.hang_bijlage_aan(ans, van_ans, ["proef.kaart"])
    assert "&lt;b&gt;kanarie-kaart" in html(cast, "gezin")  # drawn from data, escaped
    assert "kanarie-kaart" not in html(cast, "hulpverleners")


def test_a_point_of_somebody_elses_consultation_cannot_be_written(cast):
    overleg = neem_op(cast, vraag(cast))
    with als(cast.fons), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        Agendapunt.objects.create(
            overleg_id=overleg.pk,
            sleutel=overleg.sleutel,
            client_sleutel=overleg.client_sleutel,
            soort="zorg",
            tekst="x",
        )


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_the_same_moment_make_one_document(cast):
    with transaction.atomic():
        definitief(cast)
    pk = Opdracht.objects.filter(soort="lco.agenda").values_list("pk", flat=True)[0]
    uit: list[str] = []
    start = threading.Barrier(2)

    def werk():
        try:
            start.wait(timeout=10)
            uit.append(outbox.voer_uit(pk))
        finally:
            connection.close()

    draden = [threading.Thread(target=werk) for _ in range(2)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join(timeout=60)
    assert sorted(uit) == ["klaar", "overgeslagen"]
    with als_bouw():
        assert Document.objects.filter(opdracht=pk).count() == 1
