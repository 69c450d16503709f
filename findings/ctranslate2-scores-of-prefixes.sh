#!/usr/bin/env bash
# ctranslate2 4.8.5 scores a translation by the logarithm of its probability for each piece. With a beginning that it is given
# (target_prefix, which its documentation offers for completing what a translator types), it counts the pieces of the
# beginning in the length and nothing for their probability: the same translation of the same sentence looks the surer, the
# more of it was given, and a score below which a person should look means something else for each. Its header says that a
# score is divided by the length; neither it nor the documentation tells of beginnings. A model of random weights shows it.
# Seen on Python 3.11:
#   0 of 6 pieces given: the same translation, score -0.41
#   2 of 6 pieces given: the same translation, score -0.28
#   4 of 6 pieces given: the same translation, score -0.14
#   5 of 6 pieces given: the same translation, score -0.07
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install ctranslate2==4.8.5 numpy==2.3.5
"$folder/venv/bin/python" - "$folder/model" <<'PY' | tee "$folder/out"
import os
import sys

import ctranslate2
import numpy as np
from ctranslate2 import specs

VOCABULARY, WIDTH = ["<unk>", "<s>", "</s>", *"abcdefgh"], 16
chance = np.random.default_rng(0)


def fill(spec, name):
    """Random weights of the shapes that a small model needs."""
    for key, value in vars(spec).items():
        if isinstance(value, specs.LayerSpec):
            fill(value, f"{name}/{key}")
        elif isinstance(value, list):
            for number, one in enumerate(value):
                fill(one, f"{name}/{key}_{number}")
        elif value is None and key in ("weight", "bias", "gamma", "beta", "encodings"):
            setattr(spec, key, weight(name, key))


def weight(name, key):
    if key == "encodings":
        return np.zeros((32, WIDTH), np.float32)
    rows, columns = WIDTH, WIDTH
    if "embeddings" in name or "projection" in name:
        rows = len(VOCABULARY)
    elif "self_attention/linear_0" in name:
        rows = 3 * WIDTH
    elif "attention/linear_1" in name and "self" not in name:
        rows = 2 * WIDTH
    elif "ffn/linear_0" in name:
        rows = 4 * WIDTH
    elif "ffn/linear_1" in name:
        columns = 4 * WIDTH
    if key == "gamma":
        return np.ones(WIDTH, np.float32)
    return chance.normal(scale=0.5, size=(rows, columns) if key == "weight" else rows if key == "bias" else WIDTH).astype(np.float32)


spec = specs.TransformerSpec.from_config((1, 1), 2, pre_norm=False)
fill(spec, "")
spec.register_source_vocabulary(VOCABULARY)
spec.register_target_vocabulary(VOCABULARY)
spec.validate()
os.mkdir(sys.argv[1])
spec.save(sys.argv[1])
translator = ctranslate2.Translator(sys.argv[1])
options = {"beam_size": 4, "return_scores": True, "max_decoding_length": 6, "min_decoding_length": 6}
[free] = translator.translate_batch([["a", "b", "c"]], **options)
for given in (0, 2, 4, 5):
    prefix = free.hypotheses[0][:given]
    [found] = translator.translate_batch([["a", "b", "c"]], target_prefix=[prefix], **options)
    same = "the same" if found.hypotheses == free.hypotheses else "another"
    print(f"{given} of 6 pieces given: {same} translation, score {found.scores[0]:.2f}")
PY
diff "$folder/out" - <<'END'
0 of 6 pieces given: the same translation, score -0.41
2 of 6 pieces given: the same translation, score -0.28
4 of 6 pieces given: the same translation, score -0.14
5 of 6 pieces given: the same translation, score -0.07
END
echo "as described"
