#!/usr/bin/env bash
# Installs what is missing: system packages (as root or through sudo, else names them) and .venv.
#
#   scripts/installeer.sh            what running needs
#   scripts/installeer.sh --tests    what testing and checking need as well
set -euo pipefail
cd "$(dirname "$0")/.."

draaien=(postgresql redis-server libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-core fonts-noto-color-emoji)
testen=(chromium poppler-utils)

is_er() { # is this Debian package's work already done on this machine?
    case $1 in
        postgresql) compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || [ -n "${POSTGRES_BIN:-}" ] ;;
        redis-server) command -v redis-server >/dev/null ;;
        chromium) command -v chromium >/dev/null ;;
        poppler-utils) command -v pdftoppm >/dev/null && command -v pdftotext >/dev/null ;;
        *) [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ] ;;
    esac
}

# --- as root: Debian's packages, without starting or enabling anything on this machine ---------------
beleid=/usr/sbin/policy-rc.d
cluster=/etc/postgresql-common/createcluster.conf

herstel() { # put back what the installation changed for its own duration
    if [ -e "$bewaard/policy-rc.d" ]; then cp -a "$bewaard/policy-rc.d" "$beleid"; else rm -f "$beleid"; fi
    if [ -e "$bewaard/createcluster.conf" ]; then cp -a "$bewaard/createcluster.conf" "$cluster"; fi
    rm -rf "$bewaard"
}

apt() { # Debian's installer, of which only a failure is worth reading
    DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 "$@" >"$bewaard/log" 2>&1 || {
        tail -n 40 "$bewaard/log" >&2
        return 1
    }
}

zet_op_de_machine() {
    local redis_was_er=ja
    command -v redis-server >/dev/null || redis_was_er=nee
    bewaard=$(mktemp -d)
    if [ -e "$beleid" ]; then cp -a "$beleid" "$bewaard/policy-rc.d"; fi
    trap herstel EXIT
    printf '#!/bin/sh\nexit 101\n' >"$beleid"
    chmod 755 "$beleid"

    apt update || echo "De pakketlijsten konden niet ververst worden; ik probeer het met de oude." >&2
    if [[ " $* " == *" postgresql "* ]]; then
        apt install -y --no-install-recommends postgresql-common
        cp -a "$cluster" "$bewaard/createcluster.conf"
        sed -i -E 's/^[#[:space:]]*create_main_cluster[[:space:]]*=.*/create_main_cluster = false/' "$cluster"
        grep -q '^create_main_cluster = false' "$cluster" || echo 'create_main_cluster = false' >>"$cluster"
    fi
    apt install -y --no-install-recommends "$@"
    # Debian enables the server it installs for the next boot; only ours, on our own socket, is wanted.
    if [ "$redis_was_er" = nee ] && command -v redis-server >/dev/null; then
        systemctl disable --quiet redis-server.service 2>/dev/null \
            || DPKG_MAINTSCRIPT_PACKAGE=redis-server deb-systemd-helper disable redis-server.service >/dev/null 2>&1 || true
    fi
}

if [ "${1:-}" = --op-de-machine ]; then
    shift
    zet_op_de_machine "$@"
    exit 0
fi

# --- which Python, which packages ---------------------------------------------------------------------
kies_python() {
    local kandidaat
    for kandidaat in "${PYTHON:-}" python3 /usr/bin/python3 python3.11 python3.12 python3.13; do
        [ -n "$kandidaat" ] || continue
        if "$kandidaat" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            "$kandidaat" -c 'import sys; print(sys.executable)'
            return
        fi
    done
    echo "Python 3.11 of nieuwer ontbreekt (pakket python3 op Debian 12)." >&2
    return 1
}

vereist=requirements.txt
pakketten=("${draaien[@]}")
if [ "${1:-}" = --tests ]; then
    vereist=requirements/ontwikkeling.txt
    pakketten+=("${testen[@]}")
fi
python=$(kies_python)
heeft_uv() { uv --version >/dev/null 2>&1; }

nodig=()
if command -v dpkg-query >/dev/null; then
    for pakket in "${pakketten[@]}"; do is_er "$pakket" || nodig+=("$pakket"); done
    if ! heeft_uv && ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then nodig+=(python3-venv); fi
else
    for pakket in postgresql redis-server; do is_er "$pakket" || nodig+=("$pakket"); done
fi

if [ ${#nodig[@]} -gt 0 ]; then
    opdracht="apt-get install --no-install-recommends ${nodig[*]}"
    if ! command -v apt-get >/dev/null; then
        echo "Deze systeempakketten ontbreken (namen van Debian): ${nodig[*]}" >&2
        exit 1
    elif [ "$(id -u)" = 0 ]; then
        echo "Ontbrekende systeempakketten worden geïnstalleerd: ${nodig[*]}"
        bash scripts/installeer.sh --op-de-machine "${nodig[@]}"
    elif command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
        echo "Ontbrekende systeempakketten worden met sudo geïnstalleerd: ${nodig[*]}"
        sudo bash scripts/installeer.sh --op-de-machine "${nodig[@]}"
    else
        echo "Deze systeempakketten ontbreken: ${nodig[*]}" >&2
        echo "Vraag een beheerder om ze te installeren en probeer het daarna opnieuw:" >&2
        echo "    $opdracht" >&2
        exit 1
    fi
fi

# --- .venv, only when a lock file or the Python changed ---------------------------------------------------
stempel=.venv/.stempel-$(basename "$(dirname "./$vereist")")-$(basename "$vereist")
inhoud=$({ cat "$vereist" requirements/bouw.txt requirements/uv.txt; "$python" -V; pwd; } | sha256sum | cut -d' ' -f1)
if [ "$(cat "$stempel" 2>/dev/null)" = "$inhoud" ] && [ -x .venv/bin/python ]; then
    exit 0
fi
mkdir -p "${THUISCOMPAGNIE_VAR:-var}"
exec 9>"${THUISCOMPAGNIE_VAR:-var}/installeer.slot"
flock 9
if ! .venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    rm -rf .venv
fi
export UV_PYTHON_DOWNLOADS=never UV_NO_PROGRESS=1 UV_LINK_MODE=${UV_LINK_MODE:-copy}
echo "Python-pakketten uit $vereist worden geïnstalleerd in .venv"
if heeft_uv; then
    uv=uv
    [ -d .venv ] || uv venv -q --python "$python" .venv
else
    [ -d .venv ] || "$python" -m venv .venv
    uv=.venv/bin/uv
    if [ ! -x $uv ]; then
        [ -x .venv/bin/pip ] || .venv/bin/python -m ensurepip -q
        .venv/bin/pip install -q --disable-pip-version-check --require-hashes -r requirements/uv.txt
    fi
fi
# uv does not read pip's own settings: hand over an index that this machine prescribes.
if [ -e /etc/ssl/certs/ca-certificates.crt ]; then export UV_SYSTEM_CERTS=${UV_SYSTEM_CERTS:-1}; fi
if [ -z "${UV_DEFAULT_INDEX:-}${UV_INDEX_URL:-}" ]; then
    index=${PIP_INDEX_URL:-$("$python" -m pip config get global.index-url 2>/dev/null || true)}
    if [ -n "$index" ]; then export UV_DEFAULT_INDEX=$index; fi
fi
if ! "$uv" pip install -q --python .venv/bin/python --require-hashes \
    --build-constraints requirements/bouw.txt -r "$vereist" 9>&-; then
    echo "Met uv lukte het niet; ik probeer het met pip." >&2
    [ -x .venv/bin/pip ] || .venv/bin/python -m ensurepip >/dev/null
    PIP_CONSTRAINT=requirements/bouw.txt .venv/bin/python -m pip install -qq --use-pep517 --disable-pip-version-check \
        --require-hashes -r "$vereist"
fi
echo "$inhoud" >"$stempel"
