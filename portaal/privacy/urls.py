"""Addresses of privacy: the public page, requests, retention, the record of processing."""

from django.urls import path

from . import bewaren, verklaring, vragen

app_name = "privacy"
urlpatterns = [
    path("", verklaring.verklaring, name="verklaring"),
    path("tekst/", verklaring.wijzigen, name="verklaring_wijzigen"),
    path("vragen/", vragen.vragen, name="vragen"),
    path("vragen/<uuid:pk>/", vragen.vraag, name="vraag"),
    path("vragen/<uuid:pk>/verlengen/", vragen.verlengen, name="vraag_verlengen"),
    path("vragen/<uuid:pk>/afronden/", vragen.afronden, name="vraag_afronden"),
    path("vragen/<uuid:pk>/wissen/", vragen.wissen, name="vraag_wissen"),
    path("bewaren/", bewaren.overzicht, name="bewaren"),
    path("bewaren/zoeken/", bewaren.zoeken, name="zoeken"),
    path("bewaren/termijn/<slug:klasse>/", bewaren.termijn, name="termijn"),
    path("bewaren/wissing/<uuid:pk>/", bewaren.wissing, name="wissing"),
    path("bewaren/wissing/<uuid:pk>/aankondigen/", bewaren.aankondigen, name="wissing_aankondigen"),
    path("bewaren/wissing/<uuid:pk>/kopie/", bewaren.kopie, name="wissing_kopie"),
    path("bewaren/wissing/<uuid:pk>/wachten/", bewaren.tegenhouden, name="wissing_tegenhouden"),
    path("register/", bewaren.register, name="register"),
]
