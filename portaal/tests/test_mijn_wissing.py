"""A family reads that its file will be erased: the adults, one fact, a copy first, and a word that makes it wait."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from beroepsgeheim import bewaren
from beroepsgeheim.models import Wissing
from gezinnen.actions.verzoek import rond_af
from gezinnen.models import Afscherming, Gezin, Verzoek
from organisaties.actor import vandaag
from tests.hulp import als, als_bouw
from tests.wissen import sporen
from tests.wissen.test_wissen import aangekondigd, beeindig, wis_alles

pytestmark = pytest.mark.django_db
KOP = "Uw dossier wordt gewist"
WACHTEN = reverse("mijn:vraag", args=["wachten"])


@pytest.fixture(autouse=True)
def lijst(settings, tmp_path):
    settings.WISSING_MAP = tmp_path / "wissingen"
    for naam in sporen.bestanden():
        default_storage.delete(naam)


@pytest.fixture
def gezin(cast):
    """The file of Zon, announced for erasure yesterday."""
    beeindig(cast)
    aangekondigd(cast, dagen=1)
    return cast


def blad(client, naam: str) -> str:
    return client.get(reverse(f"mijn:{naam}")).content.decode()


@pytest.mark.eis("R297")
def test_an_adult_reads_what_goes_and_when_and_can_take_a_copy_first(gezin, inloggen, client):
    inloggen(gezin, "mama_zon")
    start, alles = blad(client, "start"), blad(client, "gegevens")
    dag = vandaag() + timedelta(days=29)
    for tekst in (start, alles):
        assert KOP in tekst and f"{dag.day} " in tekst and str(dag.year) in tekst
    assert reverse("mijn:gegevens") in start and "kopie" in start
    for deel in ("wie u bent en waar u woont", "uw kaart en deze plek", "Neem hieronder een kopie", WACHTEN):
        assert deel in alles
    assert "mogen we het niet langer bewaren" in alles
    assert client.post(reverse("mijn:gegevens"), {"vorm": "pdf"}).status_code == 302


@pytest.mark.parametrize("wie", ["noor", "mama_maan"])
def test_a_child_and_another_family_read_nothing_of_it(gezin, inloggen, client, wie):
    inloggen(gezin, wie)
    assert KOP not in blad(client, "start") and KOP not in blad(client, "gegevens")
    assert client.get(WACHTEN)["Location"] == reverse("mijn:vragen")


@pytest.mark.parametrize("status", ["gevonden", "tegengehouden", "vervallen"])
def test_only_what_was_announced_is_told(gezin, inloggen, client, status):
    with als_bouw():
        Wissing.objects.update(status=status)
    inloggen(gezin, "mama_zon")
    assert KOP not in blad(client, "start")
    assert client.post(WACHTEN, {"tekst": "wacht"})["Location"] == reverse("mijn:vragen")
    with als_bouw():
        assert not Verzoek.objects.filter(soort="bezwaar").exists()


def test_of_the_erasure_itself_a_family_reads_no_row_and_writes_none(gezin):
    with als(gezin.mama_zon):
        assert not Wissing.objects.exists()
        assert not Wissing.objects.zichtbaar_voor(gezin.mama_zon).exists()
        feit = bewaren.aankondiging(gezin.zon.sleutel)
        assert feit == bewaren.Aankondiging(
            "termijn", vandaag() - timedelta(days=1), vandaag() + timedelta(days=29)
        )
        assert bewaren.aankondiging(gezin.maan.sleutel) is None
        assert Wissing.objects.update(status="vervallen") == 0
        with pytest.raises(DatabaseError), transaction.atomic():
            Wissing.objects.create(
                sleutel=gezin.zon.sleutel, organisatie_id=gezin.zon.dienst_id, klasse="x", einde=vandaag()
            )
    for naam in ("ans", "paula", "mama_maan"):
        with als(gezin.actor(naam)):
            assert bewaren.aankondiging(gezin.zon.sleutel) is None
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM bg_wis_aankondiging(%s)", [gezin.zon.sleutel])
        assert cursor.fetchone()[0] == 0  # nobody acts


def test_who_asked_for_it_is_not_told_to_whom_somebody_is_shielded_from(gezin, inloggen, client):
    with als_bouw():
        Wissing.objects.update(aanleiding="verzoek")
    reden = "Iemand van uw gezin vroeg dit"
    inloggen(gezin, "papa_zon")
    assert KOP in blad(client, "gegevens") and reden not in blad(client, "gegevens")
    client.logout()
    assert reden in blad(inloggen(gezin, "mama_zon"), "gegevens")
    client.logout()
    with als_bouw():
        Afscherming.objects.update(tot=vandaag() - timedelta(days=1))
    assert reden in blad(inloggen(gezin, "papa_zon"), "gegevens")


@pytest.mark.parametrize("tekst", ["", "Ik wil eerst met mijn dochter praten."])
def test_a_word_of_the_family_makes_the_erasure_wait_until_it_is_answered(
    gezin, inloggen, client, django_capture_on_commit_callbacks, tekst
):
    inloggen(gezin, "mama_zon")
    assert client.post(WACHTEN, {"tekst": tekst})["Location"] == reverse("mijn:vragen")
    assert "Zolang u geen antwoord hebt, wissen we niets" in blad(client, "vragen")
    assert "Zolang u geen antwoord hebt, wissen we niets" in blad(client, "start")
    with als(gezin.mama_zon):
        verzoek = Verzoek.objects.get(soort="bezwaar")
    assert (verzoek.via, verzoek.lid_id) == ("mijn", gezin.leden["mama_zon"].pk)
    client.logout()
    assert "Zolang u geen antwoord" not in blad(inloggen(gezin, "papa_zon"), "start")  # hers alone
    with als_bouw():
        Wissing.objects.update(wissen_vanaf=vandaag(), aangekondigd_op="2020-01-01T00:00Z")
    assert wis_alles(django_capture_on_commit_callbacks) == 0
    with als_bouw():
        assert Gezin.objects.filter(pk=gezin.zon.pk).exists()
        assert Wissing.objects.get().status == "vervallen"
    with als(gezin.paula) as paula:
        rond_af(paula, Verzoek.objects.zichtbaar_voor(paula).get(soort="bezwaar"), uitkomst="gedaan")
    assert wis_alles(django_capture_on_commit_callbacks) == 0
    with als_bouw():  # found again: announced anew, and thirty days from then
        assert sorted(Wissing.objects.values_list("status", flat=True)) == ["gevonden", "vervallen"]
