"""PDF files as programs make them that have a sign of the font for lam and alef together."""

import re

import pytest

from mujaz.readers.files import read_file

_WIDTH = 10


def pdf(lines: list[list[str]]) -> bytes:
    """A PDF of lines of Arabic, each given as signs that are set from right to left; those with ^ are raised."""
    signs = sorted({sign.lstrip("^") for line in lines for sign in line})
    codes = {sign: 33 + number for number, sign in enumerate(signs)}
    drawn = [
        f"BT /F {6 if sign[0] == '^' else 10} Tf {500 - _WIDTH * place} {700 - 30 * row + 5 * (sign[0] == '^')} Td "
        f"<{codes[sign.lstrip('^')]:02x}> Tj ET"
        for row, line in enumerate(lines)
        for place, sign in enumerate(line)
    ]
    mapped = "\n".join(f"<{code:02x}> <{sign.encode('utf-16-be').hex()}>" for sign, code in codes.items())
    cmap = (
        "/CIDInit /ProcSet findresource begin begincmap /CMapType 2 def 1 begincodespacerange <00> <ff>\n"
        f"endcodespacerange {len(signs)} beginbfchar\n{mapped}\nendbfchar endcmap end"
    )
    names = [f"/g{code}" for code in codes.values()]
    widths = " ".join(["1000"] * len(signs))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        stream("\n".join(drawn)),
        f"<</Type/Font/Subtype/Type3/FontBBox[0 0 1000 1000]/FontMatrix[.001 0 0 .001 0 0]/FirstChar 33/LastChar "
        f"{32 + len(signs)}/Widths[{widths}]/Encoding<</Type/Encoding/Differences[33 {' '.join(names)}]>>"
        f"/CharProcs<<{' '.join(f'{name} 6 0 R' for name in names)}>>/ToUnicode 7 0 R/Resources<<>>>>",
        stream("1000 0 0 0 900 900 d1 0 0 900 900 re f"),
        stream(cmap),
    ]
    data, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(data))
        data += f"{number} 0 obj{each}endobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer<</Size {len(objects) + 1}/Root 1 0 R>>\n"
    return data + f"{end}startxref\n{len(data)}\n%%EOF".encode()


def stream(text: str) -> str:
    return f"<</Length {len(text)}>>stream\n{text}\nendstream\n"


def signs(text: str, together: tuple[str, ...]) -> list[str]:
    """A text as signs, of which some stand for two letters."""
    found, place = [], 0
    while place < len(text):
        size = 2 if text[place : place + 2] in together else 1
        found.append(text[place : place + size])
        place += size
    return found


@pytest.mark.parametrize("together", [(), ("لا", "لأ", "لإ", "لآ")])
def test_lam_and_alef_of_one_sign_stand_as_they_are_read(together):
    lines = [
        "لا سلام بلا عدل قال الأمين إن الآلاف سالمون",
        "ولأن الإصلاح لا يكفي طالب الأهالي بالمال والسؤال",
    ]
    (article,) = read_file(pdf([signs(line, together) for line in lines]), "a.pdf")
    assert article.body.split() == " ".join(lines).split()
    assert not article.findings


def test_a_raised_figure_stays_apart_from_the_number_before_it():
    written = "بلغ العدد 10^6 متر وفيها 120^1 نسمة و2021 بيتا"
    runs = [re.findall(r"\^?.", run) for run in re.findall(r"[0-9^]+|[^0-9^]+", written)]
    # Figures stand from left to right, so that the last one is the first from the right.
    line = [sign for run in runs for sign in (run[::-1] if run[0].isdecimal() else run)]
    (article,) = read_file(pdf([line]), "a.pdf")
    assert article.body == "بلغ العدد 10⁶ متر وفيها 120¹ نسمة و2021 بيتا"
