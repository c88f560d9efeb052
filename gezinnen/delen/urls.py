from django.urls import path

from . import views

app_name = "delen"
urlpatterns = [
    path("gezinnen/<uuid:pk>/delen/", views.overzicht, name="overzicht"),
    path("gezinnen/<uuid:pk>/delen/nieuw/", views.nieuw, name="nieuw"),
    path("gezinnen/<uuid:pk>/delen/blad/", views.blad, name="blad"),
    path("gezinnen/<uuid:pk>/delen/blad/pdf/", views.blad_pdf, name="blad_pdf"),
    path("gezinnen/<uuid:pk>/delen/zelf/", views.zelf, name="zelf"),
    path("gezinnen/<uuid:pk>/delen/nee/", views.nee, name="nee"),
    path("gezinnen/bezwaar/<uuid:pk>/terug/", views.nee_terug, name="nee_terug"),
    path("gedeeld/", views.gedeeld, name="gedeeld"),
    path("gedeeld/<uuid:pk>/", views.deling, name="deling"),
    path("gedeeld/<uuid:pk>/nee/", views.deling_nee, name="deling_nee"),
    path("gedeeld/<uuid:pk>/stop/", views.deling_stop, name="deling_stop"),
    path("gedeeld/<uuid:pk>/pdf/", views.deling_pdf, name="deling_pdf"),
]
