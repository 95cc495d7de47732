// The bar above the conversation: corpus, certainty, saved chats, export, new chat.
import { deleteChat, deleteChats, openChat, savedChats } from "./chats.js";
import { elementOf, reopen, set, startAnew, title, turnsDone } from "./conversation.js";
import { asHtml, asJson, asMarkdown } from "./formats.js";
import { byId } from "./gradio.js";
import { button, make, tell } from "./make.js";

const RISK = "newsroom-qa risk";

/** A box over the page that Escape closes; its content is made when it opens. */
function dialog(name, heading, fillIn) {
  const inside = make("div", { class: "inside" });
  const shut = button("Close", { class: "close" }, () => box.close());
  const head = make("div", { class: "head" }, make("h2", { id: `${name}-heading` }, heading), shut);
  const box = make("dialog", { id: name, "aria-labelledby": `${name}-heading` }, head, inside);
  box.addEventListener("click", (event) => event.target === box && box.close());
  document.body.append(box);
  const open = () => {
    inside.replaceChildren(...fillIn(box));
    if (!box.open) box.showModal();
  };
  byId(`open-${name}`).addEventListener("click", open);
  return open;
}

function listOfChats(box) {
  const chats = savedChats();
  const told = "Chats are kept in this browser only.";
  if (!chats.length) return [make("p", { class: "lead" }, `No chat yet. Ask something: it is kept here. ${told}`)];
  const items = chats.map((chat) => chatItem(box, chat));
  const all = button("Delete all", { class: "danger" }, () => (deleteChats(), redraw(box)));
  return [make("ul", { class: "chats" }, ...items), make("p", { class: "lead" }, told), all];
}

function chatItem(box, chat) {
  const many = chat.turns.length === 1 ? "1 question" : `${chat.turns.length} questions`;
  const when = new Date(chat.time).toLocaleString([], { dateStyle: "medium", timeStyle: "short" });
  const name = make("bdi", { class: "name" }, chat.title);
  const open = button(name, { class: "open", "aria-current": chat.id === openChat() ? "true" : null }, () => {
    reopen(chat.id);
    box.close();
  });
  open.append(make("span", { class: "fact" }, `${many}, ${when}`));
  const gone = button("Delete", { class: "danger", "aria-label": `Delete the chat: ${chat.title}` }, () => (deleteChat(chat.id), redraw(box)));
  return make("li", {}, open, gone);
}

function redraw(box) {
  box.querySelector(".inside").replaceChildren(...listOfChats(box));
  box.querySelector("button").focus();
}

const FORMATS = {
  HTML: { type: "text/html", says: "one page with every quote marked; opens without this program", ending: "html" },
  Markdown: { type: "text/markdown", says: "text for notes and documents", ending: "md" },
  JSON: { type: "application/json", says: "the answers as data; the command qa verify checks every quote", ending: "json" },
};

function exports(box) {
  const turns = turnsDone();
  if (!turns.length) return [make("p", { class: "lead" }, "Nothing to export yet: ask something first.")];
  return Object.entries(FORMATS).map(([name, format]) => {
    const chosen = button(make("strong", {}, name), { class: "open" }, async () => {
      save(await written(name, turns), format);
      box.close();
    });
    chosen.append(make("span", { class: "fact" }, format.says));
    return chosen;
  });
}

async function written(name, turns) {
  if (name === "JSON") return asJson(turns);
  if (name === "Markdown") return asMarkdown(title(), turns);
  const style = await (await fetch("/page/export.css")).text();
  return asHtml(title(), turns, turns.map(elementOf), style);
}

function save(text, format) {
  const name = title().toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").slice(0, 60);
  const address = URL.createObjectURL(new Blob([text], { type: `${format.type};charset=utf-8` }));
  const link = make("a", { href: address, download: `${name || "chat"}.${format.ending}` });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
  tell("The chat is exported.");
}

/** The dial: how many wrong answers of a hundred are accepted, and what to expect then. */
function dial(facts) {
  const percent = Math.round(100 * (kept() ?? facts.risk ?? 0.5));
  const range = make("input", { type: "range", id: "risk", min: "0", max: "100", step: "5", "aria-describedby": "promise" });
  range.value = percent;
  const label = make("label", { for: "risk" });
  const promise = make("p", { id: "promise", class: "lead" });
  const turned = () => {
    const risk = range.value / 100;
    label.textContent = range.value === "100" ? "Always answer, however doubtful" : `Answer when the chance of being wrong is at most ${range.value} %`;
    range.setAttribute("aria-valuetext", label.textContent);
    promise.textContent = expected(facts.coverage, risk);
    set("risk", risk);
    keepRisk(risk);
    byId("open-dial").querySelector(".now").textContent = `${range.value} %`;
  };
  range.addEventListener("input", turned);
  turned();
  const usual = button(`As shipped (${Math.round(100 * facts.risk)} %)`, {}, () => ((range.value = Math.round(100 * facts.risk)), turned()));
  const ends = make("p", { class: "ends", "aria-hidden": "true" }, make("span", {}, "only when certain"), make("span", {}, "always answer"));
  return [label, range, ends, promise, usual];
}

/** From what was measured on held-out questions; "" where nothing was. */
function expected(coverage, risk) {
  const measured = coverage.filter((one) => one.risk <= risk + 1e-9).at(-1);
  if (!measured) return "";
  const [many, right] = [measured.coverage, measured.accuracy].map((share) => Math.round(100 * share));
  return `Expect an answer to about ${many} of 100 answerable questions, and about ${right} of 100 answers right (measured on questions that were not used for fitting).`;
}

function kept() {
  try {
    const found = localStorage.getItem(RISK);
    return found === null ? null : Number(found);
  } catch {
    return null;
  }
}

function keepRisk(risk) {
  try {
    localStorage.setItem(RISK, String(risk));
  } catch {
    // it holds for this visit
  }
}

/** Once #bar stands in the page and the facts are known. */
export function beginBar(facts) {
  set("risk", kept());
  const shown = kept() ?? facts?.risk;
  byId("open-dial").querySelector(".now").textContent = shown == null ? "" : `${Math.round(100 * shown)} %`;
  dialog("chats", "Saved chats", listOfChats);
  dialog("export", "Export this chat with its sources", exports);
  dialog("dial", "How sure must an answer be?", () => dial(facts ?? { risk: 0.5, coverage: [] }));
  byId("fresh").addEventListener("click", startAnew);
}
