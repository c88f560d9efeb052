"""Which files of the packages are not collected: parts that no page asks for, and slow to pack."""

from django.contrib.staticfiles.apps import StaticFilesConfig


class Bestanden(StaticFilesConfig):
    """Django's own app, leaving out right-to-left, module and unpacked variants and other versions of htmx."""

    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        "*.rtl.*",
        "*.esm.*",
        "bootstrap-*[dts].css*",
        "hx-*",
        "htmx-2-compat*",
        "htmx-4*",
        "htmax-4*",
    ]
