#!/usr/bin/env bash
# Builds the image from the Dockerfile, runs it as it would be run in production - another user than root, a root file
# system that cannot be written - and lets it translate an article. Run by `make container-test`, as root; needs buildah
# and debootstrap (Debian packages), no container engine. The base image is made here, under the name of the FROM line.
set -euo pipefail
cd "$(dirname "$0")/../.."

for tool in buildah debootstrap unshare; do
    command -v "$tool" >/dev/null || { echo "container-test: install $tool first (apt-get install buildah debootstrap)"; exit 2; }
done
[ "$(id -u)" = 0 ] || { echo "container-test: run it as root: it makes a root file system and mounts it"; exit 2; }

export BUILDAH_ISOLATION=chroot STORAGE_DRIVER=vfs
SCRATCH=$(mktemp -d)
BASE=$(sed -n 's/^ARG BASE=//p' Dockerfile)
IMAGE=localhost/mujaz:test
ADDRESS=127.0.0.1:50051
HTTP=127.0.0.1:8080
server=
container=
cleanup() {
    [ -z "$server" ] || kill -KILL "$server" 2>/dev/null || true
    [ -z "$container" ] || buildah rm "$container" >/dev/null
    rm -rf "$SCRATCH"
}
trap cleanup EXIT

base_image() {
    debootstrap --variant=minbase --include=python3,python3-venv,ca-certificates bookworm "$SCRATCH/root" >"$SCRATCH/log" \
        || { tail -n 5 "$SCRATCH/log"; exit 1; }
    rm -rf "$SCRATCH"/root/var/{cache/apt,lib/apt/lists}/*
    local made
    made=$(buildah from scratch)
    buildah add --quiet "$made" "$SCRATCH/root" / >/dev/null
    buildah commit --quiet "$made" "$BASE" >/dev/null
    buildah rm "$made" >/dev/null
    rm -rf "$SCRATCH/root"
}

# pip's settings on this machine, as far as they say where packages come from, with the machine's certificates.
pip_settings() {
    echo "[global]"
    echo "cert = /etc/pip-ca.crt"
    local index
    index=$(python3 -m pip config get global.index-url 2>/dev/null) && echo "index-url = $index"
    return 0
}

# Starts what the image says, where and as whom it says, on a root that cannot be written.
start() {
    local root
    container=$(buildah from "$IMAGE")
    root=$(buildah mount "$container")
    buildah inspect "$container" >"$SCRATCH/config.json"
    python3 - "$SCRATCH/config.json" >"$SCRATCH/start" <<'PYTHON'
import json, shlex, sys
config = json.load(open(sys.argv[1]))["Docker"]["config"]
user = config["User"]
assert user.split(":")[0].isdigit() and user.split(":")[0] != "0", f"the image runs as {user!r}"
print("user=" + shlex.quote(user))
print("environment=(" + shlex.join(config["Env"]) + ")")
print("command=(" + shlex.join(config["Entrypoint"] + config["Cmd"]) + ")")
PYTHON
    # shellcheck source=/dev/null
    source "$SCRATCH/start"
    unshare --mount bash -c '
        root=$1 user=$2; shift 2
        mount --bind "$root" "$root" && mount -o remount,bind,ro "$root"
        mount -t tmpfs -o size=16m tmpfs "$root/tmp" && mount -t proc proc "$root/proc" && mount --bind /dev "$root/dev"
        exec chroot --userspec="$user" "$root" /usr/bin/env -i "$@"
    ' start "$root" "$user" "${environment[@]}" "MUJAZ_ADDRESS=$ADDRESS" "MUJAZ_HTTP=$HTTP" "${command[@]}" 2>"$SCRATCH/server.log" &
    server=$!
}

fail() { echo "container-test: $1"; tail -n 20 "$SCRATCH/server.log"; exit 1; }

buildah inspect "$BASE" >/dev/null 2>&1 || { echo "making the base image $BASE"; base_image; }
echo "building $IMAGE"
pip_settings >"$SCRATCH/pip.conf"
buildah build --quiet --pull=never --layers --format docker --tag "$IMAGE" \
    --secret "id=pip,src=$SCRATCH/pip.conf" --secret "id=certificates,src=/etc/ssl/certs/ca-certificates.crt" . >/dev/null
start
for _ in $(seq 100); do
    .venv/bin/mujaz health "$ADDRESS" >/dev/null 2>&1 && break
    kill -0 "$server" 2>/dev/null || fail "the server ended before it served"
    sleep 0.3
done
.venv/bin/mujaz health "$ADDRESS" || fail "the server does not serve"
ps -o user:10=,args= -p "$server"
touch "/proc/$server/root/etc/written" 2>/dev/null && fail "the root file system can be written"
.venv/bin/mujaz article examples/alsabah-2021-04-08.txt --server "$ADDRESS" >"$SCRATCH/article" || fail "no translation"
grep -q "60%" "$SCRATCH/article" || fail "the translation lost its 60%"
curl --silent --fail "http://$HTTP/health" >/dev/null || fail "the HTTP door does not answer"
head -n 3 "$SCRATCH/article"
kill -TERM "$server"
code=0
wait "$server" || code=$?
server=
[ "$code" = 0 ] || fail "on SIGTERM the server ended with $code"
size=$(du -sm "$(buildah mount "$container")" | cut -f1)
base=$(du -sm --exclude=opt/mujaz --exclude=var/cache/mujaz "$(buildah mount "$container")" | cut -f1)
echo "container-test: passed; the image holds $size MB, $base MB of them the base"
