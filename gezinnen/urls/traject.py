"""Addresses of intake, trajectory, goals and steps."""

from django.urls import URLPattern, path

from gezinnen.views import doelen, intake, traject

urlpatterns: list[URLPattern] = [
    path("aanmelding/<uuid:pk>/intake/", intake.begin, name="intake_begin"),
    path("intake/<uuid:pk>/", intake.intake, name="intake"),
    path("intake/<uuid:pk>/gesprek/", intake.gesprek, name="intake_gesprek"),
    path("intake/<uuid:pk>/zitting/", intake.zitting_nieuw, name="zitting_nieuw"),
    path("intake/zitting/<uuid:pk>/", intake.zitting, name="zitting"),
    path("intake/<uuid:pk>/doel-van-anderen/", intake.doel_van_anderen_nieuw, name="doel_van_anderen_nieuw"),
    path("intake/doel-van-anderen/<uuid:pk>/", intake.doel_van_anderen, name="doel_van_anderen"),
    path("intake/domein/<uuid:pk>/weg/", intake.domein_weg, name="intake_domein_weg"),
    path("intake/<uuid:pk>/afronden/", intake.afronden, name="intake_afronden"),
    path("intake/<uuid:pk>/praatblad/", intake.praatblad, name="praatblad"),
    path("intake/<uuid:pk>/praatblad/pdf/", intake.praatblad_pdf, name="praatblad_pdf"),
    path("traject/<uuid:pk>/", traject.traject, name="traject"),
    path("traject/<uuid:pk>/fase/", traject.fase, name="traject_fase"),
    path("traject/<uuid:pk>/afsluiten/", traject.afsluiten, name="traject_afsluiten"),
    path("<uuid:pk>/doelen/", doelen.doelen, name="doelen"),
    path("<uuid:pk>/doelen/voor-het-gezin/", doelen.doelenblad, name="doelenblad"),
    path("<uuid:pk>/doelen/nieuw/", doelen.doel_nieuw, name="doel_nieuw"),
    path("<uuid:pk>/stappen/nieuw/", doelen.stap_nieuw, name="stap_nieuw"),
    path("doel/<uuid:pk>/", doelen.doel, name="doel"),
    path("doel/<uuid:pk>/verplaats/", doelen.verplaats, name="doel_verplaats"),
    path("stap/<uuid:pk>/", doelen.stap, name="stap"),
]
