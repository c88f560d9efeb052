"""Killing things: every committed intention has exactly one effect, or is visibly parked."""

import uuid

import pytest

from .stapel import Stapel, wacht_tot

pytestmark = [pytest.mark.storing, pytest.mark.xdist_group("stapel")]

PLAN = """
from beroepsgeheim.omslag import omslag
from organisaties.actor import Actor
from organisaties.models import Functie
from thuiscompagnie.vloer import outbox
functie = Functie.objects.select_related("gebruiker", "organisatie").filter(rol="{rol}").order_by("pk").first()
actor = Actor.van_functie(functie)
with omslag(actor):
    {regels}
    print("OPDRACHT", outbox.plan(actor, "{soort}", uniek="proef:{bon}", lading={lading}).pk)
"""


def plan(stapel: Stapel, rol: str, soort: str, lading: str, regels: str = "") -> str:
    """Write a job down as this role, as a page does; returns its number."""
    code = PLAN.format(rol=rol, soort=soort, lading=lading, bon=uuid.uuid4(), regels=regels or "pass")
    return _nummer(stapel.beheer("shell", "-c", code))


def plan_rapport(stapel: Stapel) -> str:
    return plan(stapel, "provincie", "rapportage.rapport", "{'van': '2011-01-01', 'tot': '2013-12-31'}")


PRAATBLAD = """
from beroepsgeheim.omslag import omslag
from gezinnen.actions.intake import vraag_praatblad
from gezinnen.models import Intake
from organisaties.actor import Actor
from organisaties.models import Functie
for functie in Functie.objects.select_related("gebruiker", "organisatie").filter(rol="coach").order_by("pk"):
    actor = Actor.van_functie(functie)
    with omslag(actor):
        intake = Intake.objects.zichtbaar_voor(actor).first()
        if intake is not None:
            print("OPDRACHT", vraag_praatblad(actor, intake, groot=True).pk)
            break
"""


def plan_praatblad(stapel: Stapel) -> str:
    """The talk sheet of an intake: a PDF that a coach asks for."""
    return _nummer(stapel.beheer("shell", "-c", PRAATBLAD))


AGENDA = """
from beroepsgeheim.omslag import omslag
from lco.actions.agenda import na_wijziging
from lco.models import AgendaVersie, Overleg
from organisaties.actor import Actor
from organisaties.models import Functie
overleg_pk, coordinator_pk = {overleg!r}, {coordinator!r}
actor = Actor.van_functie(Functie.objects.select_related("gebruiker", "organisatie").get(pk=coordinator_pk))
with omslag(actor):
    overleg = Overleg.objects.zichtbaar_voor(actor).get(pk=overleg_pk)
    versies = na_wijziging(actor, overleg, "andere zaal")
    print("OPDRACHT", next(v for v in versies if v.voor == AgendaVersie.Voor.HULPVERLENERS).opdracht)
"""


def plan_agenda(stapel: Stapel) -> str:
    """The agenda of a consultation with a final one, made anew: two papers, of which the first is followed."""
    overleg, coordinator = stapel.sql(
        "SELECT id, coordinator_id FROM lco_overleg WHERE agenda_versie > 0 ORDER BY datum LIMIT 1"
    )[0]
    return _nummer(
        stapel.beheer("shell", "-c", AGENDA.format(overleg=str(overleg), coordinator=str(coordinator)))
    )


def _nummer(uit: str) -> str:
    return next(regel.split()[1] for regel in uit.splitlines() if regel.startswith("OPDRACHT"))


def stand(stapel: Stapel, opdracht: str) -> str:
    return str(stapel.sql("SELECT status FROM vloer_opdracht WHERE id = %s", opdracht)[0][0])


def klaar(stapel: Stapel, opdracht: str) -> None:
    wacht_tot(lambda: stand(stapel, opdracht) == "klaar", "de opdracht is klaar", 180)


def hangt_aan_slot(stapel: Stapel) -> bool:
    return bool(stapel.sql("SELECT count(*) FROM pg_locks WHERE NOT granted")[0][0])


def niets_te_doen(stapel: Stapel) -> bool:
    return not stapel.sql("SELECT 1 FROM vloer_opdracht WHERE status IN ('wacht', 'bezig') LIMIT 1")


def dood_de_werker_midden_in(stapel: Stapel, tabel: str, plan_werk) -> str:
    """The worker stands in the middle of its transaction when it is killed; then it is started again.

    What the demo asked for comes first: else the one worker waits for the table with a job of the demo.
    """
    wacht_tot(lambda: niets_te_doen(stapel), "de werker heeft niets te doen", 180)
    with stapel.verbinding() as slot, slot.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {tabel} IN ACCESS EXCLUSIVE MODE")
        opdracht = plan_werk(stapel)
        wacht_tot(lambda: hangt_aan_slot(stapel), "de werker is bezig", 90)
        assert stand(stapel, opdracht) == "bezig"
        stapel.dood("werker")
        slot.rollback()
    stapel.start_werker()
    klaar(stapel, opdracht)
    return opdracht


def test_a_worker_killed_during_a_report_leaves_exactly_one_report_with_its_three_files(stapel):
    opdracht = dood_de_werker_midden_in(stapel, "vloer_document", plan_rapport)
    assert stapel.sql("SELECT count(*) FROM rapportage_rapport WHERE id = %s", opdracht) == [(1,)]
    bestanden = stapel.sql("SELECT extensie FROM vloer_document WHERE over = %s ORDER BY 1", opdracht)
    assert bestanden == [("csv",), ("pdf",), ("xlsx",)]
    assert stapel.sql("SELECT pogingen FROM vloer_opdracht WHERE id = %s", opdracht) == [(2,)]


def test_a_worker_killed_during_a_pdf_leaves_exactly_one_document(stapel):
    opdracht = dood_de_werker_midden_in(stapel, "vloer_document", plan_praatblad)
    assert stapel.sql("SELECT count(*) FROM vloer_document WHERE opdracht_id = %s", opdracht) == [(1,)]


@pytest.mark.eis("R184")
def test_a_worker_killed_during_an_agenda_leaves_exactly_one_of_each_paper(stapel):
    opdracht = dood_de_werker_midden_in(stapel, "vloer_document", plan_agenda)
    assert stapel.sql("SELECT count(*) FROM vloer_document WHERE opdracht_id = %s", opdracht) == [(1,)]
    ((voor_het_gezin,),) = stapel.sql(
        "SELECT b.opdracht FROM lco_agendaversie a JOIN lco_agendaversie b USING (overleg_id, nummer)"
        " WHERE a.opdracht = %s AND b.opdracht <> a.opdracht",
        opdracht,
    )
    klaar(stapel, voor_het_gezin)
    assert stapel.sql("SELECT count(*) FROM vloer_document WHERE opdracht_id = %s", voor_het_gezin) == [(1,)]


def test_work_asked_while_redis_is_dead_is_done_when_it_is_back(stapel):
    stapel.dood_redis()
    opdrachten = [plan_rapport(stapel), plan_rapport(stapel)]
    assert {stand(stapel, opdracht) for opdracht in opdrachten} == {"wacht"}
    stapel.diensten("start")
    for opdracht in opdrachten:
        klaar(stapel, opdracht)
        assert stapel.sql("SELECT count(*) FROM rapportage_rapport WHERE id = %s", opdracht) == [(1,)]


def test_a_job_delivered_twice_at_the_same_time_has_one_effect(stapel):
    opdracht = plan_rapport(stapel)
    stapel.beheer(
        "shell", "-c",
        "from thuiscompagnie.vloer.tasks import voer_uit\n"
        f"for _ in range(5): voer_uit.delay('{opdracht}')",
    )  # fmt: skip
    klaar(stapel, opdracht)
    assert stapel.sql("SELECT count(*) FROM vloer_document WHERE over = %s", opdracht) == [(3,)]
