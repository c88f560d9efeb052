"""Periods in words."""

from datetime import date

from django.utils import formats
from django.utils.translation import gettext as _


def periode_tekst(van: date | None, tot: date | None) -> str:
    """A period as a person says it; both days are included and None is open."""
    begin, einde = (formats.date_format(dag, "j F Y") if dag else "" for dag in (van, tot))
    if van and van == tot:
        return _("op %(dag)s") % {"dag": begin}
    if van and tot:
        return _("van %(van)s tot en met %(tot)s") % {"van": begin, "tot": einde}
    if van:
        return _("sinds %(van)s") % {"van": begin}
    return _("tot en met %(tot)s") % {"tot": einde} if tot else _("altijd")


class MetPeriode:
    """Gives a model with two date fields (named in PERIODE) its period in words."""

    PERIODE = ("geldig_van", "geldig_tot")

    @property
    def periode_tekst(self) -> str:
        van, tot = (getattr(self, veld) for veld in self.PERIODE)
        return periode_tekst(van, tot)


class MetVanTot(MetPeriode):
    """The same for models whose fields are called `van` and `tot`."""

    PERIODE = ("van", "tot")
