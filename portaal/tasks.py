"""Work of this app outside the request."""

from celery import shared_task

from .rekeningen import vertrek


@shared_task(name="portaal.functies_voorbij")
def functies_voorbij() -> int:
    """Every quarter of an hour: close the roles whose last day has passed (most runs find none)."""
    return vertrek.sluit_verlopen()
