#!/usr/bin/env bash
# Everything that is not a test but must hold before code is shared. Prints each check, stops at none.
set -uo pipefail
cd "$(dirname "$0")/.."
export PATH="$PWD/.venv/bin:$PATH" DJANGO_SETTINGS_MODULE=thuiscompagnie.settings.test
python=.venv/bin/python
fouten=()
doe() {
    local naam=$1 uit
    shift
    if uit=$("$@" 2>&1); then
        echo "ok    $naam"
    else
        echo "FOUT  $naam"
        sed 's/^/      /' <<<"$uit"
        fouten+=("$naam")
    fi
}

geen_adres_in_slot() {
    ! grep -nE 'https?://|--(extra-)?index-url|--find-links|^-[if] ' requirements.txt requirements/*.txt
}
productie() {
    eval "$("$python" scripts/diensten.py env --naam "${DIENSTEN_NAAM:-test}")"
    env DJANGO_SETTINGS_MODULE=thuiscompagnie.settings.productie \
        SECRET_KEY="$("$python" -c 'import secrets; print(secrets.token_urlsafe(64))')" \
        MFA_SLEUTEL="$("$python" -c 'import secrets; print(secrets.token_urlsafe(48))')" \
        ALLOWED_HOSTS=thuiscompagnie.example \
        DOCUMENTEN_MAP="${TMPDIR:-/tmp}" \
        SECURITY_CONTACT=mailto:beveiliging@thuiscompagnie.example EMAIL_HOST=mail.example EMAIL_AFZENDER=thuiscompagnie@thuiscompagnie.example \
        "$python" manage.py check --deploy --fail-level WARNING
}

doe "ruff check" ruff check .
doe "ruff format" ruff format --check .
doe "types (mypy)" mypy .
doe "lagen (import-linter)" lint-imports
doe "sjablonen (djlint)" djlint --lint --quiet .
doe "sjablonen compileren" "$python" scripts/sjablonen.py
doe "geen ontbrekende migraties" "$python" manage.py makemigrations --check --dry-run
doe "productie-instellingen (check --deploy)" productie
doe "vaste versies zonder adressen" geen_adres_in_slot
if zwakheden=$("$python" scripts/kwetsbaar.py 2>&1); then
    echo "ok    gekende zwakheden in pakketten${zwakheden:+ ($zwakheden)}"
else
    doe "gekende zwakheden in pakketten" eval 'echo "$zwakheden"; false'
fi

if [ ${#fouten[@]} -gt 0 ]; then
    echo
    echo "Niet in orde: ${fouten[*]}"
    exit 1
fi
