"""What the family page shows of consultations (filled in when the app starts)."""

from typing import Any

from django.urls import reverse

from gezinnen.models import Gezin
from organisaties.actor import Actor

from .models import Overleg


def overleg_paneel(gezin: Gezin, actor: Actor) -> dict[str, Any]:
    """The last consultations of this family, and the button to bring one up: never automatic (R162)."""
    overleggen = list(
        Overleg.objects.gevolgd_door(actor)
        .filter(client_sleutel=gezin.sleutel)
        .select_related(None)  # only the names that a row of the block shows
        .select_related("gemeente", "coordinator__gebruiker")
        .order_by("-gemaakt_op", "pk")[:5]
    )
    lopend = any(o.is_lopend for o in overleggen)
    return {
        "overleggen": overleggen,
        "vraag_url": "" if lopend else reverse("lco:nieuw", args=[gezin.pk]),
    }
