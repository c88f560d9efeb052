"""Short Dutch words for the card: concrete, easy to read aloud, and none that is spelled in two ways.

No ei/ij, no au/ou, no g/ch. Three of them in a row give about 24 bits beside the number of the card; guessing
stays slow (see kaarten.py).
"""

from pathlib import Path

WOORDEN: tuple[str, ...] = tuple(
    (Path(__file__).parent / "data" / "kaartwoorden.txt").read_text(encoding="utf-8").split()
)
