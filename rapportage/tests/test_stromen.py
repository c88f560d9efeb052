"""Streams: rows as the actor, log before and after, a reader who leaves, no formula, constant memory."""

import os
from datetime import date

import psycopg2
import pytest
from django.db import connection

from beroepsgeheim import stromen
from beroepsgeheim.models import Raadpleging
from beroepsgeheim.omslag import omslag
from gezinnen.models import Aanmelding
from rapportage.models import Herkomstnummer
from tests.hulp import als_bouw

pytestmark = pytest.mark.django_db(transaction=True)


def haal_csv(client):
    antwoord = client.get("/rapporten/registraties/")
    assert antwoord.status_code == 200 and antwoord["Content-Disposition"].endswith('"registraties.csv"')
    inhoud = b"".join(antwoord.streaming_content)
    assert inhoud.startswith(b"\xef\xbb\xbf")
    kop, *rijen = inhoud.decode("utf-8-sig").splitlines()
    assert kop.startswith("gezinsnummer;eigen nummer;gemeente;datum aanmelding")
    return [rij.split(";")[0] for rij in rijen], inhoud.decode()


def logregels():
    with als_bouw():
        regels = Raadpleging.objects.filter(onderdeel="rapportage.registraties").order_by("id")
        return [(r.actie, r.uitkomst, r.aantal) for r in regels]


def test_a_manager_takes_her_service_along_and_a_coach_her_own_families(cast, inloggen):
    assert set(haal_csv(inloggen(cast, "mieke"))[0]) == {cast.zon.nummer, cast.maan.nummer}
    assert haal_csv(inloggen(cast, "ans"))[0] == [cast.zon.nummer]
    assert haal_csv(inloggen(cast, "mo"))[0] == [cast.ster.nummer]


def test_no_name_and_no_word_of_a_family_leaves(cast, inloggen):
    _nummers, tekst = haal_csv(inloggen(cast, "mieke"))
    assert "kanarie" not in tekst and "Gezin" not in tekst.splitlines()[1]


def test_the_log_tells_the_beginning_and_the_number_at_the_end(cast, inloggen):
    haal_csv(inloggen(cast, "mieke"))
    assert logregels() == [("export", "begonnen", None), ("export", "klaar", 2)]


def test_a_reader_who_leaves_is_told_in_the_log(cast):
    sql = "SELECT repeat('x', 1000) FROM generate_series(1, 50000)"
    with omslag(cast.mieke):
        antwoord = stromen.stroom_csv(
            cast.mieke, onderdeel="rapportage.registraties", kop=["x"], sql=sql, bestandsnaam="x.csv"
        )
    lezer = iter(antwoord.streaming_content)
    next(lezer), next(lezer)
    antwoord.close()
    assert logregels()[-1] == ("export", "afgebroken", None)


def test_a_copy_that_fails_breaks_off_visibly(cast):
    stroom = stromen.stroom(
        cast.mieke, onderdeel="rapportage.registraties", kop=["x"], sql="SELECT 1/0", params=[]
    )
    with pytest.raises(psycopg2.Error):
        list(stroom)
    assert logregels()[-1] == ("export", "afgebroken", None)


def test_a_stream_cannot_write(cast):
    sql = "INSERT INTO vloer_formulierbon (bon, doel, gebruikt_op) VALUES (gen_random_uuid(), '', now()) RETURNING bon"
    with pytest.raises(psycopg2.Error, match="read-only"):
        list(stromen.stroom(cast.mieke, onderdeel="x", kop=["x"], sql=sql, params=[]))


@pytest.mark.parametrize("naam", ["petra", "vera", "eva", "hugo", "bea"])
def test_the_view_of_registrations_is_empty_for_everyone_else(cast, naam):
    with omslag(cast.actor(naam)), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM rapportage_registratie")
        assert cursor.fetchone()[0] == 0


def test_a_number_that_looks_like_a_formula_is_made_harmless(cast, inloggen):
    with als_bouw():
        Herkomstnummer.objects.create(
            sleutel=cast.zon.sleutel,
            client=cast.zon.client,
            dienst=cast.organisaties["dienst-a"],
            nummer="=1+1",
        )
    assert ";'=1+1;" in haal_csv(inloggen(cast, "mieke"))[1]


def test_memory_stays_flat_over_a_hundred_thousand_rows(cast):
    with als_bouw():
        zon = Aanmelding.objects.get(gezin=cast.zon)
        connection.cursor().execute(
            "INSERT INTO gezinnen_aanmelding (id, sleutel, gezin_id, dienst_id, datum, verwijzer_soort,"
            " verwijzer_organisatie, verwijzer_naam, verwijzer_contact, vraag, leervraag, redenen, andere_reden,"
            " lco_vooraf, beslissing, beslisreden, lco_voor_opname, terugkoppeling, herkomst, gemaakt_op, versie)"
            " SELECT gen_random_uuid(), sleutel, gezin_id, dienst_id, %s, 'gezin', '', '', '', '', '', '{}', '', 'ja',"
            " 'open', '', 'onbekend', 'niets', 'import', now(), 1 FROM gezinnen_aanmelding, generate_series(1, 100000)"
            " WHERE gezinnen_aanmelding.id = %s",
            [date(2014, 1, 1), zon.pk],
        )
    voor = geheugen()
    omvang = regels = 0
    with omslag(cast.mieke):
        antwoord = stromen.stroom_csv(
            cast.mieke,
            onderdeel="x",
            kop=["x"],
            sql="SELECT * FROM rapportage_registratie",
            bestandsnaam="x.csv",
        )
    for stuk in antwoord.streaming_content:
        omvang += len(stuk)
        regels += stuk.count(b"\n")
    assert regels == 100_003 and omvang > 5_000_000
    assert geheugen() - voor < 20


def geheugen():
    """Resident megabytes of this process now."""
    with open("/proc/self/statm") as bron:
        return int(bron.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1024**2
