"""The envelope: read-only GETs, rolled back refusals, log rows that stay, nothing leaking between actors."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.http import HttpResponse
from django.test import RequestFactory

from beroepsgeheim.beleid import alle_urls, beleid, beleid_van, haal
from beroepsgeheim.middleware import OmslagMiddleware
from beroepsgeheim.models import Raadpleging
from beroepsgeheim.omslag import huidige_scope, noteer, omslag, poging, taak_omslag
from gezinnen.models import Doel, Gezin
from organisaties.models import Rol
from tests.hulp import als_bouw

pytestmark = pytest.mark.django_db


def roep(actor, view, methode="get"):
    """Run one view inside the envelope, as the handler does."""
    request = getattr(RequestFactory(), methode)("/proef/")
    request.actor = actor

    def handler(request):
        weigering = omhulsel.process_view(request, view, (), {})
        return weigering or view(request)

    class Match:
        view_name = "proef"

    class Gebruiker:
        is_authenticated = True

    request.resolver_match, request.user = Match(), Gebruiker()
    omhulsel = OmslagMiddleware(handler)
    return omhulsel(request)


def regels():
    with als_bouw():
        return list(Raadpleging.objects.order_by("id"))


def test_a_get_cannot_write(cast):
    @beleid(Rol.COACH)
    def view(request):
        with pytest.raises(DatabaseError, match="read-only"), transaction.atomic():
            Doel.objects.create(gezin=cast.zon, sleutel=cast.zon.sleutel, tekst="x")
        return HttpResponse()

    assert roep(cast.ans, view).status_code == 200


def test_a_post_that_ends_in_an_error_page_leaves_nothing_but_its_log_line(cast):
    @beleid(Rol.COACH)
    def view(request):
        haal(Gezin, request, pk=cast.zon.pk)
        Doel.objects.create(gezin=cast.zon, sleutel=cast.zon.sleutel, tekst="mag niet blijven")
        return HttpResponse(status=422)

    roep(cast.ans, view, "post")
    with als_bouw():
        assert not Doel.objects.filter(tekst="mag niet blijven").exists()
    assert [(r.actie, r.sleutel) for r in regels()] == [("bekijken", cast.zon.sleutel)]


def test_a_refusal_is_logged_as_a_refusal(cast):
    @beleid(Rol.COACH)
    def view(request):
        noteer("bekijken", onderdeel="proef", sleutel=cast.zon.sleutel)
        return HttpResponse(status=403)

    roep(cast.ans, view)
    assert [r.uitkomst for r in regels()] == ["geweigerd"]


@pytest.mark.parametrize("status", [409, 422, 500])
def test_a_change_that_was_rolled_back_is_not_in_the_log_but_looks_and_refusals_are(cast, status):
    @beleid(Rol.COACH)
    def view(request):
        haal(Gezin, request, pk=cast.zon.pk)
        noteer("toegang", onderdeel="proef", sleutel=cast.zon.sleutel)
        noteer("wijzigen", onderdeel="proef", uitkomst="geweigerd")
        return HttpResponse(status=status)

    roep(cast.ans, view, "post")
    assert [(r.actie, r.uitkomst) for r in regels()] == [("bekijken", "ok"), ("wijzigen", "geweigerd")]


def test_an_attempt_that_failed_leaves_only_its_looks_while_the_rest_of_the_request_stands(cast):
    @beleid(Rol.COACH)
    def view(request):
        noteer("wijzigen", onderdeel="ervoor")
        with pytest.raises(ValueError, match="te laat"), poging():
            haal(Gezin, request, pk=cast.zon.pk)
            noteer("wijzigen", onderdeel="ervoor")
            noteer("toegang", onderdeel="teruggedraaid")
            Doel.objects.create(gezin=cast.zon, sleutel=cast.zon.sleutel, tekst="mag niet blijven")
            raise ValueError("te laat")
        with poging():
            noteer("wijzigen", onderdeel="erna")
        return HttpResponse(status=302)

    roep(cast.ans, view, "post")
    with als_bouw():
        assert not Doel.objects.filter(tekst="mag niet blijven").exists()
    assert [r.onderdeel for r in regels()] == ["ervoor", "gezinnen.gezin", "erna"]


def test_work_planned_in_a_refused_request_is_not_started(cast, django_capture_on_commit_callbacks):
    geroepen = []

    @beleid(Rol.COACH)
    def view(request):
        transaction.on_commit(lambda: geroepen.append(1))
        return HttpResponse(status=422)

    with django_capture_on_commit_callbacks(execute=True):
        roep(cast.ans, view, "post")
    assert geroepen == []


def test_the_actor_does_not_leak_to_the_next_use_of_the_connection(cast):
    @beleid(Rol.COACH)
    def view(request):
        return HttpResponse(str(Gezin.objects.count()))

    assert roep(cast.ans, view).content == b"2"
    assert huidige_scope.get() is None
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('tc.functie', true)")
        assert cursor.fetchone()[0] in ("", None)


def test_a_role_outside_the_policy_is_refused(cast):
    @beleid(Rol.COACH)
    def view(request):
        return HttpResponse()

    from django.core.exceptions import PermissionDenied

    with pytest.raises(PermissionDenied), transaction.atomic():
        roep(cast.petra, view)


def test_haal_gives_404_for_what_one_may_not_know_and_403_for_what_one_may_not_do(cast):
    from django.core.exceptions import PermissionDenied
    from django.http import Http404

    request = RequestFactory().get("/")
    for naam, fout in (("bert", Http404), ("dora", Http404), ("vera", PermissionDenied)):
        request.actor = cast.actor(naam)
        with omslag(request.actor), pytest.raises(fout):
            haal(Gezin, request, pk=cast.zon.pk, mag="bewerken")


def test_background_requests_write_no_new_look(cast):
    @beleid(Rol.COACH, achtergrond=True)
    def view(request):
        haal(Gezin, request, pk=cast.zon.pk)
        return HttpResponse()

    roep(cast.ans, view)
    assert regels() == []


def test_a_task_starts_and_ends_without_a_scope(cast):
    with taak_omslag(cast.ans.als_json()) as scope:
        assert scope.actor.functie_id == cast.functies["ans"].pk
    assert huidige_scope.get() is None


def test_the_log_is_a_chain_that_nobody_can_change(cast):
    with omslag(cast.ans):
        noteer("bekijken", onderdeel="a", sleutel=cast.zon.sleutel)
        noteer("bekijken", onderdeel="b", sleutel=cast.zon.sleutel)
    een, twee = regels()
    assert bytes(twee.vorige_hash) == bytes(een.hash)
    for sql in ("UPDATE beroepsgeheim_raadpleging SET doel = 'x'", "DELETE FROM beroepsgeheim_raadpleging"):
        with als_bouw(), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


def test_every_url_declares_its_policy():
    assert [route for route, naam, view in alle_urls() if beleid_van(view, naam) is None] == []


def test_the_list_of_public_urls_is_pinned():
    openbaar = {naam for _route, naam, view in alle_urls() if beleid_van(view, naam).openbaar}
    assert openbaar == {
        "portaal:start",
        "account_login",
        "account_logout",
        "account_inactive",
        "gezondheid",
        "organisaties:uitnodiging",
        "organisaties:wachtwoord",
        "security_txt",
        "mfa_authenticate",
        "aanmelden:toestel",
        "aanmelden:vergeten",
        "aanmelden:vergeten_verstuurd",
        "aanmelden:vergeten_link",
        "lco:link_open",
        "lco:link_code",
        "privacy:verklaring",
        "mijn:binnen",
        "mijn:code",
        "mijn:pin",
        "mijn:vinger",
        "mijn:gescand",
    }
