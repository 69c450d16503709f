// A digest of many articles: its stories, each with its sources.
import { ADVICE, count, findingItem, level, make, marked, percent, toPlace } from "./texts.js";

const citationsOf = (story) => [story.headline_citation, ...story.citations].filter((citation) => citation);
const isDoubtful = (story) => citationsOf(story).some((citation) => citation.doubtful);
const leastSure = (story) => story.articles.reduce((least, each) => (each.confidence < least.confidence ? each : least));

// The colour at a story's edge, which shows its least certain translation or a doubtful sentence.
function stateOf(story) {
  const name = level(leastSure(story).confidence);
  return name === "high" && isDoubtful(story) ? "fair" : name;
}

// The Arabic that a sentence comes from. Empty for a repaired text, as its spans do not fit the text that was sent.
function origin(citation, articles, repaired) {
  const article = articles.get(citation.article_id);
  if (!article || repaired.has(citation.article_id)) return "";
  const points = [...((citation.in_title ? article.title : article.body) ?? "")];
  return citation.sources.map((span) => points.slice(span.start, span.end).join("")).join(" … ");
}

function sourceItem(citation, id, articles, repaired) {
  const arabic = origin(citation, articles, repaired);
  const places = citation.segments.map((segment) => segment + 1).join(", ");
  const where = citation.in_title ? "headline" : `sentence ${places}`;
  return make("li", { id, tabIndex: -1 }, make("bdi", {}, citation.article_id), `, ${where}`,
    arabic ? make("p", { lang: "ar", dir: "rtl" }, arabic) : null);
}

// Sentences with their marks, each with the number of its source.
function sentences(text, citations, link) {
  const points = [...text], nodes = [];
  let position = 0;
  for (const citation of [...citations].sort((a, b) => a.sentence.start - b.sentence.start)) {
    const marks = citation.doubts.map((span) => ({ span, kind: "doubt" }));
    if (citation.doubtful) marks.push({ span: citation.sentence, kind: "warning" });
    nodes.push(points.slice(position, citation.sentence.start).join(""), ...marked(points, citation.sentence, marks), "\u00a0", link(citation));
    position = citation.sentence.end;
  }
  return [...nodes, points.slice(position).join("")];
}

function storyCard(story, place, articles, notes) {
  const headline = story.headline_citation ? [story.headline_citation] : [];
  const citations = citationsOf(story);
  const repaired = new Set(story.articles.filter((article) =>
    article.findings.some((finding) => finding.kind === "FINDING_KIND_SOURCE_DAMAGED")).map((article) => article.id));
  const sources = make("details", {}, make("summary", {}, "The Arabic behind each sentence"),
    make("ol", { className: "list" }, ...citations.map((citation, i) => sourceItem(citation, `c${place}-${i}`, articles, repaired))));
  const link = (citation) => {
    const number = citations.indexOf(citation);
    return toPlace(`c${place}-${number}`, `[${number + 1}]`,
      { className: "cited", label: `Source ${number + 1}`, before: () => { sources.open = true; } });
  };
  const members = story.articles.map((article) => make("li", {},
    make("bdi", {}, article.id), article.title ? `: ${article.title}. ` : ". ",
    make("span", { className: `level ${level(article.confidence)}` }, `Confidence ${percent(article.confidence)}: ${ADVICE[level(article.confidence)]}`),
    ...[...(notes.get(article.id) ?? []), ...article.findings].map((finding) => findingItem(finding, [], [], "p"))));
  return make("section", { className: `card story ${stateOf(story)}`, id: `story${place}`, tabIndex: -1 },
    make("h3", { lang: "en" }, ...sentences(story.headline, headline, link)),
    story.published ? make("p", { className: "facts" }, story.published) : null,
    story.brief ? make("p", { className: "told", lang: "en" }, ...sentences(story.brief, story.citations, link)) : null,
    isDoubtful(story) ? make("p", {}, make("strong", { className: "warning" }, "Warning: "),
      "the translation of the marked sentences is doubtful. Read the Arabic before you use them.") : null,
    sources,
    make("ul", { className: "notes" }, ...members));
}

function checkItem(story, place) {
  const least = leastSure(story);
  const name = level(least.confidence);
  const link = toPlace(`story${place}`, story.headline || `Story ${place + 1}`);
  const marks = isDoubtful(story) ? " The translation of the marked sentences is doubtful." : "";
  return make("li", {}, link, ".", marks, name === "low" ? make("span", { className: "level low" },
    ` Confidence ${percent(least.confidence)} in `, make("bdi", {}, least.id), `: ${ADVICE.low}.`) : "");
}

// What to check before quoting anything, the least certain first.
function checkCard(answer, failures) {
  const places = answer.stories.map((story, place) => ({ story, place, state: stateOf(story) }));
  const first = places.filter(({ story, state }) => state === "low" || isDoubtful(story))
    .sort((a, b) => leastSure(a.story).confidence - leastSure(b.story).confidence);
  const then = places.filter((each) => each.state === "fair" && !first.includes(each));
  const state = first.some((each) => each.state === "low") ? "low" : first.length ? "fair" : "high";
  return make("section", { className: `card check ${failures.length && state === "high" ? "fair" : state}` },
    make("h3", {}, "Check first"),
    failures.length ? make("p", {}, "Not in this digest:") : null,
    failures.length ? make("ul", { className: "list" }, ...failures) : null,
    make("p", {}, first.length ? "Compare with the Arabic before you use anything else:"
      : "No story stands out. Still compare names, numbers and quotations: the checks do not see everything."),
    first.length ? make("ul", { className: "list" }, ...first.map(({ story, place }) => checkItem(story, place))) : null,
    then.length ? make("p", {}, "Then, before you quote it: ", ...then.flatMap(({ place }, i) =>
      [i ? ", " : "", toPlace(`story${place}`, `story ${place + 1}`)]), ".") : null);
}

// The nodes that show an answer.
export function digestNodes(request, answer, { notes, controls, files }) {
  const articles = new Map(request.articles.map((article) => [article.id, article]));
  const failures = answer.failures.map((failure) => make("li", {}, make("bdi", {}, failure.id), `: ${failure.error.message}`));
  return [
    make("div", { className: "row" }, make("h2", {}, `Digest: ${count(answer.stories.length, "story", "stories")}`), controls),
    checkCard(answer, failures),
    ...answer.stories.map((story, i) => storyCard(story, i, articles, notes)),
    files,
  ].filter((node) => node !== null);
}
