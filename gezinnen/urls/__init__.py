"""Addresses of the app: those of the family here, those of intake, trajectory and goals in traject.py."""

from django.urls import URLPattern, URLResolver, include, path

from gezinnen.views import aanmelding, afscherming, coach, gezin, hulp, lijsten, wijzigingen, zoeken

app_name = "gezinnen"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", lijsten.mijn, name="mijn"),
    path("dienst/", lijsten.dienst, name="dienst"),
    path("nieuw/", zoeken.nieuw, name="nieuw"),
    path("nieuw/<uuid:vraag>/", zoeken.gevonden, name="gevonden"),
    path("uitleg/", aanmelding.uitleg, name="uitleg"),
    path("aanmelding/nieuw/", aanmelding.aanmelding_nieuw, name="aanmelding_nieuw"),
    path("aanmelding/<uuid:pk>/", aanmelding.aanmelding, name="aanmelding"),
    path("aanmelding/<uuid:pk>/wijzigen/", aanmelding.wijzigen, name="aanmelding_wijzigen"),
    path("aanmelding/<uuid:pk>/vertellen/", aanmelding.vertellen, name="aanmelding_vertellen"),
    path("aanmelding/<uuid:pk>/beslissen/", aanmelding.beslissen, name="aanmelding_beslissen"),
    path("aanmelding/<uuid:pk>/overleg/", aanmelding.uit_overleg, name="aanmelding_overleg"),
    path("aanmelding/<uuid:pk>/bericht/", aanmelding.terugkoppeling, name="aanmelding_terugkoppeling"),
    path("<uuid:pk>/", gezin.gezin, name="gezin"),
    path("<uuid:pk>/tijdlijn/", gezin.tijdlijn, name="tijdlijn"),
    path("<uuid:pk>/wijzigingen/", wijzigingen.overzicht, name="wijzigingen"),
    path("<uuid:pk>/aanmelden/", aanmelding.opnieuw, name="opnieuw"),
    path("<uuid:pk>/gegevens/", gezin.gegevens, name="gegevens"),
    path("<uuid:pk>/leden/nieuw/", gezin.lid_nieuw, name="lid_nieuw"),
    path("leden/<uuid:pk>/", gezin.lid_wijzigen, name="lid_wijzigen"),
    path("<uuid:pk>/adressen/", gezin.adressen, name="adressen"),
    path("<uuid:pk>/adressen/nieuw/", gezin.verhuizen, name="verhuizen"),
    path("adressen/<uuid:pk>/", gezin.adres_wijzigen, name="adres_wijzigen"),
    path("<uuid:pk>/hulp/", hulp.lijst, name="hulp"),
    path("<uuid:pk>/hulp/nieuw/", hulp.nieuw, name="hulp_nieuw"),
    path("hulp/<uuid:pk>/", hulp.wijzigen, name="hulp_wijzigen"),
    path("<uuid:pk>/coach/", coach.coach, name="coach"),
    path("<uuid:pk>/vervanger/", coach.vervanger, name="vervanger"),
    path("<uuid:pk>/overnemen/", coach.overnemen, name="overnemen"),
    path("overname/<uuid:pk>/stoppen/", coach.overname_stoppen, name="overname_stoppen"),
    path("<uuid:pk>/afschermen/", afscherming.afschermen, name="afschermen"),
    path("afschermen/<uuid:pk>/stoppen/", afscherming.afschermen_stoppen, name="afschermen_stoppen"),
    path("", include("gezinnen.urls.rechten")),
    path("", include("gezinnen.urls.traject")),
    path("", include("gezinnen.urls.notities")),
    path("", include("gezinnen.urls.veiligheid")),
]
