"""Where to go on after the door: only on this site."""

from django.utils.http import url_has_allowed_host_and_scheme


def veilig(pad: str) -> str:
    """A path of this site, else Vandaag."""
    eigen = pad.startswith("/") and url_has_allowed_host_and_scheme(pad, allowed_hosts=None)
    return pad if eigen else "/vandaag/"
