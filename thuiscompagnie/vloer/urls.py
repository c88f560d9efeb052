from django.urls import path

from . import views

app_name = "vloer"
urlpatterns = [
    path("concept/<slug:formulier>/<uuid:over>/", views.concept, name="concept"),
    path("concept/<slug:formulier>/<uuid:over>/weg/", views.concept_weg, name="concept_weg"),
    path("opdracht/<uuid:pk>/", views.opdracht, name="opdracht"),
    path("opdracht/<uuid:pk>/opnieuw/", views.opnieuw, name="opnieuw"),
    path("document/<uuid:pk>/", views.document, name="document"),
]
