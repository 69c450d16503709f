#!/usr/bin/env bash
# betterproto2 0.10.0, with its compiler 0.10.1, sends a Duration of -0.5 s as 0.5 s and one of -1.5 s as -0.5 s: it rounds the
# seconds towards zero and takes the fraction as if they were rounded down. It reads back what it sent, and so does protobuf
# 7.36.2; its JSON has 0.5 s for the first and -2.75 s for -2.25 s. Its compiler makes a timedelta of every Duration, and the
# docstring that it writes for Duration calls it signed; what protobuf sends it reads rightly. Captions that are to be moved
# back by a second and a half move by half a second, and by half a second they move forward. Seen on Python 3.11 (seconds,
# read back, in JSON, read by protobuf):
#   -0.5 0.5 0.500s 0.5
#   -1.0 -1.0 -1s -1.0
#   -1.5 -0.5 -1.500s -0.5
#   -2.25 -1.25 -2.750s -1.25
#   2.25 2.25 2.250s 2.25
#   from protobuf: -1.5
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install \
    betterproto2==0.10.0 betterproto2_compiler==0.10.1 grpcio-tools==1.85.1 protobuf==7.36.2
cd "$folder"
mkdir better
cat >cues.proto <<'PROTO'
syntax = "proto3";
package cues;
import "google/protobuf/duration.proto";
message Cue {
  google.protobuf.Duration shift = 1;
}
PROTO
export PATH=$folder/venv/bin:$PATH
python -m grpc_tools.protoc -I. --python_out=. --python_betterproto2_out=better cues.proto >/dev/null 2>&1
python - <<'PY' | tee out
import json
from datetime import timedelta

import cues_pb2
from better.cues import Cue

for seconds in (-0.5, -1.0, -1.5, -2.25, 2.25):
    cue = Cue(shift=timedelta(seconds=seconds))
    sent = bytes(cue)
    read = cues_pb2.Cue.FromString(sent).shift.ToTimedelta()
    print(seconds, Cue.parse(sent).shift.total_seconds(), json.loads(cue.to_json())["shift"], read.total_seconds())
other = cues_pb2.Cue(shift=timedelta(seconds=-1.5))
print("from protobuf:", Cue.parse(other.SerializeToString()).shift.total_seconds())
PY
diff out - <<'END'
-0.5 0.5 0.500s 0.5
-1.0 -1.0 -1s -1.0
-1.5 -0.5 -1.500s -0.5
-2.25 -1.25 -2.750s -1.25
2.25 2.25 2.250s 2.25
from protobuf: -1.5
END
echo "as described"
