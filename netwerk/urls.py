from django.urls import path

from . import views

app_name = "netwerk"
urlpatterns = [
    path("gezin/<uuid:gezin_pk>/nieuw/", views.nieuwe_kaart, name="nieuwe_kaart"),
    path("kaart/<uuid:pk>/", views.kaart, name="kaart"),
    path("kaart/<uuid:pk>/wijzigen/", views.wijzig_kaart, name="wijzig_kaart"),
    path("kaart/<uuid:pk>/persoon/", views.noem_persoon, name="noem_persoon"),
    path("band/<uuid:pk>/", views.band, name="band"),
    path("band/<uuid:pk>/wissen/", views.wis, name="wis"),
]
