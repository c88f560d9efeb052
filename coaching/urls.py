from django.urls import path

from . import views

app_name = "coaching"
urlpatterns = [
    path("week/", views.mijn_week, name="week"),
    path("week/<str:maandag>/", views.mijn_week, name="week_van"),
    path("planning/", views.planning, name="planning"),
    path("planning/<str:maandag>/", views.planning, name="planning_van"),
    path("beurt/extra/", views.extra_beurt, name="extra_beurt"),
    path("gezin/<uuid:gezin_pk>/inzet/", views.nieuwe_inzet, name="nieuwe_inzet"),
    path("inzet/<uuid:pk>/", views.inzet, name="inzet"),
    path("inzet/<uuid:pk>/wijzigen/", views.wijzig_inzet, name="wijzig_inzet"),
    path("inzet/<uuid:pk>/einde/", views.einde_inzet, name="einde_inzet"),
    path("inzet/<uuid:pk>/beurt/<str:dag>/", views.beurt, name="beurt"),
    path("inzet/<uuid:pk>/beurt/<str:dag>/bevestig/", views.bevestig, name="bevestig"),
    path("inzet/<uuid:pk>/beurt/<str:dag>/niet-door/", views.niet_door, name="niet_door"),
]
