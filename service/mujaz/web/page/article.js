// One article: what to check first, the brief, and both texts sentence by sentence.
import { ADVICE, count, findingItem, level, make, marked, percent, severity, toPlace, worstFirst } from "./texts.js";

const LISTED = 8; // the most sentences to check that are shown at once; the others are folded away

function marksOf(segment, side) {
  const marks = [
    ...segment.terms.map((term) => ({ span: term[side], kind: "term" })),
    ...segment.findings.map((finding) => ({ span: finding[side], kind: severity(finding) })),
    ...(side === "target" ? segment.doubts.map((doubt) => ({ span: doubt.target, kind: "doubt" })) : []),
  ];
  return marks.filter(({ span }) => span && span.end > span.start);
}

function doubtWords(segment, target) {
  return segment.doubts.map((doubt) => {
    const word = target.slice(doubt.target.start, doubt.target.end).join("");
    return `“${word}”` + (doubt.alternatives.length ? ` (or “${doubt.alternatives.join("”, “")}”)` : "");
  }).join(", ");
}

function confidence(segment) {
  const name = level(segment.confidence);
  return make("span", { className: `level ${name}` }, `Confidence ${percent(segment.confidence)}: ${ADVICE[name]}`);
}

function notesOf(segment, number, source, target) {
  const items = [make("li", {}, make("span", { className: "number" }, `${number} `),
    confidence(segment))];
  items.push(...worstFirst(segment.findings).map((finding) => findingItem(finding, source, target)));
  if (segment.doubts.length) {
    items.push(make("li", {}, make("strong", { className: "doubt" }, "Unsure of: "), doubtWords(segment, target)));
  }
  if (segment.terms.length) {
    const used = new Set(segment.terms.map((term) => `${term.term} = ${term.target_term}`));
    items.push(make("li", { className: "facts", dir: "auto" }, `Terms: ${[...used].join(", ")}`));
  }
  if (segment.names.length) {
    const arabic = (span) => (span ? source.slice(span.start, span.end).join("") : "");
    const used = new Set(segment.names.map((name) => `${name.name} (${arabic(name.source)})`));
    items.push(make("li", { className: "facts", dir: "auto" }, `Given in English: ${[...used].join(", ")}`));
  }
  return make("ul", { className: "notes" }, ...items);
}

// The colour at a sentence's edge, which shows its confidence, lowered by findings.
function stateOf(segment) {
  const kinds = segment.findings.map(severity);
  const name = level(segment.confidence);
  return kinds.includes("error") ? "low" : kinds.includes("warning") && name === "high" ? "fair" : name;
}

function segmentItem(segment, number, source, target, isFirst) {
  const item = make("li", { className: `segment ${stateOf(segment)}${isFirst ? " first" : ""}`, id: `s${number}`, tabIndex: -1 },
    make("p", { lang: "en", dir: "ltr" }, ...marked(target, segment.target, marksOf(segment, "target"))),
    make("p", { lang: "ar", dir: "rtl" }, ...marked(source, segment.source, marksOf(segment, "source"))),
    notesOf(segment, number, source, target));
  item.addEventListener("mouseenter", () => choose(item));
  item.addEventListener("focus", () => choose(item));
  return item;
}

function choose(item) {
  for (const other of document.querySelectorAll(".segment.chosen")) other.classList.remove("chosen");
  for (const other of document.querySelectorAll('.segment[tabindex="0"]')) other.tabIndex = -1;
  item.classList.add("chosen");
  item.tabIndex = 0;
}

export function step(event) {
  const steps = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 };
  const here = event.target.closest(".segment");
  if (!here || !(event.key in steps) || event.ctrlKey || event.metaKey || event.altKey) return;
  const all = [...document.querySelectorAll(".segment")];
  const next = all[all.indexOf(here) + steps[event.key]];
  if (next) {
    event.preventDefault();
    next.focus();
  }
}

const toSentence = (number, text, properties = {}) => toPlace(`s${number}`, text, properties);
const nameOf = (number) => (number ? `Sentence ${number}` : "Headline");

function toCheckItem({ number, segment, reasons, source, target }) {
  const words = reasons.flatMap((finding) => [" ", findingItem(finding, source, target, "span")]);
  const low = level(segment.confidence) === "low" ? [" ", confidence(segment), "."] : [];
  if (!reasons.length && segment.doubts.length) low.push(` Unsure of ${doubtWords(segment, target)}.`);
  return make("li", {}, toSentence(number, nameOf(number)), ":", ...words, ...low);
}

// Other sentences to look at, as links in one line.
function elsewhere(words, parts) {
  if (!parts.length) return null;
  const links = parts.flatMap(({ number }, i) => [i ? ", " : "", toSentence(number, number ? `${number}` : "headline", { label: nameOf(number) })]);
  return make("p", {}, `${words} `, ...links, ".");
}

// How closely a reader must check a sentence: 3 if it is wrong, 2 if it may be, 1 if its confidence is fair, else 0.
function rankOf(reasons, segment) {
  if (reasons.some((finding) => severity(finding) === "error")) return 3;
  const name = level(segment.confidence);
  return reasons.length || name === "low" ? 2 : name === "fair" ? 1 : 0;
}

// What to check before quoting anything, the most serious first.
function checkCard(answer, parts, notes) {
  const ranked = parts.map((part) => {
    const reasons = worstFirst(part.segment.findings).filter((finding) => severity(finding) !== "info");
    return { ...part, reasons, rank: rankOf(reasons, part.segment) };
  });
  const first = ranked.filter((part) => part.rank > 1)
    .sort((a, b) => b.rank - a.rank || a.segment.confidence - b.segment.confidence);
  const items = first.map(toCheckItem);
  const advice = first.length ? "Compare with the Arabic before you use anything else:"
    : "No sentence stands out. Still compare names, numbers and quotations: the checks do not see everything.";
  const bad = first.some((part) => part.rank === 3 || level(part.segment.confidence) === "low");
  const state = !first.length ? "high" : bad ? "low" : "fair";
  return make("section", { className: `card check ${state}` },
    make("h3", {}, "Check first"),
    notes.length ? make("ul", { className: "list" }, ...worstFirst(notes).map((finding) => findingItem(finding))) : null,
    make("p", {}, advice),
    items.length ? make("ul", { className: "list" }, ...items.slice(0, LISTED)) : null,
    items.length > LISTED ? make("details", {}, make("summary", {}, `${items.length - LISTED} more`),
      make("ul", { className: "list" }, ...items.slice(LISTED))) : null,
    elsewhere("Then, before you quote it:", ranked.filter((part) => part.rank === 1)),
    elsewhere("Otherwise good, but the model was unsure of the marked words in:", ranked.filter((part) => !part.rank && part.segment.doubts.length)),
    make("p", { className: "facts" }, `${count(answer.segments.length, "sentence")}. Confidence in the whole: ${percent(answer.confidence)}.`));
}

function briefText(brief) {
  const points = [...brief.text];
  const text = make("p", { lang: "en" });
  let position = 0;
  for (const citation of [...brief.citations].sort((a, b) => a.brief.start - b.brief.start)) {
    const marks = citation.doubts.map((span) => ({ span, kind: "doubt" }));
    text.append(points.slice(position, citation.brief.start).join(""), ...marked(points, citation.brief, marks));
    for (const segment of citation.segments) {
      const link = toSentence(segment + 1, `[${segment + 1}]`, { className: "cited", label: nameOf(segment + 1) });
      text.append("\u00a0", link);
    }
    if (citation.doubtful) text.append(make("strong", { className: "warning" }, " (doubtful: check it)"));
    position = citation.brief.end;
  }
  text.append(points.slice(position).join(""));
  return text;
}

function briefCard(brief, controls) {
  const how = brief.method === "BRIEF_METHOD_EXTRACTIVE"
    ? "Sentences of the translation. The numbers lead to where they stand."
    : "Written by a model. The numbers lead to the sentences that it is based on.";
  return make("section", { className: "card brief" },
    make("div", { className: "row" }, make("h3", {}, "Brief"), controls), briefText(brief),
    make("p", { className: "facts" }, how));
}

function heading(answer, title) {
  const [english, arabic] = [[...answer.title], [...title]];
  const marks = (side) => answer.title_segments.flatMap((segment) => marksOf(segment, side));
  const origin = [answer.source, answer.published, answer.url].filter(Boolean).join(" · ");
  return make("div", { className: "heading", id: "s0", tabIndex: -1 },
    make("h2", { lang: "en" }, ...(english.length ? marked(english, { start: 0, end: english.length }, marks("target")) : ["Translation"])),
    title ? make("p", { lang: "ar", dir: "rtl" }, ...marked(arabic, { start: 0, end: arabic.length }, marks("source"))) : null,
    ...answer.title_segments.filter((segment) => segment.findings.length || segment.doubts.length)
      .map((segment) => notesOf(segment, "Headline", arabic, english)),
    origin ? make("p", { className: "facts" }, make("bdi", {}, origin)) : null);
}

function legend(segments) {
  const kinds = [["error", "wrong"], ["warning", "perhaps wrong"], ["doubt", "the model was unsure"], ["term", "a term of yours"]];
  const seen = new Set(segments.flatMap((segment) => ["source", "target"].flatMap((side) => marksOf(segment, side).map(({ kind }) => kind))));
  const shown = kinds.filter(([kind]) => seen.has(kind));
  return shown.length ? make("p", { className: "facts legend" }, "Marked: ",
    ...shown.flatMap(([kind, words], i) => [i ? " " : "", make("mark", { className: kind }, words)])) : null;
}

// The nodes that show an answer.
export function articleNodes(request, answer, { notes, controls, files }) {
  const { article } = request;
  const source = [...(answer.source_body || article.body)];
  const target = [...answer.body];
  const title = answer.source_title || article.title || "";
  const parts = [
    ...answer.title_segments.map((segment) => ({ segment, number: 0, source: [...title], target: [...answer.title] })),
    ...answer.segments.map((segment, i) => ({ segment, number: i + 1, source, target })),
  ];
  const items = answer.segments.map((segment, i) => {
    const before = i ? answer.segments[i - 1].source.end : 0;
    const isFirst = !i || source.slice(before, segment.source.start).some((point) => point === "\n" || point === "\r");
    return segmentItem(segment, i + 1, source, target, isFirst);
  });
  if (items.length) items[0].tabIndex = 0;
  return [
    heading(answer, title),
    checkCard(answer, parts, [...notes, ...answer.findings]),
    answer.brief ? briefCard(answer.brief, controls) : null,
    make("div", { className: "row" }, make("h3", {}, "Sentence by sentence"),
      make("p", { className: "hint" }, "The arrow keys move from sentence to sentence.")),
    legend(answer.segments),
    make("ol", { className: "segments" }, ...items),
    files,
  ].filter((node) => node !== null);
}
