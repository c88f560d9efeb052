"""A personal link to one consultation, for an outside helper without an account."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beroepsgeheim.models import Geheim
from beroepsgeheim.register import beschermd
from organisaties.actor import Actor, vandaag
from organisaties.models import Functie

from .overleg import VOLGT, Deelnemer, Overleg, VolgtQuerySet


@beschermd(lezen=VOLGT)
class PersoonlijkeLink(Geheim):
    """To whom the link went, until when it lives, and on which device it was opened.

    Its id is the person of the access that hangs on it (Toegang.persoon_id): this consultation, nothing else.
    The link alone opens nothing: it asks for a code that goes to `email`, and then belongs to one device.
    Written by functions of the owner only.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client_sleutel = models.UUIDField(editable=False, db_index=True)
    overleg = models.ForeignKey(Overleg, on_delete=models.CASCADE, related_name="links")
    deelnemer = models.ForeignKey(Deelnemer, on_delete=models.CASCADE, related_name="links")
    email = models.EmailField(_("e-mailadres"))
    zaad = models.UUIDField(default=uuid.uuid4, editable=False)
    tot = models.DateField(_("werkt tot en met"))
    door = models.ForeignKey(Functie, on_delete=models.PROTECT, related_name="+")
    gemaakt_op = models.DateTimeField(default=timezone.now)
    ingetrokken_op = models.DateTimeField(null=True)
    toestel = models.CharField(max_length=64, blank=True)
    geopend_op = models.DateTimeField(_("geopend op"), null=True)
    gebruikt_op = models.DateTimeField(_("laatst gebruikt op"), null=True)
    code_zaad = models.UUIDField(null=True)
    code_tot = models.DateTimeField(null=True)
    code_pogingen = models.PositiveSmallIntegerField(default=0)
    codes_dag = models.DateField(null=True)
    codes_aantal = models.PositiveSmallIntegerField(default=0)

    objects = VolgtQuerySet.as_manager()

    class Meta:
        ordering = ["-gemaakt_op", "id"]
        verbose_name = _("persoonlijke link")
        constraints = [
            models.UniqueConstraint(
                fields=["deelnemer"], condition=models.Q(ingetrokken_op__isnull=True), name="link_een_per_deelnemer"
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_open(self) -> bool:
        return self.ingetrokken_op is None and self.tot >= vandaag()

    def kan_intrekken(self, actor: Actor) -> bool:
        return self.is_open and self.overleg.kan_voorbereiden(actor)
