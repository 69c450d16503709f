#!/usr/bin/env bash
# tafgeetjs 2.1.0 writes amounts in Arabic words, and 12.5 as 12.05: what stands behind the point is taken as so many piasters, so
# that half a pound is five of the hundred. As a text with both digits, "12.50", it is right; a number of JavaScript has no second
# digit. Half a pound alone is "undefined pounds and five piasters". Millions with a part behind them lose the "and", and the two
# words become one that is none: 1,500,000 is "millionfive hundred thousand". Seen on Node.js 20:
#   12.5: فقط أثني عشر جنيه مصري وخمسة قرش لا غير
#   12.05: فقط أثني عشر جنيه مصري وخمسة قرش لا غير
#   "12.50": فقط أثني عشر جنيه مصري وخمسون قرش لا غير
#   0.5: فقط undefined جنيه مصري وخمسة قرش لا غير
#   1500000: فقط مليونخمسمائة ألف جنيه مصري لا غير
#   1000500: فقط مليون وخمسمائة جنيه مصري لا غير
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-fund --no-audit tafgeetjs@2.1.0
cat >seen.mjs <<'JS'
import Tafgeet from 'tafgeetjs';

for (const amount of [12.5, 12.05, '12.50', 0.5, 1500000, 1000500]) {
  console.log(`${JSON.stringify(amount)}: ${new Tafgeet(amount, 'EGP').parse()}`);
}
JS
node seen.mjs | tee out
diff out - <<'END'
12.5: فقط أثني عشر جنيه مصري وخمسة قرش لا غير
12.05: فقط أثني عشر جنيه مصري وخمسة قرش لا غير
"12.50": فقط أثني عشر جنيه مصري وخمسون قرش لا غير
0.5: فقط undefined جنيه مصري وخمسة قرش لا غير
1500000: فقط مليونخمسمائة ألف جنيه مصري لا غير
1000500: فقط مليون وخمسمائة جنيه مصري لا غير
END
echo "as described"
