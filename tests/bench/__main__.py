"""`make bench`: how fast, as ratios within one run. Exits with 1 when a limit is passed.

ARGS=--snel makes everything ten times smaller, to see whether it runs at all; ARGS="--alleen paginas"
runs one block, ARGS=--hergebruik keeps the databases of the last run.
"""

import argparse
import os
import sys


def main() -> int:
    lezer = argparse.ArgumentParser(prog="make bench")
    lezer.add_argument("--snel", action="store_true", help="klein en kort: enkel kijken of alles loopt")
    lezer.add_argument("--alleen", nargs="*", default=[], help="enkel deze delen")
    lezer.add_argument("--pagina", default="", help="enkel pagina's met dit in hun naam")
    lezer.add_argument("--hergebruik", action="store_true", help="de gegevens van de vorige keer gebruiken")
    lezer.add_argument("--toon", action="store_true", help="namen die het zoeken miste")
    keuze = lezer.parse_args()
    os.environ.setdefault("DIENSTEN_NAAM", "bench")
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.instellingen"
    # The settings read the address of the small database's server: it runs before Django starts.
    from tests.bench.dienst import start_klein, stop_klein

    zelf = start_klein()
    try:
        import django

        django.setup()
        from tests.bench.verloop import verloop

        return verloop(keuze)
    finally:
        if zelf:
            stop_klein()


if __name__ == "__main__":
    sys.exit(main())
