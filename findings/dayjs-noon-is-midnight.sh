#!/usr/bin/env bash
# dayjs 1.11.23 writes half past noon in Arabic as half past midnight: in each of its eight Arabic locales the hour from 12:00 has
# the letter for "before noon", and only that from 13:00 the one for "after noon". So an article of 12:30 is shown as of 00:30,
# and what was written at noon is read back as midnight. The letter for "after noon" with twelve, as people write it, is read
# as noon. Seen on Node.js 20 (0:30, 11:30, 12:30 and 13:30, 12:30 read back, and "12:30" with the letter for "after noon"):
#   en: 12:30 AM, 11:30 AM, 12:30 PM, 1:30 PM; 12:30
#   ar: 12:30 ص, 11:30 ص, 12:30 ص, 1:30 م; 0:30; 12:30
#   and so in ar-dz ar-iq ar-kw ar-ly ar-ma ar-sa ar-tn
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-fund --no-audit dayjs@1.11.23
cat >seen.mjs <<'JS'
import dayjs from 'dayjs';
import customParseFormat from 'dayjs/plugin/customParseFormat.js';

dayjs.extend(customParseFormat);
const TIME = 'h:mm A';
const read = (text, locale) => dayjs(`2024-03-05 ${text}`, `YYYY-MM-DD ${TIME}`, locale).format('H:mm');

async function seen(locale) {
  await import(`dayjs/locale/${locale}.js`);
  const written = [0, 11, 12, 13].map((hour) => dayjs(new Date(2024, 2, 5, hour, 30)).locale(locale).format(TIME));
  return `${written.join(', ')}; ${read(written[2], locale)}${locale === 'en' ? '' : `; ${read('12:30 م', locale)}`}`;
}

const arabic = await seen('ar');
console.log(`en: ${await seen('en')}\nar: ${arabic}`);
const others = ['ar-dz', 'ar-iq', 'ar-kw', 'ar-ly', 'ar-ma', 'ar-sa', 'ar-tn'];
const alike = await Promise.all(others.map(async (locale) => (await seen(locale)) === arabic));
console.log('and so in', others.filter((_, at) => alike[at]).join(' '));
JS
node seen.mjs | tee out
diff out - <<'END'
en: 12:30 AM, 11:30 AM, 12:30 PM, 1:30 PM; 12:30
ar: 12:30 ص, 11:30 ص, 12:30 ص, 1:30 م; 0:30; 12:30
and so in ar-dz ar-iq ar-kw ar-ly ar-ma ar-sa ar-tn
END
echo "as described"
