#!/usr/bin/env bash
# ctranslate2 4.8.5's converter for Marian models of transformers (5.23.0, torch 2.13.0) takes from the source side what the
# target side has of its own. A model with two vocabularies (share_encoder_decoder_embeddings=False) of one size, or with a
# target vocabulary smaller by one, is converted without a word, and its output is named by the source vocabulary: the Arabic
# comes back shuffled, where transformers writes "the the the the prime not". Other sizes are refused. The number of heads of
# the decoder is not read either: with four in place of two, transformers writes something else and the converted model the
# same as before. Random weights show it. Seen on Python 3.11 (the last line of each puts the pieces' numbers into English):
#   target of 12, 2 heads
#     transformers: the the the the prime not
#     converted: يعلن يعلن يعلن يعلن موعد لم
#     which is: the the the the prime not
#   target of 11, 2 heads
#     transformers: a did prime did a a
#     converted: الانتخابات بغداد لم بغداد الانتخابات الانتخابات
#     which is: a did prime did a a
#   target of 9, 2 heads
#     transformers: announce announce announce announce announce announce
#     refused: Target vocabulary 0 has size 11 but the model expected a vocabulary of size 9
#   target of 12, 4 heads
#     transformers: prime the the the the the
#     converted: يعلن يعلن يعلن يعلن موعد لم
#     which is: the the the the prime not
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install \
    ctranslate2==4.8.5 transformers==5.23.0 torch==2.13.0 sentencepiece==0.2.3 numpy==2.4.6
cd "$folder"
venv/bin/python - <<'PY' 2>/dev/null | tee out
import io
import json
from pathlib import Path

import ctranslate2
import sentencepiece
import torch
from ctranslate2.converters import TransformersConverter
from transformers import MarianConfig, MarianMTModel, MarianTokenizer

SOURCE = "لم يعلن رئيس الوزراء موعد الانتخابات في بغداد اليوم".split()
TARGET = "the prime minister did not announce a date for".split()


def write_pieces(folder, side, vocabulary, words):
    """One piece for each word; <pad> is the last, as in the models of the hub."""
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter([" ".join(words)]), model_writer=model, model_type="word", vocab_size=len(words) + 3
    )
    (folder / f"{side}.spm").write_bytes(model.getvalue())
    pieces = sentencepiece.SentencePieceProcessor(model_proto=model.getvalue())
    names = ["</s>", "<unk>", *(pieces.id_to_piece(number) for number in range(3, len(pieces))), "<pad>"]
    (folder / vocabulary).write_text(json.dumps({name: number for number, name in enumerate(names)}))
    return names


def write_model(folder, target, heads):
    folder.mkdir()
    sizes = [
        len(write_pieces(folder, "source", "vocab.json", SOURCE)),
        len(write_pieces(folder, "target", "target_vocab.json", target)),
    ]
    (folder / "tokenizer_config.json").write_text(
        json.dumps({"separate_vocabs": True, "source_lang": "ar", "target_lang": "en", "tokenizer_class": "MarianTokenizer"})
    )
    torch.manual_seed(0)
    config = MarianConfig(
        vocab_size=sizes[0], decoder_vocab_size=sizes[1], share_encoder_decoder_embeddings=False, d_model=16,
        encoder_layers=1, decoder_layers=1, encoder_attention_heads=2, decoder_attention_heads=heads, encoder_ffn_dim=32,
        decoder_ffn_dim=32, max_position_embeddings=32, pad_token_id=sizes[1] - 1, decoder_start_token_id=sizes[1] - 1,
        eos_token_id=0, forced_eos_token_id=0, scale_embedding=True, init_std=1.0,
    )  # fmt: skip
    MarianMTModel(config).save_pretrained(folder)
    return sizes[1]


def words(pieces):
    return " ".join(piece.removeprefix("▁") for piece in pieces)


for case, (target, heads) in enumerate([(TARGET, 2), (TARGET[:-1], 2), (TARGET[:-3], 2), (TARGET, 4)]):
    folder = Path(f"model{case}")
    size = write_model(folder, target, heads)
    print(f"target of {size}, {heads} heads")
    tokenizer, model = MarianTokenizer.from_pretrained(folder), MarianMTModel.from_pretrained(folder)
    inputs = tokenizer(" ".join(SOURCE), return_tensors="pt")
    [found] = model.generate(**inputs, num_beams=1, max_length=8, bad_words_ids=[[size - 1]])
    print("  transformers:", words(tokenizer.convert_ids_to_tokens(found[1:7])))
    try:
        TransformersConverter(str(folder)).convert(str(folder / "converted"))
    except ValueError as error:
        print("  refused:", error)
        continue
    pieces = [*tokenizer.tokenize(" ".join(SOURCE)), "</s>"]
    translator = ctranslate2.Translator(str(folder / "converted"))
    [result] = translator.translate_batch([pieces], beam_size=1, max_decoding_length=6)
    print("  converted:", words(result.hypotheses[0]))
    print("  which is:", words(tokenizer.convert_ids_to_tokens(tokenizer.convert_tokens_to_ids(result.hypotheses[0]))))
PY
diff out - <<'END'
target of 12, 2 heads
  transformers: the the the the prime not
  converted: يعلن يعلن يعلن يعلن موعد لم
  which is: the the the the prime not
target of 11, 2 heads
  transformers: a did prime did a a
  converted: الانتخابات بغداد لم بغداد الانتخابات الانتخابات
  which is: a did prime did a a
target of 9, 2 heads
  transformers: announce announce announce announce announce announce
  refused: Target vocabulary 0 has size 11 but the model expected a vocabulary of size 9
target of 12, 4 heads
  transformers: prime the the the the the
  converted: يعلن يعلن يعلن يعلن موعد لم
  which is: the the the the prime not
END
echo "as described"
