#!/usr/bin/env bash
# sentencepiece 0.2.3, as it trains a model if nothing else is said, writes ½ as 1, a bar and 2 before it cuts a text into pieces,
# without a space: 5½ million are 51⁄2 million, and 1¼ is 11⁄4. A power becomes a number: 10⁶ people are 106. A model trained so
# is given that sentence, and nobody sees it; with the rule "identity" all stays as it is. The NFKC of tokenizers 0.23.3 does the
# same. Seen on Python 3.11 (nmt_nfkc, identity, NFKC of tokenizers):
#   5½ million: 51⁄2 million, 5½ million, 51⁄2 million
#   1¼ per cent: 11⁄4 per cent, 1¼ per cent, 11⁄4 per cent
#   10⁶ people: 106 people, 10⁶ people, 106 people
#   ٢½ سنة: ٢1⁄2 سنة, ٢½ سنة, ٢1⁄2 سنة
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install --no-compile sentencepiece==0.2.3 tokenizers==0.23.3
"$folder/venv/bin/python" - <<'PY' | tee "$folder/out"
import io

from sentencepiece import SentencePieceProcessor, SentencePieceTrainer
from tokenizers.normalizers import NFKC

TEXTS = ["5½ million", "1¼ per cent", "10⁶ people", "٢½ سنة"]


def trained(**options):
    model = io.BytesIO()
    SentencePieceTrainer.train(
        sentence_iterator=iter(TEXTS * 10), model_writer=model, vocab_size=50, hard_vocab_limit=False, minloglevel=2, **options
    )
    return SentencePieceProcessor(model_proto=model.getvalue())


usual, identity = trained(), trained(normalization_rule_name="identity")
for text in TEXTS:
    read = [model.decode(model.encode(text)) for model in (usual, identity)]
    print(f"{text}:", ", ".join([*read, NFKC().normalize_str(text)]))
PY
diff "$folder/out" - <<'END'
5½ million: 51⁄2 million, 5½ million, 51⁄2 million
1¼ per cent: 11⁄4 per cent, 1¼ per cent, 11⁄4 per cent
10⁶ people: 106 people, 10⁶ people, 106 people
٢½ سنة: ٢1⁄2 سنة, ٢½ سنة, ٢1⁄2 سنة
END
echo "as described"
