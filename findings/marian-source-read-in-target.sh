#!/usr/bin/env bash
# transformers 5.23.0's MarianTokenizer with two vocabularies (separate_vocabs=True) reads the numbers of a source text back as
# words of the target: "not" is "did", and use_source_tokenizer=True, which its docstring offers for that, changes nothing, as
# it swaps the sentencepiece model and not the vocabulary. So convert_ids_to_tokens(encode(text)), the way in which the guide of
# ctranslate2 makes the pieces of a Marian model, gives English pieces for an Arabic sentence, and the translator, which has
# none of them, is fed with unknown words. tokenize(text) gives the right ones. Seen on Python 3.11:
#   tokenize: ▁لم ▁يعلن ▁الوزير ▁موعد ▁الانتخابات
#   convert_ids_to_tokens: ▁did ▁the ▁date ▁minister ▁announce </s>
#   decode: did the date minister announce</s>
#   decode, source: did the date minister announce</s>
#   of these in the source vocabulary: </s>
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install transformers==5.23.0 sentencepiece==0.2.3
cd "$folder"
mkdir model
venv/bin/python - <<'PY' 2>/dev/null | tee out
import io
import json
from pathlib import Path

import sentencepiece
from transformers import MarianTokenizer

SOURCE = "لم يعلن الوزير موعد الانتخابات"
TARGET = "the minister did announce date"


def write_pieces(side, vocabulary, text):
    """One piece for each word, as the words of two sides are in most cases not at one place."""
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter([text]), model_writer=model, model_type="word", vocab_size=len(text.split()) + 3
    )
    Path("model", f"{side}.spm").write_bytes(model.getvalue())
    pieces = sentencepiece.SentencePieceProcessor(model_proto=model.getvalue())
    names = ["</s>", "<unk>", *(pieces.id_to_piece(number) for number in range(3, len(pieces))), "<pad>"]
    Path("model", vocabulary).write_text(json.dumps({name: number for number, name in enumerate(names)}))


write_pieces("source", "vocab.json", SOURCE)
write_pieces("target", "target_vocab.json", TARGET)
settings = {"separate_vocabs": True, "source_lang": "ar", "target_lang": "en", "tokenizer_class": "MarianTokenizer"}
Path("model", "tokenizer_config.json").write_text(json.dumps(settings))
tokenizer = MarianTokenizer.from_pretrained("model")
numbers = tokenizer.encode(SOURCE)
pieces = tokenizer.convert_ids_to_tokens(numbers)
print("tokenize:", *tokenizer.tokenize(SOURCE))
print("convert_ids_to_tokens:", *pieces)
print("decode:", tokenizer.decode(numbers))
print("decode, source:", tokenizer.decode(numbers, use_source_tokenizer=True))
print("of these in the source vocabulary:", *(piece for piece in pieces if piece in tokenizer.get_vocab()))
PY
diff out - <<'END'
tokenize: ▁لم ▁يعلن ▁الوزير ▁موعد ▁الانتخابات
convert_ids_to_tokens: ▁did ▁the ▁date ▁minister ▁announce </s>
decode: did the date minister announce</s>
decode, source: did the date minister announce</s>
of these in the source vocabulary: </s>
END
echo "as described"
