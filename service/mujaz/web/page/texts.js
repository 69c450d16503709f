// Helpers to show both kinds of answers: elements, words, marks. Every text is set as text, never as markup. Spans count
// code points, so texts are first split into those.
const GOOD_FROM = 0.8, CHECK_FROM = 0.5; // as in written/level.py
export const SEVERITIES = { SEVERITY_INFO: "info", SEVERITY_WARNING: "warning", SEVERITY_ERROR: "error" };
export const WORDS = { info: "Note", warning: "Warning", error: "Error" };
export const RANKS = ["term", "doubt", "info", "warning", "error"];
export const ADVICE = { high: "good", fair: "check it against the Arabic", low: "do not rely on it" };
const LONGEST_QUOTE = 60;

export function make(name, properties = {}, ...children) {
  const { lang, dir, label, ...rest } = properties;
  const element = Object.assign(document.createElement(name), rest);
  if (lang) element.lang = lang;
  if (dir) element.dir = dir;
  if (label) element.setAttribute("aria-label", label);
  element.append(...children.filter((child) => child !== null));
  return element;
}

export function button(label, work, properties = {}) {
  const made = make("button", { type: "button", ...properties }, label);
  made.addEventListener("click", work);
  return made;
}

// A link that moves the keyboard focus to a place on this page, without changing the address bar.
export function toPlace(id, text, { before = () => {}, ...properties } = {}) {
  const link = make("a", { href: `#${id}`, ...properties }, text);
  link.addEventListener("click", (event) => {
    event.preventDefault();
    before();
    document.getElementById(id).focus();
  });
  return link;
}

export const level = (confidence) => (confidence >= GOOD_FROM ? "high" : confidence >= CHECK_FROM ? "fair" : "low");
export const percent = (confidence) => `${Math.round(100 * confidence)}\u00a0%`;
export const count = (number, one, many = `${one}s`) => `${number} ${number === 1 ? one : many}`;
export const severity = (finding) => SEVERITIES[finding.severity] ?? "warning";
export const worstFirst = (findings) =>
  [...findings].sort((a, b) => RANKS.indexOf(severity(b)) - RANKS.indexOf(severity(a)));

// A part of a text as nodes, with marks around words. Where marks overlap, the most serious one is shown.
export function marked(points, within, marks) {
  const edges = new Set([within.start, within.end]);
  for (const { span } of marks) {
    for (const edge of [span.start, span.end]) if (edge > within.start && edge < within.end) edges.add(edge);
  }
  const sorted = [...edges].sort((a, b) => a - b);
  return sorted.slice(1).map((end, i) => {
    const start = sorted[i];
    const text = points.slice(start, end).join("");
    const over = marks.filter(({ span }) => span.start <= start && end <= span.end);
    const worst = over.sort((a, b) => RANKS.indexOf(b.kind) - RANKS.indexOf(a.kind))[0];
    return worst ? make("mark", { className: worst.kind }, text) : text;
  });
}

// A finding as an element: its message, and the words it is about unless the message quotes them.
export function findingItem(finding, source = [], target = [], name = "li") {
  const kind = severity(finding);
  const quotes = [[finding.source, source], [finding.target, target]]
    .map(([span, points]) => (span && span.end > span.start ? points.slice(span.start, span.end) : []))
    .map((points) => (points.length > LONGEST_QUOTE ? [...points.slice(0, LONGEST_QUOTE), " …"] : points).join(""))
    .filter((quote, i, all) => quote && !finding.message.includes(quote) && all.indexOf(quote) === i);
  const words = quotes.flatMap((quote, i) => [i ? " | " : "", make("bdi", {}, quote)]);
  return make(name, {}, make("strong", { className: kind }, `${WORDS[kind]}: `), finding.message,
    ...(quotes.length ? [" (", ...words, ")"] : []));
}

export function save(name, blob) {
  const url = URL.createObjectURL(blob);
  make("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
