"""The sources of Vandaag, per role. Names come only from what this actor may read.

The order of these imports is the order on the page.
"""

from . import beheer, coach, deontologie, overleg, planning, privacy, rapport, verzorgende

__all__ = ["beheer", "coach", "deontologie", "overleg", "planning", "privacy", "rapport", "verzorgende"]
