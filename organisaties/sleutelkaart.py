"""The card with which somebody without a mailbox logs in: a number, three words, and a PIN of one's own.

Nothing readable is stored: words, code and PIN are hashed like passwords. The first time a code of six digits
goes with the card (by phone or from the coach's screen, a quarter of an hour, five tries); then the person
chooses a PIN. After five wrong PINs the card rests, and only a new code opens it again.
"""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

POGINGEN = 5


class Sleutelkaart(models.Model):
    """One card of one user. A lost card ends and a new one is made: the number is never used again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gebruiker = models.ForeignKey(
        "organisaties.Gebruiker", on_delete=models.PROTECT, related_name="sleutelkaarten"
    )
    nummer = models.CharField(max_length=8, unique=True)
    woorden = models.CharField(max_length=128)
    code = models.CharField(max_length=128, blank=True)
    code_tot = models.DateTimeField(null=True)
    code_pogingen = models.PositiveSmallIntegerField(default=0)
    pin = models.CharField(max_length=128, blank=True)
    pin_pogingen = models.PositiveSmallIntegerField(default=0)
    gemaakt_op = models.DateTimeField(default=timezone.now)
    gemaakt_door = models.ForeignKey("organisaties.Functie", on_delete=models.PROTECT, null=True)
    gekozen_op = models.DateTimeField(null=True)
    geeindigd_op = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("sleutelkaart")
        constraints = [
            models.UniqueConstraint(
                fields=["gebruiker"], condition=Q(geeindigd_op__isnull=True), name="sleutelkaart_een_geldige"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def in_gebruik(self) -> bool:
        """A PIN was chosen and the card still opens."""
        return bool(self.pin) and self.geeindigd_op is None

    @property
    def wacht_op_code(self) -> bool:
        """Only a code of the coach opens this card: never used yet, or too many wrong PINs."""
        return self.geeindigd_op is None and (not self.pin or self.pin_pogingen >= POGINGEN)
