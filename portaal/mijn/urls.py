"""Addresses of the own place, and those with which a coach opens and closes it."""

from django.urls import path

from . import coach, delen, deur, netwerk, views

app_name = "mijn"
urlpatterns = [
    path("mijn/", views.start, name="start"),
    path("mijn/binnen/", deur.kaart, name="binnen"),
    path("mijn/binnen/code/", deur.code, name="code"),
    path("mijn/binnen/pin/", deur.pin, name="pin"),
    path("mijn/k/<str:nummer>/<str:woorden>/", deur.gescand, name="gescand"),
    path("mijn/stoppen/", deur.stoppen, name="stoppen"),
    path("mijn/hulp/", views.hulp, name="hulp"),
    path("mijn/afspraken/", views.afspraken, name="afspraken"),
    path("mijn/overleg/", views.overleggen, name="overleggen"),
    path("mijn/overleg/<uuid:pk>/", views.overleg, name="overleg"),
    path("mijn/doelen/", views.doelen, name="doelen"),
    path("mijn/doelen/<uuid:pk>/", views.doel_open, name="doel_open"),
    path("mijn/gezien/", views.gezien, name="gezien"),
    path("mijn/vragen/", views.vragen, name="vragen"),
    path("mijn/vragen/<slug:soort>/", views.vraag, name="vraag"),
    path("mijn/vragen/<uuid:pk>/weg/", views.vraag_intrekken, name="vraag_intrekken"),
    path("mijn/gegevens/", views.gegevens, name="gegevens"),
    path("mijn/sleutel/", views.sleutel, name="sleutel"),
    path("mijn/sleutel/einde/", views.einde, name="einde"),
    path("mijn/delen/", delen.delen, name="delen"),
    path("mijn/delen/<uuid:pk>/", delen.deling, name="deling"),
    path("mijn/delen/<uuid:pk>/nee/", delen.nee, name="delen_nee"),
    path("mijn/delen/<uuid:pk>/toch/", delen.toch, name="delen_toch"),
    path("mijn/netwerk/", netwerk.lijst, name="netwerk"),
    path("mijn/netwerk/nieuw/", netwerk.begin, name="netwerk_begin"),
    path("mijn/netwerk/<uuid:pk>/", netwerk.kaart, name="netwerk_kaart"),
    path("mijn/netwerk/<uuid:pk>/persoon/", netwerk.noem, name="netwerk_persoon"),
    path("mijn/netwerk/<uuid:pk>/openen/", netwerk.openen, name="netwerk_open"),
    path("mijn/netwerk/band/<uuid:pk>/weg/", netwerk.wis, name="netwerk_wis"),
    path("gezinnen/vragen/<uuid:pk>/", coach.vraag, name="vraag_antwoord"),
    path("gezinnen/<uuid:pk>/plekken/", coach.plekken, name="plekken"),
    path("gezinnen/leden/<uuid:pk>/plek/", coach.plek, name="plek"),
    path("gezinnen/leden/<uuid:pk>/plek/kaart/", coach.kaart, name="plek_kaart"),
    path("gezinnen/leden/<uuid:pk>/plek/brief/", coach.brief, name="plek_brief"),
    path("gezinnen/leden/<uuid:pk>/plek/code/", coach.code, name="plek_code"),
    path("gezinnen/leden/<uuid:pk>/plek/sluiten/", coach.sluiten, name="plek_sluiten"),
]
