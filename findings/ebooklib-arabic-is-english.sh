#!/usr/bin/env bash
# EbookLib 0.20 reads an Arabic EPUB and takes its language for English: `book.language` says "en", although the file, and the
# metadata that the library read from it, say "ar". Each chapter that it then gives (`get_content`) or writes to a new file
# says lang="en" too, and its own dir="rtl" is dropped: a screen reader, a hyphenator or a translator that asks the page is
# told that it is English, set from left to right. The documentation says that a chapter has the language of its book.
# Seen on Python 3.11:
#   file: lang="ar" lang="ar" dir="rtl"
#   get_content: lang="en" lang="en"
#   metadata: ar book.language: en
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install EbookLib==0.20
"$folder/venv/bin/python" - "$folder/a.epub" <<'PY' | tee "$folder/out"
import re
import sys
import zipfile

from ebooklib import epub

PACKAGE = """<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="i">x</dc:identifier><dc:title>كتاب</dc:title>
<dc:language>ar</dc:language></metadata><manifest><item id="c" href="c.xhtml" media-type="application/xhtml+xml"/>
<item id="n" href="n.xhtml" media-type="application/xhtml+xml" properties="nav"/></manifest>
<spine page-progression-direction="rtl"><itemref idref="c"/></spine></package>"""
CONTAINER = """<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="p.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""
CHAPTER = """<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="ar" xml:lang="ar" dir="rtl">
<head><title>فصل</title></head><body>%s</body></html>"""
NAV = '<nav epub:type="toc"><ol><li><a href="c.xhtml">فصل</a></li></ol></nav>'
with zipfile.ZipFile(sys.argv[1], "w") as file:
    file.writestr("mimetype", "application/epub+zip")
    file.writestr("META-INF/container.xml", CONTAINER)
    file.writestr("p.opf", PACKAGE)
    file.writestr("c.xhtml", CHAPTER % "<p>لا اتفاق</p>")
    file.writestr("n.xhtml", CHAPTER % NAV)
book = epub.read_epub(sys.argv[1])
chapter = book.get_item_with_href("c.xhtml")
for name, page in (("file", chapter.content), ("get_content", chapter.get_content())):
    print(f"{name}:", *re.findall(r'(?:\blang|\bdir)="\w+"', re.search("<html[^>]*>", page.decode())[0]))
print("metadata:", book.get_metadata("DC", "language")[0][0], "book.language:", book.language)
PY
diff "$folder/out" - <<'END'
file: lang="ar" lang="ar" dir="rtl"
get_content: lang="en" lang="en"
metadata: ar book.language: en
END
echo "as described"
