"""Until when a consultation is the task of who sits at its table: one rule for links, sharing and access."""

from datetime import date, timedelta

from django.conf import settings

from organisaties.actor import BRUSSEL

from .models import Overleg


def laatste_dag(overleg: Overleg, dag: date) -> date:
    """The last day on which an invitee reads it: OVERLEG_DAGEN_NA days after it is held (`dag`: no day chosen yet).

    It ends sooner when the consultation is followed up or stopped, or when somebody no longer comes.
    """
    gehouden = overleg.datum.astimezone(BRUSSEL).date() if overleg.datum else dag
    return gehouden + timedelta(days=settings.OVERLEG_DAGEN_NA)
