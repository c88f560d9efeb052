"""Rows of the door: logging in, the second step, and what a person arranges about her own log-in."""

import uuid
from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from organisaties.aanmelden import vergeten
from organisaties.models import Gebruiker, Herstel, Sessie, Toestel
from portaal.aanmelden.bewaard import FORMULIER
from tests.cast import kanarie
from tests.toegang.matrix import Rij
from tests.toegang.objecten import MAKERS, Objecten
from tests.toegang.rekeningen import BEHEER, MEDEWERKERS
from thuiscompagnie.vloer.formulieren import bewaar_concept

OOK_ZONDER_ROL = f"{MEDEWERKERS} olaf oud"


def anderen(naam: str) -> str:
    """Everyone who logs in, but this person."""
    return " ".join(n for n in OOK_ZONDER_ROL.split() if n != naam)


AANMELDEN = [
    Rij("account_login", openbaar=True),
    Rij("account_logout", openbaar=True),
    Rij("account_inactive", openbaar=True, post="-"),
    Rij("mfa_authenticate", openbaar=True),
    Rij("aanmelden:toestel", openbaar=True),
    Rij("aanmelden:instellen", ja=OOK_ZONDER_ROL),
    Rij("aanmelden:sleutel_instellen", ja=OOK_ZONDER_ROL, get=False),
    Rij("aanmelden:noodcodes", ja=OOK_ZONDER_ROL),
    Rij("aanmelden:noodcodes_nieuw", ja=OOK_ZONDER_ROL, get=False),
    Rij("aanmelden:bevestig", ja=OOK_ZONDER_ROL),
    Rij("aanmelden:slot", ja=OOK_ZONDER_ROL),
    Rij("aanmelden:vergrendel", ja=OOK_ZONDER_ROL, get=False),
    Rij("aanmelden:actief", ja=OOK_ZONDER_ROL, get=False),
    Rij("aanmelden:verder", over="van ans", args=("bewaard",), ja="ans", weet_niet=anderen("ans")),
    Rij("aanmelden:overzicht", ja=OOK_ZONDER_ROL, post="-"),
    Rij("aanmelden:pincode", ja=OOK_ZONDER_ROL),
    Rij("aanmelden:wachtwoord", ja=OOK_ZONDER_ROL),
    Rij("aanmelden:toestel_vertrouwen", ja="vera vik"),
    Rij("aanmelden:andere_sessies_einde", ja=OOK_ZONDER_ROL, get=False),
    *(
        Rij(f"aanmelden:{naam}", over=f"van {wie}", args=(arg,), ja=wie, weet_niet=anderen(wie), get=False)
        for naam, arg, wie in (
            ("toestel_einde", "toestel", "vera"),
            ("sleutel_weg", "sleutel", "ans"),
            ("sessie_einde", "sessie", "ans"),
        )
    ),
    Rij("ondersteuning:stand", ja="olaf", post="-"),
    Rij("aanmelden:vergeten", openbaar=True),
    Rij("aanmelden:vergeten_verstuurd", openbaar=True, post="-"),
    Rij("aanmelden:vergeten_link", args=("ans.kern", "ans.bon"), openbaar=True),
    Rij("aanmelden:wachtwoord_weg", over="zonder mailbox", args=("zonder_mailbox",), ja=BEHEER),
    Rij("aanmelden:wachtwoord_weg", over="dora", args=("dora.gebruiker",), weet_niet=BEHEER),
    Rij("aanmelden:herstel_bevestigen", over="gevraagd door bea", args=("herstel",), ja="boris"),
    Rij("aanmelden:herstel_afwijzen", over="gevraagd door bea", args=("herstel",), ja=BEHEER),
    Rij("aanmelden:opnieuw", over="vera", args=("vera.gebruiker",), ja=BEHEER),
    Rij("aanmelden:opnieuw", over="dora", args=("dora.gebruiker",), weet_niet=BEHEER),
]


def bewaard(o: Objecten) -> uuid.UUID:
    over = uuid.uuid4()
    inhoud = {"pad": "/gezinnen/", "velden": {"willen": [kanarie("zon", "vraag")]}, "bestanden": False}
    bewaar_concept(o.cast.functies["ans"].pk, FORMULIER, over, inhoud)
    return over


def toestel(o: Objecten) -> Toestel:
    tot = timezone.now() + timedelta(days=30)
    return Toestel.objects.create(gebruiker=o.cast.gebruikers["vera"], geheim="x" * 64, geldig_tot=tot)


def sleutel(o: Objecten) -> Authenticator:
    soort = Authenticator.Type
    Authenticator.objects.create(user=o.cast.gebruikers["ans"], type=soort.TOTP, data={"secret": ""})
    return Authenticator.objects.create(
        user=o.cast.gebruikers["ans"], type=soort.WEBAUTHN, data={"name": "Chrome op Windows"}
    )


def zonder_mailbox(o: Objecten) -> Gebruiker:
    Gebruiker.objects.filter(pk=o.cast.gebruikers["vik"].pk).update(email=None)
    return o.cast.gebruikers["vik"]


def herstel(o: Objecten) -> Herstel:
    return Herstel.objects.create(
        gebruiker=o.cast.gebruikers["vera"],
        organisatie=o.cast.organisaties["dienst-a"],
        soort=Herstel.Soort.TWEEDE_STAP,
        gevraagd_door=o.cast.gebruikers["bea"],
    )


MAKERS.update(
    {
        "ans.kern": lambda o: urlsafe_base64_encode(force_bytes(o.cast.gebruikers["ans"].pk)),
        "ans.bon": lambda o: vergeten.bon.make_token(o.cast.gebruikers["ans"]),
        "zonder_mailbox": lambda o: zonder_mailbox(o).pk,
        "herstel": lambda o: herstel(o).pk,
        "bewaard": bewaard,
        "toestel": lambda o: toestel(o).pk,
        "sleutel": lambda o: sleutel(o).pk,
        "sessie": lambda o: Sessie.objects.create(gebruiker=o.cast.gebruikers["ans"], sleutel="x" * 32).pk,
    }
)
