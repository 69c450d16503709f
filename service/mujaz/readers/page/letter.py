"""Read the HTML of a letter, of which newsletters are one kind: all that it says, in order, without what programs that
send letters to many put around it. Unlike a web page it has no other stories beside its own.
"""

import re
from collections.abc import Sequence

from mujaz.readers.page.blocks import Block, blocks_of
from mujaz.readers.page.boilerplate import fold, is_heading_of_other_stories, is_notice
from mujaz.readers.page.read import check_tags
from mujaz.readers.page.tree import clean, parse

_MAX_CHARS = 400
"""The most characters of a notice about the letter itself."""
_LETTER = r"(?:الرسال[ةه]|النشر[ةه]|البريد|الايميل|الصور|e-?mail|message|newsletter)"
_SHOW = r"(?:عرض|فتح|مشاهد[ةه]|قراء[ةه]|رؤي[ةه]|view|read|open|see)"
_TO_READER = re.compile(
    rf"^\W*(?:ل|ال)?{_SHOW} .{{0,20}}{_LETTER}.{{0,10}} (?:في|على|in|on) .{{0,10}}(?:المتصفح|browser|الويب|web)|"
    rf"^\W*(?:ل|ال)?{_SHOW} (?:في|on|in) (?:المتصفح|(?:your |the )?browser)\W*$|"
    rf"(?:لم|لا) تظهر .{{0,20}}{_LETTER}|(?:لم تتمكن من|لا تستطيع|لا يمكنك|تعذر) {_SHOW} .{{0,20}}{_LETTER}|"
    rf"(?:trouble|problems?|can't|cannot) {_SHOW}(?:ing)? this|"
    rf"^\W*view (?:this )?(?:{_LETTER} )?(?:online|in .{{0,10}}browser)|"
    rf"(?:وصلتك|تصلك|تلقيت|تتلقى|استلمت|تستلم|ارسلت (?:لك|اليك|لكم|اليكم)) هذ[اه] {_LETTER}|"
    rf"(?:لانك|كونك|باعتبارك|انت) (?:مشترك|مسجل|اشتركت|سجلت)[ةه]? (?:في|ب|ل)|"
    rf"(?:لا|لم تعد|لم تكن) (?:ترغب|تود|تريد|ترغبون|تودون) .{{0,20}}(?:استلام|تلقي|وصول|الاشتراك) .{{0,30}}{_LETTER}|"
    rf"تغيير طريق[ةه] استلام هذه|you(?:'re| are)? (?:receiv(?:ed|ing)|getting) this|no longer wish to receive|"
    rf"change how you receive these|add us to your address book",
    re.IGNORECASE,
)
_ABOUT_LIST = re.compile(
    r"(?:يمكنك |يمكنكم )?(?:ل|ال)?(?:الغاء|لغاء) (?:ال)?اشتراك(?: من (?:هذه )?القائم[ةه](?: البريدي[ةه])?)?"
    r"(?: هنا| من هنا)?|(?:اضغط|انقر) هنا|(?:تحديث|تغيير|تعديل|ادار[ةه]) (?:ال)?(?:تفضيلات|اشتراك)\w{0,3}|"
    r"سياس[ةه] الخصوصي[ةه]|شروط الاستخدام|الشروط والاحكام|اتصل بنا|تواصل معنا|من نحن|عنواننا البريدي|"
    r"unsubscribe(?: from this list| here)?|privacy policy|"
    r"terms(?: of (?:use|service))?|contact us|(?:you can )?(?:update|manage|change)(?: your)? (?:e-?mail )?"
    r"(?:preferences|subscriptions?)|view in browser|our mailing address is|https?://\S+|\b(?:او|و|or|and)\b|[\W\d_]",
    re.IGNORECASE,
)
"""What a line at the end of a letter to many is made of."""
_RIGHTS = re.compile(
    r"^\W*(?:©|copyright|حقوق (?:النشر|الطبع)\W*(?:©|محفوظ)|(?:جميع|كاف[ةه]) الحقوق محفوظ)", re.IGNORECASE
)
_BUTTON = re.compile(
    r"(?:اقرا|تابع|اكمل|واصل|شاهد|طالع|استمع|اضغط|انقر|لقراء[ةه]|لمتابع[ةه]|لمشاهد[ةه]|متابع[ةه] القراء[ةه]|قراء[ةه]|"
    r"المزيد|للمزيد|مزيد|التفاصيل|تفاصيل|هنا|read|continue|more|full|view|watch|listen|click|see)\b",
    re.IGNORECASE,
)
_MAX_BUTTON_WORDS = 4
_ADDRESS = re.compile(r"\s*[(<\[]?https?://\S+[)>\]]?")
_HEADING_MARK = re.compile(r"^\*\*\s+(?=\S)")
_MIN_PROSE_CHARS = 60
_LINKED, _MENU_LINKED = 0.95, 0.5
_MAX_MENU_WORDS = 3


def read_letter(markup: str, *, field: str = "letter") -> str:
    """Reads the HTML of a letter.

    Args:
        markup: The HTML.
        field: The field or file that holds it, for the error.

    Returns:
        Its lines: headlines, paragraphs, items of lists, rows of tables.

    Raises:
        InvalidInput: The HTML has too many tags.
    """
    check_tags(markup, field)
    root, _ = parse(markup)
    if root is None:
        return ""
    clean(root, by_names=False)
    return "\n".join(_without_end([one.text for one in blocks_of(root) if _is_said(one)]))


def plain_letter(text: str) -> str:
    """The plain text of a letter without what programs that send letters to many put around it."""
    lines = text.split("\n")
    if not any(map(_is_about, lines)):
        return text
    kept = [_HEADING_MARK.sub("", line) for line in lines if not _is_button_with_address(line)]
    return "\n".join(_without_end(kept))


def _is_said(one: Block) -> bool:
    """Whether a line is part of the letter: no button, and no row of links to places rather than texts."""
    if _is_about(one.text):  # which tells where the end begins
        return True
    if one.linked < _MENU_LINKED or one.is_prose:
        return not is_notice(one.text)
    links = [len("".join(link.itertext()).split()) for link in one.node.iter("a")]
    holds_them = sum(links) <= len(one.text.split())  # and not other lines of the same cell
    if len(links) > 1 and holds_them and max(links) <= _MAX_MENU_WORDS and not one.is_heading:
        return False
    if one.linked < _LINKED:
        return not is_notice(one.text)
    return not (_is_button(one.text) or is_notice(one.text) or is_heading_of_other_stories(one.text))


def _is_button(text: str) -> bool:
    return len(text.split()) <= _MAX_BUTTON_WORDS and _BUTTON.match(fold(text)) is not None


def _is_button_with_address(line: str) -> bool:
    words, count = _ADDRESS.subn("", line)
    return count > 0 and bool(words.strip()) and _is_button(words)


def _without_end(lines: Sequence[str]) -> list[str]:
    """Leaves out the notices about the letter and its list, and at its end what stands among them."""
    about = [_is_about(line) for line in lines]
    prose = [at for at, line in enumerate(lines) if len(line) >= _MIN_PROSE_CHARS and not about[at]]
    last = prose[-1] if prose else len(lines)
    end = next((at for at in range(last + 1, len(lines)) if about[at]), len(lines))
    kept = [line for line, is_about in zip(lines[:end], about, strict=False) if not is_about]
    while kept and end < len(lines) and not any(map(str.isalnum, kept[-1])):
        kept.pop()  # the rule above the end
    return kept


def _is_about(line: str) -> bool:
    """Whether a line is about the letter or the list of those who get it, and not about anything in the world."""
    if len(line) > _MAX_CHARS:
        return False
    folded = fold(line, edges=False)
    if _TO_READER.search(folded) or _RIGHTS.search(folded):
        return True
    return any(map(str.isalpha, folded)) and not _ABOUT_LIST.sub("", folded)
