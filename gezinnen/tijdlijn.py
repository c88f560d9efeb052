"""Writing on the timeline of a client: the actions of every app call this, nothing else does."""

from datetime import date

from organisaties.actor import Actor

from .models import Client, Gebeurtenis


def schrijf(
    actor: Actor,
    client: Client,
    *,
    soort: str,
    titel: str,
    dag: date | None = None,
    tekst: str = "",
    icoon: str = "info",
    app_url: str = "",
    voor: str = Gebeurtenis.Voor.ALLEN,
) -> Gebeurtenis:
    """Add one line to the client's timeline; `dag` defaults to the actor's day. Returns the line."""
    return Gebeurtenis.objects.create(
        sleutel=client.sleutel,
        client=client,
        soort=soort,
        icoon=icoon,
        titel=titel[:200],
        tekst=tekst[:500],
        app_url=app_url,
        dag=dag or actor.dag,
        door_id=actor.functie_id,
        voor=voor,
    )
