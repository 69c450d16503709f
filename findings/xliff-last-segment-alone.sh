#!/usr/bin/env bash
# xliff 6.4.0 (npm) reads, of a unit of XLIFF 2.0 with several segments, the last one: that is how translation tools write a
# paragraph of several sentences, and "Five died." in front of "He will not return." is neither in what it reads nor in what it
# writes again. What is marked inside a text it writes on a line of its own: 12500 with its last digits in bold becomes 12, a line
# break and 500, in a unit that says xml:space="preserve" too. Seen on Node.js 20:
#   read: لن يعود. / He will not return.
#   written: <source>لن يعود.</source>
#   written: <target>He will not return.</target>
#   bold: <target>12
#   bold: <g id="1">500</g> died.
#   bold: </target>
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-fund --no-audit xliff@6.4.0
cat >seen.mjs <<'JS'
import { js2xliff, jsToXliff12, xliff12ToJs, xliff2js } from 'xliff';

const PARAGRAPH = `<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="ar" trgLang="en">
<file id="news"><unit id="1">
<segment><source>قتل خمسة. </source><target>Five died. </target></segment>
<segment><source>لن يعود.</source><target>He will not return.</target></segment>
</unit></file></xliff>`;
const BOLD = `<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2">
<file original="news" source-language="ar" target-language="en" datatype="plaintext"><body>
<trans-unit id="1" xml:space="preserve"><source>قتل 12<g id="1">500</g>.</source>
<target>12<g id="1">500</g> died.</target></trans-unit>
</body></file></xliff>`;
const lines = (text, pattern) => text.split('\n').map((line) => line.trim()).filter((line) => pattern.test(line));

const read = await xliff2js(PARAGRAPH);
const { source, target } = read.resources.news['1'];
console.log(`read: ${source} / ${target}`);
for (const line of lines(await js2xliff(read), /<(source|target)>/)) console.log(`written: ${line}`);
const written = await jsToXliff12(await xliff12ToJs(BOLD));
for (const line of lines(written.slice(written.indexOf('<target>')), /target>|<g /)) console.log(`bold: ${line}`);
JS
node seen.mjs | tee out
diff out - <<'END'
read: لن يعود. / He will not return.
written: <source>لن يعود.</source>
written: <target>He will not return.</target>
bold: <target>12
bold: <g id="1">500</g> died.
bold: </target>
END
echo "as described"
