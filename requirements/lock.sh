#!/usr/bin/env bash
# Resolves pyproject.toml into the lock files of this folder. Run by `make lock`; needs `uv` on the PATH.
#
#   runtime.lock  what `make demo` and the container need, the extras tracing, documents and web among it: no torch
#   full.lock     runtime.lock plus the extras torch, summaries, hub and batch, without torch itself: the image `full`
#   dev.lock      runtime.lock plus every extra and the development group, without torch itself
#   torch.lock    torch alone. It is apart, without hashes, because the build that fits differs by machine: a
#                 CPU wheel from a local folder where there is one, the index's own build otherwise.
set -euo pipefail
cd "$(dirname "$0")/.."
compile() {
    uv pip compile --quiet --upgrade --python-version 3.11 --no-emit-index-url --no-emit-find-links \
        --generate-hashes --no-header --no-annotate "$@" pyproject.toml
}
override=$(mktemp)
trap 'rm -f "$override"' EXIT
echo "torch @ file://${TORCH_WHEEL:?set TORCH_WHEEL to a CPU wheel of the version in torch.lock}" >"$override"
compile --extra tracing --extra documents --extra web --group build -o requirements/runtime.lock
compile --all-extras --group dev --override "$override" \
    --constraint requirements/runtime.lock --no-emit-package torch -o requirements/dev.lock
compile --extra tracing --extra documents --extra web --extra torch --extra summaries --extra hub --extra batch --group build --override "$override" \
    --constraint requirements/dev.lock --no-emit-package torch -o requirements/full.lock
