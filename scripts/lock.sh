#!/usr/bin/env bash
# Works out the fixed versions again, with hashes and without the address of any package index.
set -euo pipefail
cd "$(dirname "$0")/.."
uv=uv
if ! uv --version >/dev/null 2>&1; then uv=.venv/bin/uv; fi
vast() { "$uv" pip compile -q "$1" -o "$2" --generate-hashes --no-emit-index-url --python-version 3.11 --no-header "${@:3}"; }
vast requirements/productie.in requirements.txt "$@"
vast requirements/ontwikkeling.in requirements/ontwikkeling.txt "$@"
echo uv | "$uv" pip compile -q - -o requirements/uv.txt --generate-hashes --no-emit-index-url --python-version 3.11 --no-header
