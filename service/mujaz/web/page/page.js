// The reading page: asks the server that it came from, and shows what that says. Every text is set as text, never as
// markup. Spans count code points, so texts are taken apart into those first.
const SERVICE = "mujaz.v1.ArticleService/";
const GOOD_FROM = 0.8, CHECK_FROM = 0.5; // as in written/level.py
const SEVERITIES = { SEVERITY_INFO: "info", SEVERITY_WARNING: "warning", SEVERITY_ERROR: "error" };
const WORDS = { info: "Note", warning: "Warning", error: "Error" };
const RANKS = ["term", "doubt", "info", "warning", "error"];

const at = (id) => document.getElementById(id);
let files = [];
let running = null;
let shown = null;
let taking = null;

function make(name, properties = {}, ...children) {
  const { lang, dir, ...rest } = properties;
  const element = Object.assign(document.createElement(name), rest);
  if (lang) element.lang = lang;
  if (dir) element.dir = dir;
  element.append(...children.filter((child) => child !== null));
  return element;
}

const level = (confidence) => (confidence >= GOOD_FROM ? "high" : confidence >= CHECK_FROM ? "fair" : "low");
const ADVICE = { high: "good", fair: "check it against the Arabic before you use it", low: "do not rely on it" };
const percent = (confidence) => `${Math.round(100 * confidence)} %`;
const count = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;

// A stretch of a text as nodes, with marks around the words in question; where marks overlap, the gravest is seen.
function marked(points, within, marks) {
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

function marksOf(segment, side) {
  const marks = [
    ...segment.terms.map((term) => ({ span: term[side], kind: "term" })),
    ...segment.findings.map((finding) => ({ span: finding[side], kind: SEVERITIES[finding.severity] })),
    ...(side === "target" ? segment.doubts.map((doubt) => ({ span: doubt.target, kind: "doubt" })) : []),
  ];
  return marks.filter(({ span }) => span && span.end > span.start);
}

function notesOf(segment, number, source, target) {
  const items = [make("li", {}, make("span", { className: "number" }, `${number} `),
    make("span", { className: "level" }, `Confidence ${percent(segment.confidence)}: `), ADVICE[level(segment.confidence)])];
  for (const finding of segment.findings) {
    const kind = SEVERITIES[finding.severity];
    items.push(make("li", {}, make("strong", {}, `${WORDS[kind]}: `), finding.message));
  }
  if (segment.doubts.length) {
    const words = segment.doubts.map((doubt) => {
      const word = target.slice(doubt.target.start, doubt.target.end).join("");
      return `“${word}”` + (doubt.alternatives.length ? `, perhaps “${doubt.alternatives.join("” or “")}”` : "");
    });
    items.push(make("li", {}, make("strong", {}, "The model was unsure of: "), words.join("; ")));
  }
  if (segment.terms.length) {
    const used = new Set(segment.terms.map((term) => `${term.term} = ${term.target_term}`));
    items.push(make("li", { dir: "auto" }, `Terms: ${[...used].join(", ")}`));
  }
  if (segment.names.length) {
    const arabic = (span) => (span ? source.slice(span.start, span.end).join("") : "");
    const used = new Set(segment.names.map((name) => `${name.name} (${arabic(name.source)})`));
    items.push(make("li", { dir: "auto" }, `Names: ${[...used].join(", ")}`));
  }
  return make("ul", { className: "notes" }, ...items);
}

function stateOf(segment) {
  const kinds = segment.findings.map((finding) => SEVERITIES[finding.severity]);
  const name = level(segment.confidence);
  return kinds.includes("error") ? "low" : kinds.includes("warning") && name === "high" ? "fair" : name;
}

function segmentItem(segment, number, source, target) {
  const item = make("li", { className: `segment ${stateOf(segment)}`, id: `s${number}`, tabIndex: -1 },
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

function step(event) {
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

function briefCard(brief) {
  const points = [...brief.text];
  const text = make("p", { lang: "en" });
  let position = 0;
  for (const citation of [...brief.citations].sort((a, b) => a.brief.start - b.brief.start)) {
    text.append(points.slice(position, citation.brief.end).join(""));
    for (const segment of citation.segments) {
      const link = make("a", { className: "cited", href: `#s${segment + 1}` }, `[${segment + 1}]`);
      link.setAttribute("aria-label", `Sentence ${segment + 1}`);
      link.addEventListener("click", (event) => {
        event.preventDefault();
        at(`s${segment + 1}`).focus();
      });
      text.append(" ", link);
    }
    if (citation.doubtful) text.append(make("strong", {}, " (doubtful)"));
    position = citation.brief.end;
  }
  text.append(points.slice(position).join(""));
  const how = brief.method === "BRIEF_METHOD_EXTRACTIVE" ? "Sentences chosen from the translation." : "Written by a model.";
  return make("section", { className: "card brief" }, make("h3", {}, "Brief"), text, make("p", { className: "facts" }, how));
}

function overview(answer) {
  const all = [...answer.title_segments, ...answer.segments];
  const kinds = all.flatMap((segment) => segment.findings.map((finding) => SEVERITIES[finding.severity]));
  const number = (kind) => kinds.filter((each) => each === kind).length;
  return `${count(answer.segments.length, "sentence")}, ${count(number("error"), "error")}, ` +
    `${count(number("warning"), "warning")}, ${count(all.flatMap((s) => s.doubts).length, "doubtful word")}. ` +
    `Confidence in the whole ${percent(answer.confidence)}: ${ADVICE[level(answer.confidence)]}.`;
}

function showArticle(request, answer) {
  const { article } = request;
  const source = [...(answer.source_body || article.body)];
  const target = [...answer.body];
  const title = answer.source_title || article.title;
  const result = at("result");
  result.replaceChildren(
    make("h2", { lang: "en" }, answer.title || "Translation"),
    title ? make("p", { lang: "ar", dir: "rtl" }, title) : "",
    make("p", { className: "facts" }, overview(answer)),
    answer.brief ? briefCard(answer.brief) : "",
    make("p", { className: "hint" }, "Arrow keys move from sentence to sentence. Marked words are explained below them."),
    make("ol", { className: "segments" },
      ...answer.segments.map((segment, i) => segmentItem(segment, i + 1, source, target))),
    downloads(answer, "article", request),
  );
  const first = result.querySelector(".segment");
  if (first) first.tabIndex = 0;
}

// A text of a digest with its doubtful sentences marked.
function cited(text, citations) {
  const points = [...text];
  const marks = citations.filter((citation) => citation.doubtful && citation.sentence)
    .map((citation) => ({ span: citation.sentence, kind: "warning" }));
  return marked(points, { start: 0, end: points.length }, marks);
}

function storyCard(story) {
  const citations = [story.headline_citation, ...story.citations].filter((citation) => citation);
  const doubtful = citations.some((citation) => citation.doubtful);
  const sources = story.articles.map((article) => make("li", {},
    `${article.id}${article.title ? `: ${article.title}` : ""}. Confidence ${percent(article.confidence)}: ${ADVICE[level(article.confidence)]}`,
    ...article.findings.map((finding) => make("p", { className: "facts" },
      make("strong", {}, `${WORDS[SEVERITIES[finding.severity]]}: `), finding.message))));
  return make("section", { className: "card" },
    make("h3", { lang: "en" }, ...cited(story.headline, [story.headline_citation ?? {}])),
    story.published ? make("p", { className: "facts" }, story.published) : null,
    make("p", { lang: "en" }, ...cited(story.brief, story.citations)),
    doubtful ? make("p", { className: "facts" }, make("strong", {}, "Warning: "),
      "the translation of the marked sentences is doubtful; read the article before you use them.") : null,
    make("ul", { className: "notes" }, ...sources));
}

function showDigest(request, answer) {
  const failures = answer.failures.map((failure) => make("li", {}, `${failure.id}: ${failure.error.message}`));
  at("result").replaceChildren(
    make("h2", {}, `Digest: ${count(answer.stories.length, "story").replace("storys", "stories")}`),
    ...answer.stories.map(storyCard),
    failures.length ? make("section", { className: "card" }, make("h3", {}, "Not read"), make("ul", {}, ...failures)) : "",
    downloads(answer, "digest", request),
  );
}

// Files are made by the server, of the request that the answer came from.
function downloads(answer, name, request) {
  const button = (label, work) => {
    const made = make("button", { type: "button" }, `Download ${label}`);
    made.addEventListener("click", work);
    return made;
  };
  const json = button("JSON", () => save("translation.json", new Blob([JSON.stringify(answer, null, 2)])));
  const kinds = [["HTML", "html"], ["Word", "docx"]].map(([label, suffix]) => button(label, async () => {
    at("error").textContent = "";
    try {
      save(`translation.${suffix}`, await (await post(`${name}.${suffix}`, request)).blob());
    } catch (error) {
      at("error").textContent = error.message;
    }
  }));
  return make("p", { className: "row downloads" }, json, ...kinds);
}

function save(name, blob) {
  const url = URL.createObjectURL(blob);
  make("a", { href: url, download: name }).click();
  URL.revokeObjectURL(url);
}

function glossary() {
  const lines = at("glossary").value.split("\n").filter((line) => line.trim());
  return { terms: lines.map((line) => {
    const [source, ...target] = line.split("=");
    return { source: source.trim(), target: target.join("=").trim() };
  }) };
}

const options = () => ({
  brief: { style: at("style").value, max_sentences: Number(at("sentences").value) || 3 }, glossary: glossary(),
});

async function send(path, body, headers, signal) {
  if (at("token").value) headers.authorization = `Bearer ${at("token").value}`;
  const response = await fetch(path, { method: "POST", headers, body, signal });
  if (!response.ok) throw new Error((await response.json()).message);
  return response;
}

function post(path, request, signal) {
  const headers = { "content-type": "application/json", "connect-protocol-version": "1" };
  return send(path, JSON.stringify(request), headers, signal);
}

const ask = async (method, request, signal) => (await post(SERVICE + method, request, signal)).json();

function working(yes) {
  at("go").disabled = yes;
  at("cancel").hidden = !yes;
  at("progress").hidden = !yes;
}

async function submit(event) {
  event?.preventDefault();
  running?.abort();
  const mine = (running = new AbortController());
  working(true);
  at("error").textContent = "";
  at("status").textContent = "Translating …";
  try {
    if (files.length > 1) {
      const request = { articles: files, options: options() };
      showDigest(request, await ask("DigestArticles", request, mine.signal));
    } else {
      const request = { article: { title: at("title").value, body: at("body").value }, options: options() };
      showArticle(request, await ask("ProcessArticle", request, mine.signal));
    }
    shown = true;
    at("result").hidden = false;
    at("status").textContent = "Done.";
    at("result").focus();
  } catch (error) {
    at("status").textContent = error.name === "AbortError" ? "Cancelled." : "";
    if (error.name !== "AbortError") at("error").textContent = error.message;
  } finally {
    if (running === mine) working(false);
  }
}

async function readFile(file) {
  const headers = { "content-type": "application/octet-stream", "x-file-name": encodeURIComponent(file.name) };
  return (await send("read", file, headers)).json();
}

async function take(list) {
  const mine = (taking = {});
  const taken = [], failed = [];
  for (const file of list) {
    try {
      const found = await readFile(file);
      taken.push(...found.articles.map((article, i) => ({
        ...article, id: found.articles.length > 1 ? `${file.name} ${i + 1}` : file.name,
      })));
      failed.push(...found.failures.map((failure) => failure.message));
    } catch (error) {
      failed.push(`${file.name}: ${error.message}`);
    }
  }
  if (mine !== taking) return;
  at("error").textContent = failed.join(" ");
  files = taken.length > 1 ? taken : [];
  if (taken.length === 1) [at("title").value, at("body").value] = [taken[0].title ?? "", taken[0].body ?? ""];
  at("chosen").hidden = !files.length;
  at("chosen").replaceChildren(...files.map((file) => make("li", {}, file.id)));
  at("go").textContent = files.length > 1 ? `Make a digest of ${files.length} articles` : "Translate";
}

at("ask").addEventListener("submit", submit);
at("cancel").addEventListener("click", () => running?.abort());
at("files").addEventListener("change", (event) => take(event.target.files));
at("style").addEventListener("change", () => shown && submit());
at("result").addEventListener("keydown", step);
at("body").addEventListener("input", () => take([]));
at("example").addEventListener("click", async () => {
  const example = await (await fetch("example.json")).json();
  await take([]);
  [at("title").value, at("body").value] = [example.title, example.body];
});
for (const name of ["dragover", "dragleave", "drop"]) {
  at("ask").addEventListener(name, (event) => {
    event.preventDefault();
    at("ask").classList.toggle("over", name === "dragover");
    if (name === "drop") take(event.dataTransfer.files);
  });
}
