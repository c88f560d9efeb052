"""Notes of each kind, a worry about safety, reading on, a take-over and a personal link. All invented."""

from beroepsgeheim.omslag import omslag
from coaching.actions import beeindig_inzet
from coaching.models import EindeReden, Inzet
from gezinnen.actions import coach as coaches
from gezinnen.actions import nalezen, veiligheid
from gezinnen.actions import notitie as notities
from gezinnen.delen.actions import Antwoord
from gezinnen.delen.ontvanger import Zegt
from gezinnen.models import Gezin, Gezinslid, Hoe, Notitie, ZorgOmVeiligheid
from lco.actions.agenda import maak_agenda_definitief
from lco.actions.deelnemers import voeg_deelnemer_toe
from lco.actions.links import nodig_uit_met_link
from lco.models import Deelnemer, Overleg
from lco.termijn import laatste_dag

from .mensen import Spelers


def _lid(gezin: Gezin, naam: str) -> Gezinslid:
    return Gezinslid.objects.get(gezin=gezin, naam__startswith=naam)


def maak_notities(spelers: Spelers, gezin: Gezin) -> None:
    """One of each kind; the confidence was told to the care worker, and Ama said yes to the coach."""
    coach, verzorgende = spelers.als("coach", -12), spelers.als("verzorgende", -9)
    with omslag(coach):
        notities.schrijf_notitie(
            coach, gezin, soort="gezin", voor_zorg=True,
            tekst="De ochtend liep vandaag zonder haast. Kofi had zijn boekentas zelf klaargezet.",
        )  # fmt: skip
        notities.schrijf_notitie(
            coach, gezin, soort="gezin", publiek="spreker", spreker=_lid(gezin, "Ama"),
            tekst="Ama denkt aan een cursus in de lente. Ze zoekt nog uit wat kan.",
        )  # fmt: skip
        notities.schrijf_notitie(
            coach, gezin, soort="derde", van_wie="de buurvrouw",
            tekst="Ze wil op woensdag wel eens mee naar het speelplein.",
            achterhouden_reden="Iemand vertelde dit en wil het u liever zelf zeggen.",
        )  # fmt: skip
    with omslag(verzorgende):
        rij = notities.schrijf_notitie(
            verzorgende, gezin, soort="vertrouwen", spreker=_lid(gezin, "Ama"),
            tekst="Ze spaart een beetje voor een verrassing voor de verjaardag van Lena.",
        )  # fmt: skip
        notities.antwoord_van_lid(
            verzorgende, Notitie.objects.select_related("gezin").get(pk=rij.pk), ja=True
        )


def maak_zorg(spelers: Spelers, gezin: Gezin) -> None:
    """Talked through with the family first; the contact is asked for advice."""
    verzorgende = spelers.als("verzorgende", -4)
    with omslag(verzorgende):
        zorg = veiligheid.meld(
            verzorgende, gezin, contact=spelers.functie("deontologie"),
            goed="De ouders zijn er samen mee bezig. Oma woont vlakbij.",
            feiten="De poort naar de straat stond open en het jongste kind stond op de stoep.",
            zorg="Er rijdt veel verkeer voorbij.", eerst="besproken", besproken_op=verzorgende.dag,
        )  # fmt: skip
        veiligheid.voeg_stap_toe(
            verzorgende, ZorgOmVeiligheid.objects.get(pk=zorg.pk), soort="gesprek", dag=verzorgende.dag,
            tekst="Aan tafel verteld wat ik zag.", antwoord="Papa zet dit weekend een hoger slot.",
        )  # fmt: skip


def laat_even_nalezen(spelers: Spelers, gezin: Gezin) -> None:
    """The second care worker stops; with the family's yes he reads on for a while."""
    coach = spelers.als("coach")
    with omslag(coach):
        inzet = Inzet.objects.select_related("gezin__client", "verzorgende__gebruiker").get(
            gezin=gezin, verzorgende=spelers.functie("verzorgende2")
        )
        beeindig_inzet(coach, inzet, tot=coach.dag, reden=EindeReden.AFGEROND)
        nalezen.laat_nalezen(
            coach, gezin, functie=spelers.functie("verzorgende2"), ja_van=_lid(gezin, "Ama"), ja_op=coach.dag
        )


def neem_even_over(spelers: Spelers, gezin: Gezin) -> None:
    """A colleague takes over for a while."""
    collega = spelers.als("coach2", -1)
    with omslag(collega):
        coaches.neem_over(collega, Gezin.objects.get(pk=gezin.pk), reden="verlof", toelichting="Tot maandag.")


def stuur_link(spelers: Spelers, overleg: Overleg) -> None:
    """A doctor without an account is invited by a personal link."""
    coordinator = spelers.als("coordinator")
    with omslag(coordinator):
        rij = Overleg.objects.get(pk=overleg.pk)
        arts = voeg_deelnemer_toe(
            coordinator, rij, naam="Dokter Peeters", rol=Deelnemer.DeelnemerRol.HULPVERLENER,
            functie_omschrijving="huisarts", kader="vrijwillig", beroepsgeheim="ja",
            uitnodigen=Deelnemer.Uitnodigen.JA,
        )  # fmt: skip
        ja = Antwoord(Zegt.JA, naam=rij.roepnaam, op=coordinator.dag, hoe=Hoe.OVERLEG)
        maak_agenda_definitief(coordinator, Overleg.objects.get(pk=overleg.pk), antwoord=ja)
        nodig_uit_met_link(
            coordinator, Deelnemer.objects.select_related("overleg").get(pk=arts.pk),
            email="dokter.peeters@voorbeeld.test", tot=laatste_dag(rij, coordinator.dag), basis="http://localhost:8000",
        )  # fmt: skip
