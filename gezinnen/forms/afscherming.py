"""Form of shielding: who is protected, and from whom. No reason is asked."""

from typing import Any

from django.utils.translation import gettext_lazy

from gezinnen.models import Gezin, Gezinslid
from organisaties.actor import Actor
from thuiscompagnie.vloer.formulieren import HuisFormulier

from .gezin import LidVeld
from .velden import Groepen


class AfschermFormulier(Groepen, HuisFormulier):
    """Two people of one family."""

    lid = LidVeld(
        label=gettext_lazy("Wie beschermen we?"),
        queryset=Gezinslid.objects.none(),
        empty_label=gettext_lazy("Kies iemand"),
    )
    voor_lid = LidVeld(
        label=gettext_lazy("Wie ziet niets meer van deze persoon?"),
        queryset=Gezinslid.objects.none(),
        empty_label=gettext_lazy("Kies iemand"),
    )

    def __init__(self, *args: Any, gezin: Gezin, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leden = Gezinslid.objects.zichtbaar_voor(actor).filter(gezin=gezin).exclude(naam="")
        for veld in ("lid", "voor_lid"):
            self.fields[veld].queryset = leden  # type: ignore[attr-defined]
