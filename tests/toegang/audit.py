"""Rows of the log and of the history of changes."""

from tests.toegang.matrix import Rij

AUDIT = [
    Rij("logboek:overzicht", ja="paula", post="-"),
    Rij(
        "gezinnen:wijzigingen",
        over="zon",
        args=("zon",),
        ja="ans carla",
        weet_niet="bert rita dora",
        post="-",
    ),
]
