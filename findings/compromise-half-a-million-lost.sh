#!/usr/bin/env bash
# compromise 14.17.0 writes the numbers of English text in digits, and "one and a half million people" as 1000000 people, "two and
# a half million" as 2000000: the half is dropped where a larger word follows, and kept where none does. "A million and a half"
# is 1000000.5, "hundreds of thousands" are "hundreds of 0", and an even chance, "fifty-fifty", is 0. Half a million and
# 2.5 million it reads. Seen on Node.js 20:
#   two and a half people -> 2.5 people
#   half a million people -> 500000 people
#   one and a half million people -> 1000000 people
#   two and a half million people -> 2000000 people
#   a million and a half people -> a 1000000.5 people
#   hundreds of thousands of people -> hundreds of 0 of people
#   the vote is fifty-fifty -> the vote is 0
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-fund --no-audit compromise@14.17.0
cat >seen.mjs <<'JS'
import nlp from 'compromise';

for (const text of [
  'two and a half people',
  'half a million people',
  'one and a half million people',
  'two and a half million people',
  'a million and a half people',
  'hundreds of thousands of people',
  'the vote is fifty-fifty',
]) {
  console.log(`${text} -> ${nlp(text).numbers().toNumber().all().text()}`);
}
JS
node seen.mjs | tee out
diff out - <<'END'
two and a half people -> 2.5 people
half a million people -> 500000 people
one and a half million people -> 1000000 people
two and a half million people -> 2000000 people
a million and a half people -> a 1000000.5 people
hundreds of thousands of people -> hundreds of 0 of people
the vote is fifty-fifty -> the vote is 0
END
echo "as described"
