"""What a family member reads: conditions for the database (@beschermd(ook_lezen=...)) and the same for querysets.

As soon as somebody is shielded from a family member, only what is that person's own (or was said for the whole
family by somebody else) is left: the household's address, appointments, helpers and course are closed. The
functions `bg_` and `gz_` are the owner's; see beroepsgeheim/rls.py and models/stem.py.
"""

from typing import Any, TypeVar

from django.db import models
from django.db.models import BooleanField, Q, UUIDField
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from beroepsgeheim.models import Reikwijdte
from beroepsgeheim.querysets import ZorgQuerySet
from beroepsgeheim.toegang import sleutels
from organisaties.actor import Actor, Soort

M = TypeVar("M", bound=models.Model)


class Publiek(models.TextChoices):
    """Who of the family reads an item; its helpers read what their role allows."""

    GEZIN = "gezin", _("iedereen van het gezin")
    SPREKER = "spreker", _("enkel wie het zei")
    HELPERS = "helpers", _("niet in de eigen plek van het gezin")


# The family of the person who acts.
MIJN_GEZIN = "bg_soort() = 'gezinslid' AND {kolom} IN (SELECT bg_sleutels('gezin'))"
NIEMAND_AFGESCHERMD = "NOT EXISTS (SELECT gz_afgeschermd())"


def van_mijn_gezin(kolom: str = "sleutel") -> str:
    """Rows of one's own family, whoever they are about."""
    return MIJN_GEZIN.format(kolom=kolom)


def samen(kolom: str = "sleutel") -> str:
    """Rows of the household together: closed for somebody from whom a member is shielded."""
    return f"{van_mijn_gezin(kolom)} AND {NIEMAND_AFGESCHERMD}"


def eigen_of_samen(wie: str, kolom: str = "sleutel") -> str:
    """Rows of one member (`wie` holds her id) for herself; rows of nobody in particular for all together."""
    return f"{van_mijn_gezin(kolom)} AND ({wie} = bg_persoon() OR {wie} IS NULL AND {NIEMAND_AFGESCHERMD})"


def met_publiek(wie: str, kolom: str = "sleutel") -> str:
    """The same with an audience: one's own, and what was opened to the family by who is not shielded.

    What nobody in particular said (`wie` empty) is open as long as nobody is shielded: NULL NOT IN an empty list is
    true, and in any other list it is not.
    """
    return (
        f"{van_mijn_gezin(kolom)} AND ({wie} = bg_persoon() AND publiek <> 'helpers' OR publiek = 'gezin'"
        f" AND {wie} NOT IN (SELECT gz_afgeschermd()))"
    )


def _eigen_gezin(actor: Actor) -> Q:
    return Q(sleutel__in=sleutels(actor, Reikwijdte.GEZIN))


def niemand_afgeschermd() -> RawSQL:
    """Whether nobody is shielded from the family member who acts (the database knows who)."""
    return RawSQL(NIEMAND_AFGESCHERMD, [], output_field=BooleanField())  # noqa: S611 - a constant


def afgeschermd() -> RawSQL:
    """Ids of the family members who are shielded from the family member who acts."""
    return RawSQL("SELECT gz_afgeschermd()", [], output_field=UUIDField())


class SamenQuerySet(ZorgQuerySet[M]):
    """Rows of the household together, beside who carries the file or works in the home."""

    def zichtbaar_voor(self, actor: Actor) -> Any:
        """A family member, unless somebody is shielded from her; helpers as their access says."""
        if actor.soort is not Soort.GEZINSLID:
            return super().zichtbaar_voor(actor)
        return self.filter(_eigen_gezin(actor), niemand_afgeschermd())


class EigenOfSamenQuerySet(ZorgQuerySet[M]):
    """Rows of one member (`wie`), or of the household together."""

    wie = "van_lid"

    def zichtbaar_voor(self, actor: Actor) -> Any:
        """A family member: her own, and those of nobody in particular unless somebody is shielded from her."""
        if actor.soort is not Soort.GEZINSLID:
            return super().zichtbaar_voor(actor)
        samen = Q(**{f"{self.wie}__isnull": True}) & Q(niemand_afgeschermd())
        return self.filter(_eigen_gezin(actor), Q(**{self.wie: actor.persoon_id}) | samen)


def met_publiek_q(actor: Actor, wie: str) -> Q:
    """The condition of `met_publiek` for querysets: one's own, and what was opened by who is not shielded."""
    eigen = Q(**{wie: actor.persoon_id}) & ~Q(publiek="helpers")
    van_ander = Q(**{f"{wie}__isnull": False}) & ~Q(**{f"{wie}__in": afgeschermd()})
    return _eigen_gezin(actor) & (eigen | Q(publiek="gezin") & (Q(niemand_afgeschermd()) | van_ander))


class PubliekQuerySet(ZorgQuerySet[M]):
    """Rows with an audience: somebody's own words (`wie`), or of the family together."""

    wie = "van_lid"

    def zichtbaar_voor(self, actor: Actor) -> Any:
        """A family member: what was said by her or opened to her; helpers as their access says."""
        if actor.soort is not Soort.GEZINSLID:
            return super().zichtbaar_voor(actor)
        return self.filter(met_publiek_q(actor, self.wie))
