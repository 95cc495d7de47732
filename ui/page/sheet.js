// The sheet of an article, in the chat's panel and on a page of its own: pages as printed, reading view, links to share.

const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
const make = (tag, name, words = "") => Object.assign(document.createElement(tag), { className: name, textContent: words });

/** What the permalink of a sheet says: id, range, answer and corpus. */
function asked(sheet) {
  const link = new URL(sheet.querySelector("button.print").value, location.href);
  link.searchParams.set("id", link.pathname.split("/").pop());
  return link.searchParams;
}

/** Tell what happened, for eye and ear. */
function tell(sheet, words) {
  let line = sheet.querySelector(".told");
  if (!line) {
    line = make("p", "told");
    line.setAttribute("role", "status");
    sheet.querySelector(".tools").after(line);
  }
  line.textContent = words;
}

function mark(paper, boxes, name) {
  for (const [left, top, right, bottom] of boxes) {
    const box = make("span", name);
    Object.assign(box.style, { left: `${left * 100}%`, top: `${top * 100}%` });
    Object.assign(box.style, { width: `${(right - left) * 100}%`, height: `${(bottom - top) * 100}%` });
    paper.append(box);
  }
}

function pageName(page, of) {
  const label = page.label && page.label !== String(page.number) ? `, printed as page ${page.label}` : "";
  return `Page ${page.number} of ${of}${label}`;
}

/** One page: its picture with the boxes over it. Resolves when the picture is there. */
function drawPage(query, page, of) {
  const figure = make("figure", "page");
  const paper = make("div", "paper");
  const picture = new Image(page.width || undefined, page.height || undefined);
  const marked = page.quote.length ? ", the quote marked" : "";
  picture.alt = `${pageName(page, of)} as printed${marked}; its words are in the text view`;
  const where = new URLSearchParams({ id: query.get("id"), corpus: query.get("corpus") || "", page: page.number });
  picture.src = `/source/page?${where}`;
  paper.append(picture);
  mark(paper, page.quote, "box");
  mark(paper, page.answer, "box answer");
  figure.append(paper, make("figcaption", "", pageName(page, of)));
  if (page.note) figure.append(make("p", "note", page.note));
  return picture.decode().then(() => figure);
}

function turner(sheet, query, found) {
  const row = make("p", "turner");
  for (const [words, step] of [["Page before", -1], ["Page after", 1]]) {
    const button = make("button", "tool", words);
    button.type = "button";
    const number = (step < 0 ? found.pages[0] : found.pages.at(-1)).number + step;
    button.disabled = number < 1 || number > found.of;
    button.addEventListener("click", () => {
      const page = { number, label: null, quote: [], answer: [], note: "" };
      const first = Number(sheet.dataset.first);
      if (number === first) printed(sheet);
      else show(sheet, query, { pages: [page], of: found.of });
    });
    row.append(button);
  }
  return row;
}

async function show(sheet, query, found) {
  const pages = await Promise.all(found.pages.map((page) => drawPage(query, page, found.of)));
  sheet.querySelector(".printed")?.remove();
  const printed = make("div", "printed");
  printed.append(...pages, turner(sheet, query, found));
  const text = sheet.querySelector(".text");
  const held = text.contains(document.activeElement); // it is hidden now: the focus goes on to the picture of its words
  text.before(printed);
  sheet.classList.add("as-printed");
  label(sheet);
  tell(sheet, "");
  const first = printed.querySelector(".box") || printed;
  first.scrollIntoView({ block: first === printed ? "start" : "center", behavior: "auto" });
  if (!held) return;
  first.tabIndex = -1;
  first.focus({ preventScroll: true });
}

/** Show the pages that the quote stands on, or say why not and leave the text. */
async function printed(sheet) {
  const query = asked(sheet);
  tell(sheet, "Drawing the page…");
  try {
    const answer = await fetch(`/source/boxes?${query}`);
    const found = await answer.json();
    if (found.error) throw new Error(found.error);
    sheet.dataset.first = found.pages[0]?.number;
    if (sheet.isConnected) await show(sheet, query, found);
  } catch (error) {
    tell(sheet, `${error.message} Here is its text.`);
    sheet.classList.remove("as-printed");
    label(sheet);
  }
}

function label(sheet) {
  const button = sheet.querySelector("button.print");
  if (button) button.textContent = sheet.classList.contains("as-printed") ? "Text" : "Page as printed";
  const read = sheet.querySelector("button.read");
  read.setAttribute("aria-pressed", String(sheet.classList.contains("reading")));
}

function toText(sheet) {
  sheet.classList.remove("as-printed");
  label(sheet);
  sheet.querySelector("mark.quote")?.scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
}

async function copyLink(sheet, button) {
  const link = new URL(button.value, location.href).href;
  try {
    await navigator.clipboard.writeText(link);
    tell(sheet, "The link is copied. It opens here, on this machine, while the article is in the corpus.");
  } catch {
    tell(sheet, link); // the browser keeps the clipboard to itself: the link can be marked and copied by hand
  }
}

/** The citation that is open, in the conversation. */
function openCitation() {
  const place = document.querySelector("#place textarea, #place input")?.value;
  const all = [...document.querySelectorAll("button.cite")];
  return document.querySelector("button.cite[aria-pressed]") || all.findLast((one) => one.value === place);
}

function back() {
  const cite = openCitation() || [...document.querySelectorAll("#log .turn")].at(-1);
  cite?.focus({ preventScroll: true });
  cite?.scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
}

/** Step through the citations of the answer whose citation is open. */
function step(by) {
  const open = openCitation();
  const among = [...(open?.closest(".turn") || document).querySelectorAll("button.cite")];
  if (!among.length) return;
  const next = among[(among.indexOf(open) + by + among.length) % among.length];
  next.closest("details")?.setAttribute("open", "");
  next.click();
}

function onClick(event) {
  const button = event.target.closest("button.tool");
  const sheet = button?.closest(".sheet");
  if (!sheet || button.closest(".turner")) return;
  if (button.matches(".back")) back();
  if (button.matches(".previous")) step(-1);
  if (button.matches(".next")) step(1);
  if (button.matches(".copy-link")) copyLink(sheet, button);
  if (button.matches(".print")) sheet.classList.contains("as-printed") ? toText(sheet) : printed(sheet);
  if (button.matches(".read")) {
    sheet.classList.toggle("reading");
    label(sheet);
  }
}

/** A new sheet: its buttons as they are, and for a PDF the page itself. */
function dress(sheet) {
  const cites = document.querySelectorAll("button.cite").length;
  for (const button of sheet.querySelectorAll(".previous, .next")) button.hidden = cites < 2;
  label(sheet);
  if (sheet.querySelector("button.print") && sheet.querySelector("mark.quote")) printed(sheet);
}

/** Look after every sheet that comes into this element. */
export function beginSheets(home, arrived = () => {}) {
  const dressed = new WeakSet();
  const look = () => {
    const sheet = home.querySelector(".sheet");
    if (!sheet || dressed.has(sheet)) return;
    dressed.add(sheet);
    arrived();
    dress(sheet);
  };
  new MutationObserver(look).observe(home, { childList: true, subtree: true });
  document.addEventListener("click", onClick);
  look();
}
