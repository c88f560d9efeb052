"""All addresses. Every view declares its policy; those of libraries stand in settings.BELEID_DERDEN."""

from allauth.account import views as account
from django.urls import include, path

from portaal.aanmelden import deur, stap
from thuiscompagnie import beveiliging, gezondheid

urlpatterns = [
    path("", include("portaal.urls")),
    path("", include("portaal.mijn.urls")),
    path("aanmelden/", deur.aanmelden, name="account_login"),
    path("aanmelden/code/", stap.code, name="mfa_authenticate"),
    path("aanmelden/", include("portaal.aanmelden.urls")),
    path("afmelden/", account.logout, name="account_logout"),
    path("geen-toegang/", account.account_inactive, name="account_inactive"),
    path(".well-known/security.txt", beveiliging.security_txt, name="security_txt"),
    path("gezondheid/", gezondheid.gezondheid, name="gezondheid"),
    path("", include("thuiscompagnie.vloer.urls")),
    path("", include("portaal.rekeningen.urls")),
    path("logboek/", include("portaal.logboek.urls")),
    path("privacy/", include("portaal.privacy.urls")),
    path("", include("gezinnen.delen.urls")),
    path("ondersteuning/", include("portaal.ondersteuning.urls")),
    path("gezinnen/", include("gezinnen.urls")),
    path("overleg/", include("lco.urls")),
    path("werk/", include("coaching.urls")),
    path("netwerk/", include("netwerk.urls")),
    path("rapporten/", include("rapportage.urls")),
]

# Error pages with a reference to give through, and never a word of content.
handler400 = "thuiscompagnie.fouten.fout_400"
handler403 = "thuiscompagnie.fouten.fout_403"
handler404 = "thuiscompagnie.fouten.fout_404"
handler429 = "thuiscompagnie.fouten.fout_429"
handler500 = "thuiscompagnie.fouten.fout_500"
