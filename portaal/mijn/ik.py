"""Who logged in: the person, the family and the coach; every page begins with it."""

from dataclasses import dataclass
from functools import cached_property

from django.http import Http404, HttpRequest

from beroepsgeheim.omslag import noteer
from gezinnen.models import Gezin, Gezinslid
from organisaties.actor import Actor


@dataclass
class Ik:
    """The family member who acts, with her own row."""

    actor: Actor
    lid: Gezinslid

    @cached_property
    def gezin(self) -> Gezin:
        """The family as she may see it: its coach, not its file."""
        rijen = Gezin.objects.zichtbaar_voor(self.actor)
        return rijen.select_related(
            "coach__gebruiker", "coach__organisatie", "vervanger__gebruiker", "client"
        ).get(pk=self.lid.gezin_id)

    @property
    def minderjarig(self) -> bool:
        return self.lid.is_minderjarig_op(self.actor.dag)


def ik_van(request: HttpRequest, onderdeel: str) -> Ik:
    """The person of this request; 404 when her access ended while the session was still open.

    Side effect: a line in the log that nobody else of the family reads.
    """
    actor = request.actor
    lid = Gezinslid.objects.zichtbaar_voor(actor).filter(pk=actor.persoon_id).first()
    if lid is None:
        raise Http404
    noteer("bekijken", sleutel=lid.sleutel, onderdeel=f"mijn.{onderdeel}", persoon=lid.pk)
    return Ik(actor, lid)
