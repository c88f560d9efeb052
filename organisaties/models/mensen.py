"""The people who log in, with dated roles."""

import uuid
from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organisaties.periode import MetVanTot

from .gebied import Organisatie
from .rol import Rol

if TYPE_CHECKING:
    from organisaties.actor import Actor


class GebruikerManager(BaseUserManager["Gebruiker"]):
    def create_user(self, gebruikersnaam: str, password: str | None = None, **velden: Any) -> "Gebruiker":
        """Make a user who can log in. `velden` are model fields such as naam and email (empty: None)."""
        gebruiker = self.model(gebruikersnaam=gebruikersnaam, **velden)
        gebruiker.set_password(password)
        gebruiker.save(using=self._db)
        return gebruiker

    def zichtbaar_voor(self, actor: "Actor") -> models.QuerySet["Gebruiker"]:
        """A manager sees the people of her own organisation (never family members); anyone sees herself."""
        if actor.rol != Rol.BEHEERDER:
            return self.filter(pk=actor.gebruiker_id or uuid.UUID(int=0))
        eigen = Functie.objects.zichtbaar_voor(actor).filter(organisatie=actor.organisatie_id)
        return self.filter(pk__in=eigen.values("gebruiker"))


class Gebruiker(AbstractBaseUser):
    """Everyone who logs in, family members too. E-mail may be empty: not everyone has a mailbox.

    Rights never hang on a user: see Functie and Actor.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gebruikersnaam = models.CharField(_("gebruikersnaam"), max_length=80, unique=True)
    naam = models.CharField(_("naam"), max_length=120)
    email = models.EmailField(_("e-mailadres"), null=True, blank=True)  # noqa: DJ001 - unique when given
    telefoon = models.CharField(_("telefoon op het werk"), max_length=30, blank=True)
    persoon_id = models.UUIDField(
        null=True, unique=True, editable=False, help_text="Opaque key of the family member who logs in."
    )
    is_active = models.BooleanField(_("actief"), default=True)
    gemaakt_op = models.DateTimeField(default=timezone.now)

    objects = GebruikerManager()

    USERNAME_FIELD = "gebruikersnaam"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["naam"]

    class Meta:
        ordering = ["naam", "id"]
        verbose_name = _("gebruiker")
        verbose_name_plural = _("gebruikers")
        constraints = [
            models.UniqueConstraint(
                models.functions.Lower("email"),
                name="gebruiker_email_uniek",
                condition=Q(email__isnull=False),
                violation_error_message=_("Er is al iemand met dit e-mailadres."),
            ),
            models.CheckConstraint(condition=~Q(email=""), name="gebruiker_email_leeg_is_null"),
        ]

    def __str__(self) -> str:
        return self.naam

    def kan_uitnodigen(self, actor: "Actor") -> bool:
        """Whether a (new) invitation link makes sense: nobody has set a password yet.

        For a colleague, or for who is invited here and has no granted role elsewhere: a link opens the account.
        """
        if actor.rol != Rol.BEHEERDER or not self.is_active or self.has_usable_password():
            return False
        return self.werkt_bij(actor) or self._enkel_hier_genodigd(actor)

    def _enkel_hier_genodigd(self, actor: "Actor") -> bool:
        """A role or a proposal in the actor's organisation, and no granted role (now or to come) in another."""
        rollen = Functie.objects.niet_voorbij(actor.dag).filter(gebruiker=self)
        hier = Q(organisatie=actor.organisatie_id)
        elders = rollen.exclude(hier).filter(toegekend_op__isnull=False)
        return rollen.filter(hier).exclude(rol=Rol.GEZINSLID).exists() and not elders.exists()

    def werkt_bij(self, actor: "Actor") -> bool:
        """Whether she has a role in force in the actor's organisation. A proposal, which one manager makes alone, or
        a role of before gives no hold on the account with which somebody works elsewhere."""
        return Functie.objects.in_dienst_bij(actor).filter(gebruiker=self).exists()

    def kan_tweede_stap_wissen(self, actor: "Actor") -> bool:
        """A manager, for a colleague who logs in and works here: nobody takes her own second step away."""
        if actor.rol != Rol.BEHEERDER or self.pk == actor.gebruiker_id:
            return False
        return self.has_usable_password() and self.werkt_bij(actor)

    def kan_wachtwoord_wissen(self, actor: "Actor") -> bool:
        """Who has a mailbox asks a link herself; without one a manager prints a new link."""
        return self.kan_tweede_stap_wissen(actor) and not self.email

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Django's permissions are not used: rights belong to an Actor."""
        return False


class FunctieQuerySet(models.QuerySet["Functie"]):
    def actief_op(self, dag: date) -> "FunctieQuerySet":
        """Roles that were granted by two people and are in force on this day."""
        return self.filter(
            Q(tot__isnull=True) | Q(tot__gte=dag),
            van__lte=dag,
            ingetrokken_op__isnull=True,
            toegekend_op__isnull=False,
            gebruiker__is_active=True,
        )

    def in_dienst_bij(self, actor: "Actor") -> "FunctieQuerySet":
        """Roles of staff in force today in the organisation of this actor."""
        return self.actief_op(actor.dag).filter(organisatie=actor.organisatie_id).exclude(rol=Rol.GEZINSLID)

    def van_aanmelder(self, tekst: str, dag: date, liefst: uuid.UUID | None = None) -> "Functie | None":
        """The role of a helper who logs in here, by exact user name or e-mail address: no list to browse.

        Of somebody with two roles `liefst` is the one that was meant before, as long as it is in force.
        """
        naam = Q(gebruiker__gebruikersnaam__iexact=tekst) | Q(gebruiker__email__iexact=tekst)
        rollen = list(
            self.actief_op(dag)
            .filter(naam, rol__in=[Rol.HULPVERLENER, Rol.VERZORGENDE, Rol.COACH])
            .select_related("gebruiker", "organisatie")
            .order_by("rol", "pk")
        )
        return next((f for f in rollen if f.pk == liefst), rollen[-1] if rollen else None)

    def zichtbaar_voor(self, actor: "Actor") -> "FunctieQuerySet":
        """A manager sees the roles of staff in her own organisation, and proposals for outside helpers by her people
        where the helper's organisation has no manager here. Others see their own roles."""
        if actor.rol == Rol.BEHEERDER:
            in_huis = Q(organisatie=actor.organisatie_id)
            return self.filter(in_huis | Q(pk__in=self._buiten(actor).values("pk"))).exclude(
                rol=Rol.GEZINSLID
            )
        return self.filter(gebruiker=actor.gebruiker_id)

    def _buiten(self, actor: "Actor") -> "FunctieQuerySet":
        nu = Functie.objects.actief_op(actor.dag)
        return (
            Functie.objects.voorstellen()
            .filter(
                rol=Rol.HULPVERLENER,
                voorgesteld_door__in=nu.filter(organisatie=actor.organisatie_id).values("gebruiker"),
            )
            .exclude(organisatie__in=nu.filter(rol=Rol.BEHEERDER).values("organisatie"))
        )

    def niet_voorbij(self, dag: date) -> "FunctieQuerySet":
        """Roles in force or to come on this day, and proposals."""
        return self.filter(Q(tot__isnull=True) | Q(tot__gte=dag), ingetrokken_op__isnull=True)

    def verlopen(self, dag: date) -> "FunctieQuerySet":
        """Granted roles whose last day has passed, and that nobody has closed yet."""
        return self.filter(tot__lt=dag, ingetrokken_op__isnull=True, toegekend_op__isnull=False)

    def voorstellen(self) -> "FunctieQuerySet":
        """Roles that wait for a second manager."""
        return self.filter(toegekend_op__isnull=True, ingetrokken_op__isnull=True)


class Functie(MetVanTot, models.Model):
    """A person in an organisation in a role, dated. Proposed by one manager, granted by another."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gebruiker = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="functies")
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="functies")
    rol = models.CharField(_("rol"), max_length=20, choices=Rol)
    van = models.DateField(_("van"))
    tot = models.DateField(_("tot en met"), null=True, blank=True)
    voorgesteld_door = models.ForeignKey(
        Gebruiker, on_delete=models.PROTECT, null=True, related_name="voorgestelde_functies"
    )
    voorgesteld_op = models.DateTimeField(default=timezone.now)
    toegekend_door = models.ForeignKey(
        Gebruiker, on_delete=models.PROTECT, null=True, related_name="toegekende_functies"
    )
    toegekend_op = models.DateTimeField(null=True)
    ingetrokken_op = models.DateTimeField(null=True)
    ingetrokken_door = models.ForeignKey(
        Gebruiker, on_delete=models.PROTECT, null=True, related_name="ingetrokken_functies"
    )

    objects = FunctieQuerySet.as_manager()

    class Meta:
        ordering = ["organisatie__naam", "rol", "van", "id"]
        verbose_name = _("functie")
        verbose_name_plural = _("functies")
        constraints = [
            models.CheckConstraint(
                condition=Q(tot__isnull=True) | Q(tot__gte=F("van")),
                name="functie_periode_klopt",
                violation_error_message=_("De einddatum ligt voor de begindatum."),
            ),
            models.CheckConstraint(
                condition=Q(toegekend_door__isnull=True)
                | Q(voorgesteld_door__isnull=True)
                | ~Q(toegekend_door=F("voorgesteld_door")),
                name="functie_door_twee_personen",
                violation_error_message=_("Een rol toekennen doen twee verschillende personen."),
            ),
            models.CheckConstraint(condition=Q(rol__in=Rol.values), name="functie_rol_bestaat"),
        ]

    def __str__(self) -> str:
        return f"{self.gebruiker}, {self.get_rol_display()} bij {self.organisatie}"

    @property
    def rol_naam(self) -> str:
        return str(self.get_rol_display())

    @property
    def organisatie_naam(self) -> str:
        return self.organisatie.naam

    @property
    def is_voorstel(self) -> bool:
        return self.toegekend_op is None and self.ingetrokken_op is None

    def stand_op(self, dag: date) -> tuple[str, str]:
        """The state on this day as (kind of sign, word)."""
        if self.is_voorstel:
            return "wacht", str(_("wacht op goedkeuring"))
        if self.toegekend_op is None:
            return "rust", str(_("niet toegekend"))
        if self.ingetrokken_op or (self.tot and self.tot < dag):
            return "rust", str(_("voorbij"))
        return ("goed", str(_("in gebruik"))) if self.van <= dag else ("wacht", str(_("begint later")))

    def regel_op(self, dag: date) -> str:
        """Role and period for a list; a proposal says that it waits."""
        return f"{self.rol_naam} ({self.stand_op(dag)[1] if self.is_voorstel else self.periode_tekst})"

    def _in_beheer(self, actor: "Actor") -> bool:
        return actor.rol == Rol.BEHEERDER and actor.organisatie_id == self.organisatie_id

    def _beslist_mee(self, actor: "Actor") -> bool:
        """A manager of this organisation; of the asker's own for an outside helper whose organisation has none."""
        if self._in_beheer(actor):
            return True
        zichtbaar = Functie.objects.zichtbaar_voor(actor).filter(pk=self.pk, rol=Rol.HULPVERLENER)
        return actor.rol == Rol.BEHEERDER and zichtbaar.exists()

    def kan_goedkeuren(self, actor: "Actor") -> bool:
        """A second manager of the same organisation; never the proposer and never the person herself."""
        zelf = actor.gebruiker_id in (self.voorgesteld_door_id, self.gebruiker_id)
        return self._beslist_mee(actor) and self.is_voorstel and not zelf

    def kan_afwijzen(self, actor: "Actor") -> bool:
        """Any manager of the organisation, the proposer too."""
        return self._beslist_mee(actor) and self.is_voorstel

    def kan_beeindigen(self, actor: "Actor") -> bool:
        """A role in force or to come; nobody ends her own, so that no organisation loses its last manager."""
        lopend = self.toegekend_op is not None and self.ingetrokken_op is None
        voorbij = self.tot is not None and self.tot < actor.dag
        return self._in_beheer(actor) and lopend and not voorbij and actor.gebruiker_id != self.gebruiker_id
