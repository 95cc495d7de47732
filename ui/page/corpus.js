// The corpus page: upload, paste, correct, remove, and what is being done. The list and the other views need no script.

const byId = (id) => document.getElementById(id);
const make = (tag, words = "", name = "") => Object.assign(document.createElement(tag), { textContent: words, className: name });
const corpus = byId("corpus-name")?.value ?? "";
const REASONS = {
  "too-large": "too large", "not-regular": "not a plain file", unreadable: "cannot be read", encrypted: "needs a password",
  "no-text": "no text in it", "little-text": "pictures of text rather than text", timeout: "took too long to read",
  memory: "took too much memory to read", "parser-error": "damaged", "bad-record": "not an article record",
  "bad-encoding": "not readable as text", unsupported: "a kind of file that is not read", duplicate: "there already",
  "changed-while-read": "changed while it was read", removed: "removed by somebody",
};
const STAGES = { reading: "Reading files", embedding: "Preparing for search", starting: "Starting" };
let notes = []; // what could not be uploaded
let late = false; // the list is older than the articles
let seen = -1; // how many tasks were done when the page was opened

async function call(path, body, type = "application/json") {
  const options = body === undefined ? {} : {
    method: "POST", headers: { "Content-Type": type }, body: type === "application/json" ? JSON.stringify(body) : body,
  };
  const answer = await fetch(path, options);
  const told = await answer.json().catch(() => ({ error: "The server did not answer as expected." }));
  if (!answer.ok) throw new Error(told.error?.message ? `${told.error.message}; ${told.error.do}.` : told.error);
  return told;
}

function minutes(seconds) {
  if (seconds === null) return "";
  if (seconds < 60) return `, about ${Math.max(1, Math.round(seconds))} s left`;
  return `, about ${Math.round(seconds / 60)} min left`;
}

function drawWork(told) {
  const work = byId("work");
  work.replaceChildren();
  if (told.running) {
    const stage = STAGES[told.stage] || told.stage;
    const counted = told.total ? ` ${told.done.toLocaleString("en")} of ${told.total.toLocaleString("en")}` : "";
    const line = make("p", `${stage}${counted}${minutes(told.seconds_left)}. Questions are answered from the articles so far.`);
    const bar = document.createElement("progress");
    bar.setAttribute("aria-label", stage);
    if (told.total) Object.assign(bar, { max: told.total, value: told.done });
    work.append(line, bar);
  }
  for (const note of notes) work.append(make("p", note, "warning"));
  if (told.error) work.append(make("p", told.error, "warning"));
  if (told.result && !told.running) work.append(report(told.result));
}

function report(result) {
  const box = make("div", "", "report");
  if (result.kind === "remove") box.append(make("p", `Removed: ${result.removed}.`, "good"));
  if (result.kind === "correct") box.append(make("p", "Corrected.", "good"));
  if (result.kind !== "index") return box;
  const { indexed, unchanged, skipped, dropped } = result.counts;
  const gone = dropped ? `, ${dropped} gone` : "";
  box.append(make("p", `Done: ${indexed} read, ${unchanged} as before, ${skipped} skipped${gone}. ${result.articles} articles in all.`, "good"));
  const list = document.createElement("ul");
  for (const file of result.files.slice(0, 200)) {
    const name = file.path.split("/").pop() + (file.record === null ? "" : `, ${file.record}`);
    const what = file.status === "skipped" ? `skipped: ${REASONS[file.reason] || file.reason}` : `read, ${file.articles} ${file.articles === 1 ? "article" : "articles"}`;
    const item = document.createElement("li");
    item.append(Object.assign(document.createElement("bdi"), { textContent: name }), ` – ${what}`);
    list.append(item);
  }
  if (result.erased) list.append(make("li", "What could not be read was not kept."));
  if (result.files.length > 200) list.append(make("li", `… and ${result.files.length - 200} more`));
  box.append(list);
  return box;
}

/** Look until nothing is being done; then the list is read again. */
async function follow() {
  try {
    const told = await call(`/corpus/work?${new URLSearchParams({ corpus })}`);
    drawWork(told);
    if (told.running) return setTimeout(follow, 700);
    if (seen >= 0 && told.number > seen) await renewList();
    seen = told.number;
  } catch (error) {
    drawWork({ running: false, error: error.message });
    setTimeout(follow, 3000);
  }
}

/** Take the list from the page as it is now, without losing what is written elsewhere on it. */
async function renewList() {
  const text = await (await fetch(location.href)).text();
  const fresh = new DOMParser().parseFromString(text, "text/html");
  for (const selector of ["table.articles", "#found", "main > p.soft", "nav.pages", "p.empty"]) {
    const old = document.querySelector(selector);
    if (old?.querySelector("form")) {
      late = true; // somebody is writing a correction: the list waits until that is saved or left
      continue;
    }
    const now = fresh.querySelector(selector);
    if (old && now) old.replaceWith(document.adoptNode(now));
    else if (old) old.remove();
    else if (now) document.querySelector("main").append(document.adoptNode(now));
  }
  renewOutlets(fresh);
}

/** New articles may bring new outlets to choose from; what is chosen stays chosen. */
function renewOutlets(fresh) {
  const [choice, now] = [document, fresh].map((page) => page.querySelector("main select[name=outlet]"));
  if (!choice || !now) return;
  const chosen = choice.value;
  choice.replaceChildren(...now.children);
  choice.value = chosen;
}

async function upload(files) {
  notes = [];
  const names = [];
  const work = byId("work");
  for (const [at, file] of [...files].entries()) {
    work.replaceChildren(make("p", `Uploading ${at + 1} of ${files.length}: ${file.name}`));
    try {
      const where = new URLSearchParams({ corpus, name: file.name });
      names.push((await call(`/corpus/upload?${where}`, file, "application/octet-stream")).kept);
    } catch (error) {
      notes.push(`${file.name}: ${error.message}`);
    }
  }
  if (names.length) await start("/corpus/index", { corpus, names: names.slice(0, 500) });
  else drawWork({ running: false });
}

async function start(path, body) {
  try {
    drawWork(await call(path, body));
    setTimeout(follow, 300);
    return true;
  } catch (error) {
    drawWork({ running: false, error: error.message });
    byId("work").scrollIntoView({ block: "nearest" });
    return false;
  }
}

/** The files of a drop, also those in folders. */
async function dropped(items) {
  const files = [];
  const walk = async (entry) => {
    if (entry.isFile) files.push(await new Promise((resolve, reject) => entry.file(resolve, reject)));
    if (!entry.isDirectory) return;
    const reader = entry.createReader();
    for (let some = [null]; some.length; ) {
      some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
      for (const one of some) await walk(one);
    }
  };
  for (const entry of [...items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean)) await walk(entry);
  return files.filter((file) => !file.name.startsWith("."));
}

function beginDrop() {
  const drop = byId("drop");
  for (const kind of ["dragenter", "dragover"]) {
    drop.addEventListener(kind, (event) => {
      event.preventDefault();
      drop.classList.add("over");
    });
  }
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", async (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    const plain = [...event.dataTransfer.files];
    const found = await dropped(event.dataTransfer.items);
    upload(found.length ? found : plain);
  });
  // A file that misses the field must not take the page's place.
  for (const kind of ["dragover", "drop"]) window.addEventListener(kind, (event) => event.preventDefault());
  byId("files").addEventListener("change", (event) => upload(event.target.files));
}

function beginPaste() {
  byId("paste").addEventListener("submit", async (event) => {
    event.preventDefault();
    notes = [];
    const form = event.target;
    if (await start("/corpus/paste", { corpus, ...Object.fromEntries(new FormData(form)) })) form.reset();
  });
}

function field(name, words, value) {
  const label = make("label", words);
  label.append(document.createElement("br"), Object.assign(document.createElement("input"), { name, value, maxLength: 500 }));
  return label;
}

function leaveCorrection(button) {
  button.closest("tr").querySelector("form").remove();
  button.focus();
  if (late) renewList();
  late = false;
}

/** A form in the article's own row. */
function openCorrection(button) {
  const row = button.closest("tr");
  if (row.querySelector("form")) return leaveCorrection(button);
  const known = (cell) => (row.cells[cell].textContent === "–" ? "" : row.cells[cell].textContent);
  const form = document.createElement("form");
  form.append(field("title", "Title", row.querySelector("a").textContent), field("outlet", "Outlet", known(1)));
  form.append(field("published", "Date, as 2024-05-01, 2024-05 or 2024", known(2)));
  const save = make("button", "Save", "main");
  const leave = Object.assign(make("button", "Leave it"), { type: "button" });
  leave.addEventListener("click", () => leaveCorrection(button));
  const row2 = make("p");
  row2.append(save, " ", leave);
  form.append(row2);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    notes = [];
    const article = row.id.replace("article-", "");
    if (await start("/corpus/correct", { corpus, article, ...Object.fromEntries(new FormData(form)) })) form.remove();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") leaveCorrection(button);
  });
  row.cells[0].append(form);
  form.querySelector("input").focus();
}

/** Removing is asked twice, on the same button. */
function remove(button) {
  if (button.dataset.sure) {
    const article = button.closest("tr").id.replace("article-", "");
    button.disabled = true;
    notes = [];
    start("/corpus/remove", { corpus, articles: [article] });
    return;
  }
  button.dataset.sure = "yes";
  button.textContent = "Really remove";
  setTimeout(() => {
    delete button.dataset.sure;
    button.textContent = "Remove";
  }, 5000);
}

/** Decide about names; then the view as it is from now on. */
async function decide(table, names) {
  try {
    const told = await call("/corpus/names", { corpus, table, names });
    if (told.unknown.length) sessionStorage.setItem("told", `No article has the name ${told.unknown.join(", ")}; it is kept for articles to come.`);
    location.reload();
  } catch (error) {
    byId("work").replaceChildren(make("p", error.message, "warning"));
  }
}

if (byId("names")) {
  const told = sessionStorage.getItem("told");
  sessionStorage.removeItem("told");
  if (told) byId("work").append(make("p", told, "good"));
  const split = (text) => text.split(",").map((name) => name.trim()).filter(Boolean);
  byId("names").addEventListener("submit", (event) => {
    event.preventDefault();
    decide(event.submitter?.value || "joined", split(event.target.elements.names.value));
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button.decide");
    if (button) decide(button.matches(".apart") ? "apart" : "joined", split(button.value));
  });
}

if (byId("adding")) {
  beginDrop();
  beginPaste();
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button?.matches(".correct")) openCorrection(button);
    if (button?.matches(".remove")) remove(button);
  });
  follow();
}
