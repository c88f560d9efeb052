#!/usr/bin/env python3
"""Compiles every template of the project, and refuses what the content policy would block in a browser."""

import os
import re
import sys
from pathlib import Path

HOOFDMAP = Path(__file__).resolve().parent.parent
VERBODEN = {
    "style-attribuut": re.compile(r"""<[^>]*\sstyle\s*=""", re.I),
    "on...-attribuut": re.compile(r"""<[^>]*\son[a-z]+\s*=\s*["']""", re.I),
    "script in de pagina": re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)", re.I),
    "stijl in de pagina": re.compile(r"<style\b", re.I),
    "|safe": re.compile(r"\|\s*safe\b"),
    "autoescape off": re.compile(r"{%\s*autoescape\s+off"),
    "javascript-adres": re.compile(r"""(href|src|action)\s*=\s*["']\s*javascript:""", re.I),
}
# Paged media has no browser and no content policy: WeasyPrint reads its style from the document.
DRUKWERK = re.compile(r"(^|/)(pdf|documenten|druk)(/|_)|_pdf\.html$")


def hoofd() -> int:
    sys.path.insert(0, str(HOOFDMAP))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thuiscompagnie.settings.test")
    import django
    from django.conf import settings
    from django.template import TemplateDoesNotExist, TemplateSyntaxError, engines
    from django.template.utils import get_app_template_dirs

    django.setup()
    motor = engines["django"]
    eigen: list[Path] = settings.TEMPLATES[0]["DIRS"]  # type: ignore[assignment]
    mappen = [Path(map_) for map_ in [*eigen, *get_app_template_dirs("templates")]]
    fouten: list[str] = []
    aantal = 0
    for map_ in mappen:
        if not map_.is_relative_to(HOOFDMAP) or ".venv" in map_.parts:
            continue
        for pad in sorted(p for p in map_.rglob("*") if p.suffix in {".html", ".txt", ".svg", ".xml"}):
            aantal += 1
            naam = pad.relative_to(map_).as_posix()
            tekst = pad.read_text(encoding="utf-8")
            try:
                motor.from_string(tekst)
            except (TemplateSyntaxError, TemplateDoesNotExist) as fout:
                fouten.append(f"{naam}: {fout}")
            if pad.suffix == ".html" and not DRUKWERK.search(naam):
                fouten += [
                    f"{naam}:{tekst.count(chr(10), 0, vondst.start()) + 1}: {wat}"
                    for wat, patroon in VERBODEN.items()
                    for vondst in patroon.finditer(tekst)
                ]
    print("\n".join(fouten) or f"{aantal} sjablonen in orde")
    return 1 if fouten else 0


if __name__ == "__main__":
    sys.exit(hoofd())
