"""How every test and picture starts the browser: Debian's Chromium, silent towards the outside."""

CHROMIUM_PAD = "/usr/bin/chromium"
CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
