#!/usr/bin/env bash
# date-fns 4.4.0 reads dates by locale, and with five of its six Arabic locales not all that it wrote itself. ar-EG writes 18:30
# with the token B as "6:30 in the evening" and reads that as 6:30 in the morning, without a word, and so every hour from five
# on. ar-SA reads none of the months that it writes, ar-MA one of them, and both, like ar-DZ, no hour with the letter for
# before or after noon: the result is an Invalid Date. Seen on Node.js 20 (what comes back as it was):
#   ar: months 12 of 12, halves of the day 24 of 24, times of the day 24 of 24, wrong: none
#   arDZ: months 12 of 12, halves of the day 0 of 24, times of the day 0 of 24, wrong: none
#   arEG: months 12 of 12, halves of the day 24 of 24, times of the day 17 of 24, wrong: 17 18 19 20 21 22 23
#   arMA: months 1 of 12, halves of the day 0 of 24, times of the day 0 of 24, wrong: none
#   arSA: months 0 of 12, halves of the day 0 of 24, times of the day 0 of 24, wrong: none
#   arTN: months 12 of 12, halves of the day 24 of 24, times of the day 0 of 24, wrong: none
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-fund --no-audit date-fns@4.4.0
cat >seen.mjs <<'JS'
import { format, parse } from 'date-fns';
import * as locales from 'date-fns/locale';

const HOURS = [...Array(24).keys()];
const again = (day, pattern, locale) => parse(format(day, pattern, { locale }), pattern, new Date(2024, 0, 1), { locale });

for (const name of Object.keys(locales).filter((name) => /^ar([A-Z]|$)/.test(name))) {
  const locale = locales[name];
  const months = HOURS.slice(0, 12).filter((month) => again(new Date(2024, month, 15), 'd MMMM yyyy', locale).getMonth() === month);
  const read = (pattern) => HOURS.map((hour) => again(new Date(2024, 0, 1, hour), pattern, locale).getHours());
  const right = (pattern) => read(pattern).filter((hour, at) => hour === at).length;
  const wrong = read('h:mm B').flatMap((hour, at) => (Number.isNaN(hour) || hour === at ? [] : [at]));
  console.log(
    `${name}: months ${months.length} of 12, halves of the day ${right('h:mm a')} of 24, ` +
      `times of the day ${right('h:mm B')} of 24, wrong: ${wrong.join(' ') || 'none'}`,
  );
}
JS
node seen.mjs | tee out
diff out - <<'END'
ar: months 12 of 12, halves of the day 24 of 24, times of the day 24 of 24, wrong: none
arDZ: months 12 of 12, halves of the day 0 of 24, times of the day 0 of 24, wrong: none
arEG: months 12 of 12, halves of the day 24 of 24, times of the day 17 of 24, wrong: 17 18 19 20 21 22 23
arMA: months 1 of 12, halves of the day 0 of 24, times of the day 0 of 24, wrong: none
arSA: months 0 of 12, halves of the day 0 of 24, times of the day 0 of 24, wrong: none
arTN: months 12 of 12, halves of the day 24 of 24, times of the day 0 of 24, wrong: none
END
echo "as described"
