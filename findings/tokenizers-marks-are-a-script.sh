#!/usr/bin/env bash
# tokenizers 0.23.3 splits words where their script changes (UnicodeScripts), which its documentation says mimics SentencePiece.
# A vowel mark of Arabic belongs to every script, and is taken for one of its own: a word with marks falls into its letters and
# marks, and no piece of two letters around a mark can be learnt. The tatweel that lengthens a word cuts it too. SentencePiece
# 0.2.3, trained on the same lines with its own splitting at scripts, learns the word whole.
# Seen on Python 3.11:
#   مَدْرَسَة: م َ د ْ ر َ س َ ة
#   مدرسة: مدرسة
#   مدرســة: مدرس ــ ة
#   learnt with UnicodeScripts: م َ د ْ ر َ س َ ة
#   learnt without: مَدْرَسَة
#   learnt by SentencePiece: ▁مَدْرَسَة
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install tokenizers==0.23.3 sentencepiece==0.2.3
"$folder/venv/bin/python" - <<'PY' | tee "$folder/out"
import io

import sentencepiece
from tokenizers import Tokenizer, models, pre_tokenizers, trainers

MARKED = "مَدْرَسَة"
LINES = [f"{MARKED} كَبِيرَة", f"{MARKED} صَغِيرَة"] * 50


def learnt(*splits):
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.WhitespaceSplit(), *splits])
    tokenizer.train_from_iterator(LINES, trainers.BpeTrainer(vocab_size=100, show_progress=False))
    return tokenizer.encode(MARKED).tokens


def learnt_by_sentencepiece():
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(LINES),
        model_writer=model,
        model_type="bpe",
        vocab_size=100,
        hard_vocab_limit=False,
        split_by_unicode_script=True,
        minloglevel=2,
    )
    return sentencepiece.SentencePieceProcessor(model_proto=model.getvalue()).encode(MARKED, out_type=str)


for word in (MARKED, "مدرسة", "مدرســة"):
    print(f"{word}:", *(piece for piece, _ in pre_tokenizers.UnicodeScripts().pre_tokenize_str(word)))
print("learnt with UnicodeScripts:", *learnt(pre_tokenizers.UnicodeScripts()))
print("learnt without:", *learnt())
print("learnt by SentencePiece:", *learnt_by_sentencepiece())
PY
diff "$folder/out" - <<'END'
مَدْرَسَة: م َ د ْ ر َ س َ ة
مدرسة: مدرسة
مدرســة: مدرس ــ ة
learnt with UnicodeScripts: م َ د ْ ر َ س َ ة
learnt without: مَدْرَسَة
learnt by SentencePiece: ▁مَدْرَسَة
END
echo "as described"
