#!/usr/bin/env bash
# langcodes 3.5.1 with language_data 1.4.0 looks up "Moroccan" and finds Moro, a language of Sudan; Darija, what Moroccans call
# theirs, is Dari, the Persian of Afghanistan; Tunisian is Zuni, of New Mexico, and Mauritanian is Māori. Its readme promises
# that what is ambiguous is not matched, and its docstring that a name may be shortened to that of a language, as "Hakka
# dialect" to "Hakka"; but it shortens inside of words, to any four letters that some language of the world has for a name.
# Whoever tags the language of sources by what their list calls it gets another continent, without a word. Seen on Python 3.11:
#   Moroccan Arabic: ary Moroccan Arabic
#   Moroccan: mor Moro
#   Darija: fa-AF Persian (Afghanistan)
#   Tunisian: zun Zuni
#   Mauritanian: mi Māori
#   Algerian: not found
#   in English only: Moroccan mor, Darija fa-AF
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install langcodes==3.5.1 language_data==1.4.0
"$folder/venv/bin/python" - <<'PY' | tee "$folder/out"
import langcodes

for name in ("Moroccan Arabic", "Moroccan", "Darija", "Tunisian", "Mauritanian", "Algerian"):
    try:
        found = langcodes.find(name)
        print(f"{name}:", found, found.display_name())
    except LookupError:
        print(f"{name}: not found")
print("in English only:", ", ".join(f"{name} {langcodes.find(name, 'en')}" for name in ("Moroccan", "Darija")))
PY
diff "$folder/out" - <<'END'
Moroccan Arabic: ary Moroccan Arabic
Moroccan: mor Moro
Darija: fa-AF Persian (Afghanistan)
Tunisian: zun Zuni
Mauritanian: mi Māori
Algerian: not found
in English only: Moroccan mor, Darija fa-AF
END
echo "as described"
