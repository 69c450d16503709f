#!/usr/bin/env bash
# ctranslate2 4.8.5, asked for the logits of each step (return_logits_vocab=True), gives them for a greedy search: one row
# of the size of the vocabulary for each piece. With beams it raises nothing and gives one entry for each hypothesis
# instead, with no rows inside: numpy cannot read it. Whoever needs the probability of each word of a beam search must
# score its output once more (score_batch). A model of random weights shows it. Seen on Python 3.11:
#   beam 1: 5 pieces, 5 entries, the first of shape (7,)
#   beam 2: 5 pieces, 1 entries, the first cannot be read
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

VOCABULARY, WIDTH = ["<unk>", "<s>", "</s>", "a", "b", "c", "d"], 16
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
    return chance.normal(size=(rows, columns) if key == "weight" else rows if key == "bias" else WIDTH).astype(np.float32)


spec = specs.TransformerSpec.from_config((1, 1), 2, pre_norm=False)
fill(spec, "")
spec.register_source_vocabulary(VOCABULARY)
spec.register_target_vocabulary(VOCABULARY)
spec.validate()
os.mkdir(sys.argv[1])
spec.save(sys.argv[1])
translator = ctranslate2.Translator(sys.argv[1])
for beam_size in (1, 2):
    [found] = translator.translate_batch(
        [["a", "b", "c"]], beam_size=beam_size, return_logits_vocab=True, min_decoding_length=5, max_decoding_length=5
    )
    entries = found.logits[0]
    try:
        first = f"of shape {np.array(entries[0]).shape}"
    except (TypeError, ValueError):
        first = "cannot be read"
    print(f"beam {beam_size}: {len(found.hypotheses[0])} pieces, {len(entries)} entries, the first {first}")
PY
diff "$folder/out" - <<'END'
beam 1: 5 pieces, 5 entries, the first of shape (7,)
beam 2: 5 pieces, 1 entries, the first cannot be read
END
echo "as described"
