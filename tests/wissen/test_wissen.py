"""Erasing a family leaves nothing of it: rows, history, files, drafts, work, log-ins; the others stay untouched."""

import uuid
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from beroepsgeheim import bewaren, wislijst
from beroepsgeheim.models import Bewaartermijn, GroveTelling, Raadpleging, Reikwijdte, Toegang, Wissing
from beroepsgeheim.omslag import noteer, omslag
from beroepsgeheim.register import alle_regels
from gezinnen import zoeken
from gezinnen.models import Gezin, Gezinslid, Traject
from organisaties.actor import Actor, vandaag
from organisaties.models import Gebruiker
from tests.hulp import als, als_bouw
from tests.toegang import rijen  # noqa: F401 - the makers of all apps
from tests.toegang.objecten import alles
from tests.wissen import sporen
from thuiscompagnie.vloer import documenten, outbox
from thuiscompagnie.vloer.models import Concept, Document, Formulierbon, Opdracht

pytestmark = pytest.mark.django_db
WOORDEN = ["kanarie-zon", "kanarie-lco", "Gezin Zon", "Mama Zon", "Kind Zon"]


@pytest.fixture(autouse=True)
def lijst(settings, tmp_path):
    settings.WISSING_MAP = tmp_path / "wissingen"
    for naam in sporen.bestanden():  # files in memory outlive the tests that made them
        default_storage.delete(naam)
    return settings.WISSING_MAP


@pytest.fixture
def vol(cast):
    """Family Zon with one of everything that the access matrix knows, files, drafts, work and a log-in."""
    with transaction.atomic():  # who acts counts for one transaction, also in a test that commits
        alles(cast)
    zon = cast.zon
    with als_bouw():
        Wissing.objects.all().delete()
        # A draft kept at a lock carries the address of the page, and with it the key of what it is about.
        Concept.objects.filter(formulier="op-slot").update(
            velden={"pad": f"/gezinnen/{zon.pk}/gegevens/", "velden": {"naam": ["kanarie-zon-slot"]}}
        )
        zoeken.werk_bij(zon)
        mama = Gezinslid.objects.get(gezin=zon, naam="Mama Zon")
        Toegang.objects.create(
            sleutel=cast.maan.sleutel,
            reikwijdte=Reikwijdte.GEZIN,
            grond="proef",
            persoon_id=mama.pk,
            van=vandaag(),
        )
        for huis in (zon, cast.maan):
            document = documenten.bewaar(
                soort="gezinnen.praatblad", inhoud=f"kanarie-{'zon' if huis == zon else 'maan'}-blad".encode(),
                mediatype="application/pdf", extensie="pdf", sleutel=huis.sleutel,
            )  # fmt: skip
            Concept.objects.create(
                functie=cast.functies["ans"].pk, formulier="intake", over=huis.pk,
                velden={"willen": [f"kanarie-{'zon' if huis == zon else 'maan'}-klad"]},
            )  # fmt: skip
            Opdracht.objects.create(
                soort="gezinnen.praatblad", uniek=f"blad:{document.pk}", lading={"intake": str(huis.pk)}
            )
            Formulierbon.objects.create(bon=uuid.uuid4(), doel=f"/gezinnen/{huis.pk}/")
    for _keer in range(3):
        with omslag(cast.ans):
            noteer("bekijken", sleutel=zon.sleutel, onderdeel="gezinnen.gezin")
    return cast


def beeindig(cast, dagen=400):
    """The trajectory of Zon ended so many days ago, and nothing runs any more."""
    einde = vandaag() - timedelta(days=dagen)
    with als_bouw(), connection.cursor() as cursor:
        zon = str(cast.zon.sleutel)
        cursor.execute(
            "UPDATE gezinnen_traject SET fase = 'afgerond', van = %s, tot = %s WHERE sleutel = %s",
            [einde - timedelta(days=200), einde, zon],
        )
        cursor.execute(
            "UPDATE gezinnen_aanmelding SET datum = %s, beslissing = 'doorverwezen', beslist_op = %s, opname_op = NULL"
            " WHERE sleutel = %s AND opname_op IS NULL",
            [einde, einde, zon],
        )
        cursor.execute(
            "UPDATE gezinnen_aanmelding SET datum = %s, beslist_op = %s, opname_op = %s"
            " WHERE sleutel = %s AND opname_op IS NOT NULL",
            [einde, einde, einde, zon],
        )
        cursor.execute(
            "UPDATE gezinnen_gezin SET fase = 'afgerond', gemaakt_op = %s WHERE sleutel = %s", [einde, zon]
        )
        cursor.execute("UPDATE lco_overleg SET status = 'geannuleerd' WHERE client_sleutel = %s", [zon])
        cursor.execute("UPDATE gezinnen_zorgomveiligheid SET verteld_op = %s, afgesloten_op = %s"
                       " WHERE client_sleutel = %s", [einde, einde, zon])  # fmt: skip
        cursor.execute(
            "UPDATE gezinnen_verzoek SET afgehandeld_op = ontvangen_op, uitkomst = 'gedaan' WHERE sleutel = %s",
            [zon],
        )
        Bewaartermijn.objects.create(
            organisatie=cast.organisaties["dienst-a"],
            klasse="dossier",
            maanden=12,
            beslissing="raad van 3 mei",
        )


def aangekondigd(cast, *, dagen=31, kopie="gegeven") -> Wissing:
    """Found, announced so many days ago (as the owner, because nobody else can), copy answered."""
    with als(cast.paula) as paula:
        assert bewaren.stel_voor(paula) == 1
        wissing = Wissing.objects.zichtbaar_voor(paula).get()
        bewaren.kondig_aan(paula, wissing)
        if kopie:
            bewaren.noteer_kopie(paula, wissing, kopie)
    with als_bouw():
        Wissing.objects.update(
            aangekondigd_op=timezone.now() - timedelta(days=dagen),
            wissen_vanaf=vandaag() - timedelta(days=dagen - 30),
        )
        return Wissing.objects.get()


def wis_alles(capture) -> int:
    """The night's work, and after its commit the files and the list."""
    with capture(execute=True):
        gewist = bewaren.nachtwerk()["gewist"]
    with als_bouw():
        opdrachten = list(Opdracht.objects.filter(soort=bewaren.BESTANDEN_WEG, status="wacht"))
    for opdracht in opdrachten:
        assert outbox.voer_uit(opdracht.pk) == "klaar"
    return gewist


@pytest.mark.eis("R297")
def test_nothing_is_left_of_an_erased_family_and_the_others_are_untouched(
    vol, django_capture_on_commit_callbacks
):
    cast = vol
    beeindig(cast)
    aangekondigd(cast)
    ids = sporen.alle_ids(cast.zon.sleutel) | {str(cast.zon.sleutel)}
    anderen = [cast.maan.sleutel, cast.ster.sleutel]
    assert len(ids) > 25
    assert len(sporen.in_tabellen(WOORDEN)) > 30
    assert sporen.in_bestanden(WOORDEN) != []
    vooraf, bestanden = sporen.vingerafdruk(anderen), len(sporen.bestanden())
    with als_bouw():
        mama = Gebruiker.objects.get(gebruikersnaam="g-mama_zon")
        # Only the rows of her own access fall away from the key of another family.
        Toegang.objects.filter(persoon_id=mama.persoon_id, sleutel=cast.maan.sleutel).delete()
    vooraf = sporen.vingerafdruk(anderen)

    assert wis_alles(django_capture_on_commit_callbacks) == 1

    assert sporen.in_tabellen(WOORDEN) == set()
    assert sporen.in_bestanden(WOORDEN) == []
    resten = {plek for plek in sporen.in_tabellen(ids) if plek[0] not in sporen.MET_SLEUTEL}
    assert resten == set()
    assert sporen.vingerafdruk(anderen) == vooraf
    assert len(sporen.bestanden()) < bestanden
    with als_bouw():
        assert not Gebruiker.objects.filter(pk=mama.pk).exists()
        assert not Toegang.objects.filter(sleutel=cast.zon.sleutel).exists()
        assert Concept.objects.filter(over=cast.maan.pk).exists()
        assert Document.objects.filter(sleutel=cast.maan.sleutel).exists()


def test_the_log_keeps_its_chain_gets_a_line_and_tells_nothing_more(
    vol, django_capture_on_commit_callbacks, settings, tmp_path
):
    settings.LOGBOEK_KOPPEN_MAP = tmp_path
    beeindig(vol)
    aangekondigd(vol)
    with als_bouw():
        blikken = Raadpleging.objects.filter(actie="bekijken", sleutel=vol.zon.sleutel).count()
    wis_alles(django_capture_on_commit_callbacks)
    with als_bouw():
        call_command("controleer_logboek", "--database", "default")
        regel = Raadpleging.objects.filter(actie="wissen", doel="gewist").get()
        assert regel.sleutel == vol.zon.sleutel
        assert regel.aantal > 50
        over = Raadpleging.objects.filter(actie="bekijken", sleutel=vol.zon.sleutel).count()
        assert over == blikken > 0


def test_what_stays_is_a_count_by_year_and_municipality_without_a_key(
    vol, django_capture_on_commit_callbacks
):
    beeindig(vol)
    aangekondigd(vol)
    wis_alles(django_capture_on_commit_callbacks)
    jaar = (vandaag() - timedelta(days=400)).year
    with als_bouw():
        telling = {
            (t.jaar, t.gemeente.naam, t.soort): t.aantal
            for t in GroveTelling.objects.select_related("gemeente")
        }
        assert telling[(jaar, "Genk", "opname")] == 1
        assert telling[(jaar, "Genk", "aanmelding")] >= 1
        assert {f.name for f in GroveTelling._meta.fields} == {"id", "jaar", "gemeente", "soort", "aantal"}
    with pytest.raises(DatabaseError), transaction.atomic():
        GroveTelling.objects.count()  # the web role never reads small numbers


def test_the_list_outside_the_database_erases_again_after_a_restore(vol, django_capture_on_commit_callbacks):
    beeindig(vol)
    sleutel = vol.zon.sleutel
    wislijst.voeg_toe([sleutel, uuid.uuid4()])
    with (
        als_bouw(),
        connection.cursor() as cursor,
    ):  # as if the back-up of before the erasure was just put back
        cursor.execute("SELECT count(*) FROM gezinnen_gezin WHERE sleutel = %s", [sleutel])
        assert cursor.fetchone()[0] == 1
    with als_bouw():
        call_command("herhaal_wissingen", "--database", "default")
    assert sporen.in_tabellen(WOORDEN) == set()
    assert sporen.in_bestanden(WOORDEN) == []
    with als_bouw():
        call_command("controleer_logboek", "--database", "default")
        telling = GroveTelling.objects.count()
        call_command("herhaal_wissingen", "--database", "default")
        assert GroveTelling.objects.count() == telling
        assert Raadpleging.objects.filter(doel="opnieuw gewist na een herstel").count() == 1


def test_the_list_holds_keys_alone_and_nothing_twice(lijst):
    een, twee = uuid.uuid4(), uuid.uuid4()
    assert wislijst.voeg_toe([een, een]) == 1
    assert wislijst.voeg_toe([een, twee]) == 1
    assert wislijst.lees() == [een, twee]
    regels = wislijst.pad().read_text().splitlines()
    assert [regel.split(" ")[1] for regel in regels] == [str(een), str(twee)]
    assert wislijst.pad().stat().st_mode & 0o077 == 0


def test_a_damaged_list_stops_the_repetition(lijst):
    from django.core.management import CommandError

    wislijst.voeg_toe([uuid.uuid4()])
    wislijst.pad().write_text("2026-01-01T00:00:00Z geen-sleutel\n")
    with pytest.raises(CommandError, match="beschadigd"):
        call_command("herhaal_wissingen", "--database", "default")


def test_a_key_that_a_crash_kept_out_of_the_list_gets_there_at_the_next_run(vol):
    beeindig(vol)
    aangekondigd(vol)
    bewaren.nachtwerk()  # the hooks after the commit never run: a crash just then
    assert wislijst.lees() == [vol.zon.sleutel]


def test_nothing_is_erased_before_thirty_days_whatever_the_page_says(vol, django_capture_on_commit_callbacks):
    beeindig(vol)
    wissing = aangekondigd(vol, dagen=29)
    with als_bouw():
        Wissing.objects.update(wissen_vanaf=vandaag() - timedelta(days=1))
    assert wis_alles(django_capture_on_commit_callbacks) == 0
    for wie in (vol.paula, Actor.systeem()):
        with als(wie), pytest.raises(DatabaseError), transaction.atomic():
            bewaren.wis(wie, wissing.pk)
    with als(vol.paula), transaction.atomic():
        assert Wissing.objects.filter(pk=wissing.pk).count() == 1
    with als(vol.paula), pytest.raises(DatabaseError), transaction.atomic():
        Wissing.objects.create(
            sleutel=uuid.uuid4(), organisatie=vol.organisaties["dienst-a"], klasse="x", einde=vandaag()
        )


def test_nothing_is_erased_before_the_family_was_asked_about_a_copy(vol, django_capture_on_commit_callbacks):
    beeindig(vol)
    aangekondigd(vol, kopie="")
    assert wis_alles(django_capture_on_commit_callbacks) == 0
    with als(vol.ans) as ans:
        wissing = Wissing.objects.zichtbaar_voor(ans).get()
        assert wissing.kan_antwoorden(ans)
        bewaren.noteer_kopie(ans, wissing, "niet_gewenst")
    assert wis_alles(django_capture_on_commit_callbacks) == 1


def test_a_family_that_begins_again_in_the_thirty_days_is_not_erased(vol, django_capture_on_commit_callbacks):
    beeindig(vol)
    aangekondigd(vol)
    with als_bouw():
        Traject.objects.filter(gezin=vol.zon).update(fase="start", tot=None)
        Gezin.objects.filter(pk=vol.zon.pk).update(fase="start")
    assert wis_alles(django_capture_on_commit_callbacks) == 0
    with als_bouw():
        assert Wissing.objects.get().status == "vervallen"


def test_an_organisation_without_a_decision_erases_nothing(vol):
    beeindig(vol)
    with als_bouw():
        Bewaartermijn.objects.all().delete()
    with als(vol.paula) as paula:
        assert bewaren.stel_voor(paula) == 0
        assert bewaren.proef(paula, "dossier", 12) == 1
        assert bewaren.proef(paula, "dossier", 24) == 0


def test_an_erasure_that_is_held_back_waits_until_its_day(vol, django_capture_on_commit_callbacks):
    beeindig(vol)
    aangekondigd(vol)
    with als(vol.ans) as ans:
        wissing = Wissing.objects.zichtbaar_voor(ans).get()
        bewaren.houd_tegen(ans, wissing, reden="procedure", tot=vandaag() + timedelta(days=90))
    assert wis_alles(django_capture_on_commit_callbacks) == 0
    with als_bouw():
        Wissing.objects.update(tegen_tot=vandaag() - timedelta(days=1))
    assert wis_alles(django_capture_on_commit_callbacks) == 0
    with als_bouw():  # found again, and the thirty days begin anew
        assert sorted(Wissing.objects.values_list("status", flat=True)) == ["gevonden", "vervallen"]


@pytest.mark.parametrize("naam", ["bert", "dora", "vera", "mieke", "eva", "petra", "olaf", "dirk"])
def test_others_neither_announce_nor_answer_nor_hold_back(vol, naam):
    from django.core.exceptions import PermissionDenied

    beeindig(vol)
    with als(vol.paula) as paula:
        bewaren.stel_voor(paula)
    with als_bouw():
        wissing = Wissing.objects.get()
    with als(vol.actor(naam)) as actor:
        assert not Wissing.objects.exists()
        for stap in (
            lambda: bewaren.kondig_aan(actor, wissing),
            lambda: bewaren.noteer_kopie(actor, wissing, "gegeven"),
            lambda: bewaren.houd_tegen(actor, wissing, reden="archief", tot=vandaag() + timedelta(days=9)),
        ):
            with pytest.raises(PermissionDenied):
                stap()
        assert bewaren.stel_voor(actor) == 0
        with pytest.raises(DatabaseError), transaction.atomic():
            bewaren.proef(actor, "dossier", 12)


@pytest.mark.parametrize("functie", ["bg_wis_nu(%s)", "bg_wis_op_verzoek(%s, NULL, 'x')", "bg_wis_bezig(%s)"])
def test_the_web_role_cannot_call_the_heart_of_it(vol, functie):
    with als(vol.paula), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SELECT {functie}", [vol.zon.sleutel])


def test_every_table_with_case_content_is_reached_by_a_key_or_is_about_nobody():
    """A protected table without a key would be left behind by an erasure."""
    zonder = {
        model._meta.label
        for model in alle_regels()
        if not getattr(model, "pgh_tracked_model", None)
        and "sleutel" not in {f.name for f in model._meta.local_concrete_fields}
    }
    assert zonder == {
        "beroepsgeheim.Bewaartermijn",  # about an organisation
        "beroepsgeheim.Privacyverklaring",
        "gezinnen.Woording",
        "lco.Overlegregistratie",  # counted without a name or a key
        "rapportage.Rapport",  # numbers
        "rapportage.Invoer",
        "rapportage.InvoerRij",  # by its client: wis_ook_rapportage
        "rapportage.InvoerProbleem",
        "vloer.Concept",  # by what it is about
    }


def test_old_left_overs_go_and_fresh_ones_stay(vol, django_capture_on_commit_callbacks):
    oud = timezone.now() - timedelta(days=200)
    with als_bouw():
        naam = default_storage.save("oud/kopie", ContentFile(b"kopie"))
        Document.objects.create(
            soort="gezinnen.export", sleutel=vol.maan.sleutel, bestand=naam, mediatype="application/json",
            extensie="json", omvang=5, sha256="0" * 64, gemaakt_op=oud,
        )  # fmt: skip
        Concept.objects.filter(over=vol.maan.pk).update(bewaard_op=oud)
        klaar = Opdracht.objects.create(soort="x", uniek="oud", status="klaar", klaar_op=oud)
        bezig = Opdracht.objects.create(soort="x", uniek="vers", status="klaar", klaar_op=timezone.now())
    wis_alles(django_capture_on_commit_callbacks)
    with als_bouw():
        assert not Concept.objects.filter(over=vol.maan.pk).exists()
        assert Concept.objects.filter(over=vol.zon.pk).exists()
        assert list(Opdracht.objects.filter(pk__in=[klaar.pk, bezig.pk])) == [bezig]
        assert Document.objects.filter(soort="gezinnen.praatblad", sleutel=vol.maan.sleutel).exists()


def test_only_the_schedule_clears_left_overs(cast):
    with als(cast.paula), pytest.raises(DatabaseError), transaction.atomic():
        bewaren.ruim_op()


def test_a_trial_counts_and_changes_nothing(vol, capsys):
    beeindig(vol)
    with als_bouw():
        call_command("bewaren", "--proef", "--database", "default")
    assert "1 keer dossier" in capsys.readouterr().out
    with als_bouw():
        assert not Wissing.objects.exists()
