// Making gold: select an answer in the article, write the question, keep both. What is marked outlasts a change of article.

const byId = (id) => document.getElementById(id);
const corpus = byId("corpus-name").value;
const KEY = `gold ${corpus}`;
const text = byId("text");
const form = byId("gold");
let marks = [];
let selected = null; // the last selection in the article, as offsets
let again = false; // keep it although one is like it

function make(tag, words = "", attributes = {}) {
  const made = Object.assign(document.createElement(tag), { textContent: words });
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

async function call(path, body) {
  const options = body && { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const answer = await fetch(path, options);
  const told = await answer.json().catch(() => ({ error: "The server did not answer as expected." }));
  if (!answer.ok) throw new Error(told.error?.message ? `${told.error.message}; ${told.error.do}.` : told.error);
  return told;
}

function tell(words, kind = "") {
  const line = byId("gold-told");
  if (line) Object.assign(line, { textContent: words, className: kind });
}

async function trying(act) {
  try {
    await act();
  } catch (error) {
    tell(error.message, "warning");
  }
}

function remember() {
  const { question, type, subtype } = form.elements;
  const state = { question: question.value, type: type.value, subtype: subtype.value, marks };
  sessionStorage.setItem(KEY, JSON.stringify(state));
}

function fill(state) {
  marks = state.marks ?? [];
  form.elements.question.value = state.question ?? "";
  form.elements.type.value = state.type ?? "";
  if (state.subtype) form.elements.subtype.value = state.subtype;
  draw();
}

/** The marked answers, each with its sentence and a way to take it back. */
function draw() {
  const type = form.elements.type.value;
  byId("reason").hidden = type !== "unanswerable";
  byId("answers").hidden = type === "unanswerable";
  byId("marked").replaceChildren(...marks.map((mark, at) => item(mark, at, type === "conflict")));
  again = false;
  byId("keep").textContent = "Keep this question";
  remember();
}

function item(mark, at, disputed) {
  const line = document.createElement("li");
  const quote = make("q");
  const begin = mark.quote.indexOf(mark.answer);
  quote.append(mark.quote.slice(0, begin), make("mark", mark.answer, { class: "span" }), mark.quote.slice(begin + mark.answer.length));
  line.append(quote, make("div", mark.title, { class: "where" }));
  if (disputed) {
    const who = make("input", "", { maxlength: "500" });
    who.value = mark.speaker ?? "";
    who.addEventListener("input", () => { mark.speaker = who.value; remember(); });
    const label = make("label", "Who says so ");
    label.append(who);
    line.append(label);
  }
  const take = make("button", "Take back", { type: "button", "aria-label": `Take back: ${mark.answer}` });
  take.addEventListener("click", () => { marks.splice(at, 1); draw(); byId("mark").focus(); });
  line.append(take);
  return line;
}

/** The selection as offsets of the article's characters: code points, as everywhere in this project. */
function selection() {
  const chosen = getSelection();
  if (!chosen.rangeCount || chosen.isCollapsed) return null;
  const range = chosen.getRangeAt(0);
  if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return null;
  const before = document.createRange();
  before.setStart(text, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const start = [...before.toString()].length;
  return { start, end: start + [...range.toString()].length };
}

async function add(query) {
  const where = new URLSearchParams({ corpus, article: text.dataset.article, ...query });
  const { places } = await call(`/gold/place?${where}`);
  const fresh = places.filter((one) => !marks.some((mark) => mark.article === one.article && mark.start === one.start));
  marks.push(...fresh);
  draw();
  tell(fresh.length ? `Marked: ${fresh[0].answer}${fresh.length > 1 ? `, in ${fresh.length} places` : ""}` : "This is marked already.");
}

function mark() {
  selected = selection() ?? selected; // the event of a change may come after the key that marks
  if (!selected) return tell("Select the answer in the article first.", "warning");
  trying(() => add(selected));
}

async function keep() {
  const { question, type, subtype } = form.elements;
  const silent = type.value === "unanswerable";
  const sent = marks.map(({ article, start, end, speaker }) => ({ article, start, end, speaker: speaker ?? "" }));
  const body = { corpus, question: question.value, type: type.value, subtype: silent ? subtype.value : "", marks: silent ? [] : sent, again };
  const told = await call("/gold/keep", body);
  if (told.alike) {
    again = true;
    byId("keep").textContent = "Keep it nevertheless";
    return tell(told.alike, "warning");
  }
  fill({});
  sessionStorage.setItem(`${KEY} told`, told.told);
  location.reload();
}

/** Taking a question out is asked twice, on the same button. */
async function drop(button) {
  if (!button.dataset.sure) {
    button.dataset.sure = "yes";
    button.textContent = "Really leave out";
    return;
  }
  await call("/gold/drop", { corpus, id: button.value });
  location.reload();
}

function use(offer) {
  sessionStorage.setItem(KEY, JSON.stringify(offer));
  const article = offer.marks[0]?.article ?? text?.dataset.article;
  if (article) location.href = `/corpus/gold?${new URLSearchParams({ corpus, article })}`;
  else {
    byId("choice").open = true;
    byId("choice").querySelector("a")?.focus();
  }
}

if (form) {
  const told = sessionStorage.getItem(`${KEY} told`);
  sessionStorage.removeItem(`${KEY} told`);
  fill(JSON.parse(sessionStorage.getItem(KEY) ?? "{}"));
  if (told) tell(told, "good");
  document.addEventListener("selectionchange", () => { selected = selection() ?? selected; });
  for (const kind of ["beforeinput", "drop", "dragover", "paste", "cut"]) text.addEventListener(kind, (event) => event.preventDefault());
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter") { event.preventDefault(); mark(); }
  });
  byId("mark").addEventListener("click", mark);
  byId("find").addEventListener("click", () => trying(() => add({ answer: byId("typed").value })));
  byId("typed").addEventListener("keydown", (event) => {
    if (event.key === "Enter") { event.preventDefault(); byId("find").click(); }
  });
  byId("clear").addEventListener("click", () => { fill({}); tell(""); });
  form.elements.type.addEventListener("change", draw);
  form.elements.question.addEventListener("input", () => { again = false; byId("keep").textContent = "Keep this question"; remember(); });
  form.elements.subtype.addEventListener("change", remember);
  form.addEventListener("submit", (event) => { event.preventDefault(); trying(keep); });
}
document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button?.matches(".use")) use(JSON.parse(button.value));
  if (button?.matches(".drop-question")) trying(() => drop(button));
});
