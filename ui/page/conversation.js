// The conversation: what was asked and said so far. It lives here; the server remembers nothing, so the earlier questions
// go along with each new one.
import { openChat, saveChat, savedChats } from "./chats.js";
import { byId, fill, smooth } from "./gradio.js";
import { make, tell } from "./make.js";
import { asking, thumb } from "./server.js";
import { showSource } from "./source.js";
import { edit, showDoing, showSaid, showVerdict, turnElement } from "./turn.js";

const settings = { corpus: "", risk: null }; // as the bar has them
let chat = fresh();
let log = null;
let stopping = null; // while a question is answered: what stops it

function fresh() {
  return { id: crypto.randomUUID(), title: "", time: 0, corpus: "", turns: [] };
}

export const set = (name, value) => (settings[name] = value);
export const turnsDone = () => chat.turns.filter((turn) => turn.answer);
export const elementOf = (turn) => log.children[chat.turns.indexOf(turn)];
export const title = () => chat.title;
export const corpus = () => chat.corpus;
export const isAsking = () => stopping !== null;
export const stop = () => stopping?.abort();

/** Ask at the end of the conversation, or anew in the place of a turn; with `forget` what came after it goes. */
export async function ask(question, at = chat.turns.length, forget = false) {
  if (stopping || !question.trim()) return;
  if (forget) dropAfter(at);
  const turn = { question: question.trim(), risk: settings.risk, time: Date.now() };
  chat.turns[at] = turn;
  const element = turnElement(turn.question);
  if (log.children[at]) log.children[at].replaceWith(element);
  else log.append(element);
  showDoing(element, "Searching…");
  bring(element);
  await answer(turn, element, before(at));
  if (!chat.turns.includes(turn)) return; // a new chat was begun meanwhile
  showSaid(element, turn, actsOf(turn));
  keep();
  if (turn.answer) showSource(turn.place);
  bring(element);
}

async function answer(turn, element, history) {
  const stopper = (stopping = new AbortController());
  document.body.classList.add("asking");
  try {
    for await (const said of asking(turn.question, history, turn.risk, settings.corpus || null, stopper.signal)) {
      if (said.doing) showDoing(element, said.doing);
      else Object.assign(turn, said);
    }
    if (!turn.answer && !turn.error) turn.error = "The answer broke off: ask again.";
  } catch (error) {
    turn.error = error.name === "AbortError" ? "Stopped." : "The answer broke off: ask again.";
  } finally {
    stopping = null;
    document.body.classList.remove("asking");
  }
}

/** The questions before a turn that this corpus answered: "he" means nobody of another corpus. */
const before = (at, corpus = settings.corpus) =>
  chat.turns.slice(0, at).filter((turn) => turn.answer && (!corpus || turn.corpus === corpus)).map((turn) => turn.question);

function dropAfter(at) {
  chat.turns.length = Math.min(chat.turns.length, at + 1);
  while (log.children.length > at + 1) log.lastElementChild.remove();
}

function actsOf(turn) {
  const at = () => chat.turns.indexOf(turn);
  const anew = (question) => ask(question, at(), true);
  return {
    again: () => ask(turn.question, at()),
    edit: () => edit(elementOf(turn), turn.question, anew),
    change: (searched) => edit(elementOf(turn), searched, anew),
    thumb: (verdict) => judge(turn, verdict),
  };
}

async function judge(turn, verdict) {
  const first = turn.answer.claims[0]?.citations[0];
  const history = before(chat.turns.indexOf(turn), turn.corpus);
  const wrong = await thumb(turn.question, history, turn.risk, turn.corpus, verdict, first?.fingerprint ?? "");
  tell(wrong || "Thank you. It is kept on this machine, beside the index.");
  if (wrong) return;
  turn.verdict = verdict;
  showVerdict(elementOf(turn), verdict);
  keep();
}

function keep() {
  const done = turnsDone();
  if (!done.length) return;
  chat.title = done[0].question;
  chat.time = Date.now();
  chat.corpus = done.at(-1).corpus;
  if (saveChat({ ...chat, turns: done })) openChat(chat.id);
  else tell("This browser could not keep the chat; export it if you need it.");
}

/** An empty conversation; the one before stays among the saved ones. */
export function startAnew() {
  stop();
  chat = fresh();
  openChat(chat.id);
  log.replaceChildren();
  document.body.classList.remove("talking");
  showSource("");
  fill("question", "");
  byId("question").querySelector("textarea, input").focus();
}

/** Ask this corpus from now on, where there is a choice and it is among them: a chat goes on where it was. */
export function chooseCorpus(name) {
  const choice = byId("corpus");
  if (!choice || ![...choice.options].some((one) => one.value === name)) return;
  choice.value = name;
  choice.dispatchEvent(new Event("change"));
}

/** Bring a saved chat back as it was. */
export function reopen(id) {
  const found = savedChats().find((one) => one.id === id);
  if (!found) return false;
  stop();
  chat = found;
  openChat(id);
  chooseCorpus(chat.corpus);
  log.replaceChildren();
  for (const turn of chat.turns) {
    const element = turnElement(turn.question);
    log.append(element);
    showSaid(element, turn, actsOf(turn));
  }
  bring(log.lastElementChild);
  showSource(chat.turns.at(-1)?.place ?? "");
  return true;
}

function bring(element) {
  document.body.classList.add("talking");
  const talk = byId("conversation");
  // On a phone the page scrolls instead: there the conversation is as high as all that stands in it.
  if (talk.scrollHeight > talk.clientHeight + 1) talk.scrollTo({ top: element.offsetTop - 12, ...smooth() });
  else element.scrollIntoView({ block: "start", ...smooth() });
}

/** Once #conversation stands in the page. */
export function beginConversation() {
  log = make("div", { id: "log", role: "log", "aria-live": "polite", "aria-label": "Conversation" });
  byId("conversation").append(log);
  byId("conversation").tabIndex = 0;
  reopen(openChat());
}
