"""The checked-in matrix: all rows, by app."""

from tests.toegang import (
    gezin,
    stemmen,  # noqa: F401 - makers of the pictures that members drew
    werk,
)
from tests.toegang.aanmelden import AANMELDEN
from tests.toegang.audit import AUDIT
from tests.toegang.delen import DELEN
from tests.toegang.matrix import IEDEREEN, Rij
from tests.toegang.mijn import MIJN
from tests.toegang.netwerk import NETWERK
from tests.toegang.notities import NALEZEN, NOTITIES, VEILIGHEID
from tests.toegang.overleg import OVERLEG
from tests.toegang.rechten import RECHTEN
from tests.toegang.rekeningen import REKENINGEN
from tests.toegang.traject import TRAJECT

BASIS = [
    Rij("portaal:start", openbaar=True, post=None),
    Rij("gezondheid", openbaar=True),
    Rij("security_txt", openbaar=True),
    Rij("portaal:vandaag", ja=IEDEREEN),
]
RIJEN: list[Rij] = [
    *BASIS,
    *AANMELDEN,
    *REKENINGEN,
    *gezin.GEZIN,
    *DELEN,
    *TRAJECT,
    *NOTITIES,
    *VEILIGHEID,
    *NALEZEN,
    *werk.VLOER,
    *werk.WERK,
    *werk.RAPPORTEN,
    *OVERLEG,
    *NETWERK,
    *AUDIT,
    *MIJN,
    *RECHTEN,
]
