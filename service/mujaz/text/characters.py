"""Sets of characters that the modules of this room share, each as the inside of a regular expression's `[...]`."""

ARABIC_LETTERS = (
    r"\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06e5\u06e6\u06ee\u06ef\u06fa-\u06fc\u06ff"
    r"\u0750-\u077f\u0870-\u0887\u0889-\u088e\u08a0-\u08c9"
    r"\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufd8f\ufd92-\ufdc7\ufdf0-\ufdfb\ufe70-\ufe74\ufe76-\ufefc"
)
"""Letters and ligatures of the Arabic script, without tatweel."""

PLAIN_LETTERS = r"\u0621-\u063a\u0641-\u064a"
"""Letters of the Arabic language as it is written today."""

TATWEEL = r"\u0640"
"""The stroke that stretches a word."""

HAMZA_MARKS = r"\u0653-\u0655"
"""Madda and hamza as combining marks, which turn the letter before them into another letter."""

TASHKEEL = (
    r"\u0610-\u061a\u064b-\u0652\u0656-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    r"\u0898-\u089f\u08ca-\u08e1\u08e3-\u08ff\ufc5e-\ufc63\ufcf2-\ufcf4\ufe70-\ufe7f"
)
"""Vowel and recitation marks with their presentation forms, without `HAMZA_MARKS`."""

CONTROLS = (
    r"\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    r"\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e01ef"
)
"""Characters without shape and width: C0 and C1 controls, bidi and zero-width marks, variation selectors, tags."""

LINE_ENDS = r"\n\r\v\f\x1c-\x1e\x85\u2028\u2029"
"""Characters that end a line in `str.splitlines`, and so a paragraph in Mujaz."""

SPACES = r" \t\x1f\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""White space within a line."""
