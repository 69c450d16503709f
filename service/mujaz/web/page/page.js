// The reading page: sends what was pasted, dropped or chosen to the server, and shows the answer.
import { Refused, ask, post, readFile } from "./ask.js";
import { articleNodes, step } from "./article.js";
import { digestNodes } from "./digest.js";
import { button, findingItem, make, save } from "./texts.js";

const STYLES = [["BRIEF_STYLE_PARAGRAPH", "Paragraph"], ["BRIEF_STYLE_BULLETS", "Bullets"], ["BRIEF_STYLE_HEADLINE", "Headline"]];
const LENGTHS = [1, 2, 3, 4, 5, 8];

const at = (id) => document.getElementById(id);
let taken = []; // articles of files, each {article, notes}
let running = null;
let shown = null; // the request of the result on the page
let taking = null; // identifies the latest choice of files, so that an earlier one stops
const brief = { style: "BRIEF_STYLE_PARAGRAPH", max_sentences: 3 };

function glossary() {
  const lines = at("glossary").value.split("\n").filter((line) => line.trim());
  return { terms: lines.map((line) => {
    const [source, ...target] = line.split("=");
    return { source: source.trim(), target: target.join("=").trim() };
  }) };
}

const how = (signal) => ({ token: at("token").value, signal });

function working(yes) {
  at("go").disabled = yes;
  for (const id of ["cancel", "progress", "elapsed"]) at(id).hidden = !yes;
}

// Shows the seconds that have passed, for sighted users only (aria-hidden).
function counting() {
  const started = Date.now();
  const show = () => { at("elapsed").textContent = `${Math.round((Date.now() - started) / 1000)} s`; };
  show();
  return setInterval(show, 1000);
}

function asked() {
  if (taken.length > 1) {
    const notes = new Map(taken.map(({ article, notes }) => [article.id, notes]));
    return { method: "DigestArticles", request: { articles: taken.map(({ article }) => article) }, notes };
  }
  const { article = {}, notes = [] } = taken[0] ?? {};
  const { url = "", source = "", published = "" } = article;
  const request = { article: { title: at("title").value.trim(), body: at("body").value, url, source, published } };
  return { method: "ProcessArticle", request, notes };
}

async function translate(wanted, { focus }) {
  running?.abort();
  const controller = (running = new AbortController());
  const request = { ...wanted.request, options: { brief: { ...brief }, glossary: glossary() } };
  working(true);
  const clock = counting();
  at("error").textContent = "";
  at("status").textContent = "Translating …";
  try {
    const answer = await ask(wanted.method, request, how(controller.signal));
    shown = { ...wanted, request };
    show(answer);
    at("status").textContent = "Done.";
    focus();
  } catch (error) {
    tell(error);
  } finally {
    clearInterval(clock);
    if (running === controller) working(false);
  }
}

function tell(error) {
  at("status").textContent = error.name === "AbortError" ? "Cancelled." : "";
  if (error.name === "AbortError") return;
  at("error").textContent = error instanceof Refused ? error.message : `This page failed: ${error.message}`;
  if (error.status === 401) {
    at("options").open = true;
    at("token").focus();
  }
}

function submit(event) {
  event.preventDefault();
  const wanted = asked();
  at("result").hidden = true;
  if (!taken.length && !at("body").value.trim()) {
    at("status").textContent = "";
    at("error").textContent = "Paste an Arabic article, or choose a file first.";
    at("body").focus();
    return;
  }
  translate(wanted, { focus: () => {
    at("result").scrollIntoView();
    at("result").focus({ preventScroll: true }); // focus alone would scroll to the middle of a long result
  } });
}

function show(answer) {
  const isDigest = shown.method === "DigestArticles";
  const rest = { notes: shown.notes, controls: controls(), files: downloads(answer, isDigest) };
  at("result").replaceChildren(...(isDigest ? digestNodes : articleNodes)(shown.request, answer, rest));
  at("result").hidden = false;
}

// The style and the length of the brief; a new choice sends the shown request again.
function controls() {
  const select = (id, label, choices, key) => {
    const made = make("select", { id }, ...choices.map(([value, words]) => make("option", { value }, words)));
    made.value = brief[key];
    made.addEventListener("change", () => {
      brief[key] = typeof brief[key] === "number" ? Number(made.value) : made.value;
      translate(shown, { focus: () => at(id).focus({ preventScroll: true }) });
    });
    return make("div", { className: "choice" }, make("label", { htmlFor: id }, label), made);
  };
  return make("div", { className: "row choices" },
    select("style", "Style", STYLES, "style"),
    select("sentences", "Sentences at most", LENGTHS.map((number) => [String(number), String(number)]), "max_sentences"));
}

// The server makes the files from the request that the answer came from.
function downloads(answer, isDigest) {
  const [path, name] = isDigest ? ["digest", "digest"] : ["article", "translation"];
  const { request } = shown;
  const status = make("p", { className: "facts", role: "status" });
  const json = button("Download JSON", () => save(`${name}.json`, new Blob([JSON.stringify(answer, null, 2)])));
  const kinds = [["HTML", "html"], ["Word", "docx"]].map(([label, suffix]) => button(`Download ${label}`, async () => {
    status.textContent = "";
    try {
      save(`${name}.${suffix}`, await (await post(`${path}.${suffix}`, request, how())).blob());
    } catch (error) {
      status.textContent = error.message;
    }
  }));
  const copy = navigator.clipboard && !isDigest ? button("Copy the English", async () => {
    await navigator.clipboard.writeText([answer.title, answer.body].filter(Boolean).join("\n\n"));
    status.textContent = "Copied.";
  }) : null;
  return make("div", { className: "row downloads" }, copy, ...kinds, json, status);
}

async function take(list) {
  const thisChoice = (taking = {});
  const found = [], failed = [];
  at("error").textContent = "";
  for (const [i, file] of [...list].entries()) {
    at("status").textContent = list.length > 1 ? `Reading file ${i + 1} of ${list.length} …` : "Reading the file …";
    try {
      const read = await readFile(file, how());
      found.push(...read.articles.map((article, place) => ({
        article: { ...article, id: read.articles.length > 1 ? `${file.name} ${place + 1}` : file.name }, notes: read.notes[place],
      })));
      failed.push(...read.failures.map((failure) => failure.message));
    } catch (error) {
      failed.push(`${file.name}: ${error.message}`);
      if (error.status === 401) tell(error);
    }
    if (thisChoice !== taking) return;
  }
  at("status").textContent = "";
  at("error").textContent = failed.join(" ");
  if (found.length) hold(distinct(found));
}

// Files from several folders may have the same name; their articles still need different ids.
function distinct(found) {
  const seen = new Map();
  for (const { article } of found) {
    const times = (seen.get(article.id) ?? 0) + 1;
    seen.set(article.id, times);
    if (times > 1) article.id = `${article.id} (${times})`;
  }
  return found;
}

function hold(found) {
  taken = found;
  if (taken.length === 1) [at("title").value, at("body").value] = [taken[0].article.title ?? "", taken[0].article.body ?? ""];
  const items = taken.map(({ article, notes }, i) => make("li", {},
    make("bdi", {}, [article.id, article.source, article.published].filter(Boolean).join(" · ")),
    taken.length > 1 ? button("Remove", () => hold(taken.filter((_, place) => place !== i)), { ariaLabel: `Remove ${article.id}` }) : null,
    ...notes.map((finding) => findingItem(finding, [], [], "p"))));
  at("chosen").hidden = !taken.length;
  at("chosen").replaceChildren(make("ul", {}, ...items));
  at("texts").hidden = taken.length > 1;
  at("clear").hidden = !taken.length;
  at("go").textContent = taken.length > 1 ? `Make a digest of ${taken.length} articles` : "Translate";
}

function clear() {
  taking = null;
  hold([]);
  [at("title").value, at("body").value, at("error").textContent] = ["", "", ""];
  at("body").focus();
}

at("ask").addEventListener("submit", submit);
at("cancel").addEventListener("click", () => running?.abort());
at("clear").addEventListener("click", clear);
at("files").addEventListener("change", async (event) => {
  await take(event.target.files);
  event.target.value = ""; // so that the same file can be chosen again
});
at("result").addEventListener("keydown", step);
at("body").addEventListener("input", () => at("body").value || hold([]));
at("example").addEventListener("click", async () => {
  const example = await (await fetch("example.json")).json();
  hold([]);
  [at("title").value, at("body").value, at("error").textContent] = [example.title, example.body, ""];
});
for (const name of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(name, (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return; // dropped text goes into the field under it
    event.preventDefault();
    at("ask").classList.toggle("over", name === "dragover");
    if (name === "drop") take(event.dataTransfer.files);
  });
}
