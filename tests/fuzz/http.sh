#!/usr/bin/env bash
# Lets schemathesis ask a server all that the OpenAPI document allows, and much that it does not: `make http-fuzz`.
#
# The server has the fake engine, so that what is tried is everything but the model. No answer may be a 5xx, none may
# take longer than 30 s, and each must be as the document says. The last line says how many requests there were.
set -euo pipefail
cd "$(dirname "$0")/../.."
python=${PYTHON:-.venv/bin/python} st=${ST:-.venv/schemathesis/bin/st}
examples=${EXAMPLES:-1000}
folder=$(mktemp -d)
"$python" tests/e2e/fake_mujaz.py serve --address 127.0.0.1:0 --http 127.0.0.1:0 --log-level info 2>"$folder/log" &
server=$!
trap 'kill $server 2>/dev/null || true; wait $server 2>/dev/null || true; rm -r "$folder"' EXIT
for _ in $(seq 600); do grep -q '"serving"' "$folder/log" && break; sleep 0.5; done
grep -q '"serving"' "$folder/log" || { cat "$folder/log"; echo "the server did not start"; exit 1; }
address=$(sed -n 's/.*"http": *"\([^"]*\)".*/\1/p' "$folder/log" | head -n 1)
SCHEMATHESIS_HOOKS=tests.fuzz.http_hooks PYTHONPATH=. "$st" run "${address}openapi.json" --phases fuzzing,coverage --max-examples "$examples" --seed 1 --request-timeout 30 \
    --generation-database none --no-color \
    --checks not_a_server_error,response_schema_conformance,content_type_conformance,status_code_conformance
curl --silent --fail "${address}health" >/dev/null
# Calls that reached their work; what is refused before, such as a method that a path has not, comes on top.
echo "calls: $(grep -c '"event": *"call"' "$folder/log"), internal errors: $(grep -c '"code": *"INTERNAL"' "$folder/log" || true)"
! grep -q '"code": *"INTERNAL"' "$folder/log"
