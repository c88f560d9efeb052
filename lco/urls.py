from django.urls import path

from .views import aanvraag, documenten, lijst, link, overleg, registratie, tafel

app_name = "lco"
urlpatterns = [
    path("", lijst.lijst, name="lijst"),
    path("week/", lijst.week, name="week"),
    path("uitnodigingen/", lijst.uitnodigingen, name="uitnodigingen"),
    path("zonder-dossier/", aanvraag.zonder_dossier, name="zonder_dossier"),
    path("registreren/", registratie.registratie, name="registratie"),
    path("gezin/<uuid:gezin>/vragen/", aanvraag.nieuw, name="nieuw"),
    path("deelnemer/<uuid:pk>/", tafel.deelnemer, name="deelnemer"),
    path("deelnemer/<uuid:pk>/link/", link.link, name="link"),
    path("link/<uuid:pk>/intrekken/", link.intrekken, name="link_intrekken"),
    path("uitnodiging/code/", link.code, name="link_code"),
    path("uitnodiging/sluiten/", link.sluiten, name="link_sluiten"),
    path("uitnodiging/wacht/", link.wacht, name="link_wacht"),
    path("uitnodiging/<uuid:pk>/<str:bon>/", link.openen, name="link_open"),
    path("punt/<uuid:pk>/", tafel.punt, name="punt"),
    path("punt/<uuid:pk>/antwoord/", tafel.antwoord, name="antwoord"),
    path("punt/<uuid:pk>/verplaats/", tafel.verplaats, name="verplaats"),
    path("<uuid:pk>/", overleg.overleg, name="overleg"),
    path("<uuid:pk>/aanvraag/", aanvraag.aanvraag, name="aanvraag"),
    path("<uuid:pk>/opnemen/", overleg.opnemen, name="opnemen"),
    path("<uuid:pk>/inval/", overleg.inval, name="inval"),
    path("<uuid:pk>/plannen/", overleg.plannen, name="plannen"),
    path("<uuid:pk>/gezin/", overleg.gezinswens, name="gezinswens"),
    path("<uuid:pk>/bijlagen/", overleg.bijlagen, name="bijlagen"),
    path("<uuid:pk>/geheugensteun/", overleg.herinnering, name="herinnering"),
    path("<uuid:pk>/deelnemers/nieuw/", tafel.deelnemer_nieuw, name="deelnemer_nieuw"),
    path("<uuid:pk>/punten/nieuw/", tafel.punt_nieuw, name="punt_nieuw"),
    path("<uuid:pk>/definitief/", documenten.definitief, name="definitief"),
    path("<uuid:pk>/documenten/", documenten.documenten, name="documenten"),
    path("<uuid:pk>/documenten/stand/", documenten.stand, name="stand"),
    path("<uuid:pk>/overleg.ics", overleg.kalender, name="kalender"),
    path("<uuid:pk>/gehouden/", overleg.gehouden, name="gehouden"),
    path("<uuid:pk>/stap/<slug:code>/", overleg.stap, name="stap"),
]
