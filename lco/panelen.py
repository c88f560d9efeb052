"""What the family page shows of consultations (filled in when the app starts)."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from gezinnen.models import Gezin
from gezinnen.panelen import EerderOverleg
from organisaties.actor import Actor

from .models import Overleg

VAN_OVERLEG = (
    *("roepnaam", "status", "datum", "plaats", "opnieuw_op", "aangevraagd_op", "coordinator"),
    "gemeente__naam",
)


def overleg_paneel(gezin: Gezin, actor: Actor) -> dict[str, Any]:
    """The last consultations of this family, and the button to bring one up: never automatic (R162)."""
    overleggen = list(
        Overleg.objects.gevolgd_door(actor)
        .filter(client_sleutel=gezin.sleutel)
        .select_related(None)  # only the names that a row of the block shows; the page reads who leads it
        .select_related("gemeente")
        .only(*VAN_OVERLEG)
        .order_by("-gemaakt_op", "pk")[:5]
    )
    lopend = any(o.is_lopend for o in overleggen)
    return {
        "overleggen": overleggen,
        "vraag_url": "" if lopend else reverse("lco:nieuw", args=[gezin.pk]),
    }


def eerdere_overleggen(gezin: Gezin, actor: Actor, dag: date) -> list[EerderOverleg]:
    """The consultations of this family that took place until this day and that the actor follows (R058)."""
    gehouden = (
        Overleg.objects.gevolgd_door(actor)
        .filter(client_sleutel=gezin.sleutel, status__in=["gehouden", "opgevolgd"], datum__date__lte=dag)
        .order_by("-datum", "pk")
    )
    return [
        EerderOverleg(
            overleg.pk,
            _("overleg van %(dag)s in %(gemeente)s")
            % {"dag": date_format(localtime(overleg.datum), "j F Y"), "gemeente": overleg.gemeente.naam},
            reverse("lco:overleg", args=[overleg.pk]),
        )
        for overleg in gehouden
    ]
