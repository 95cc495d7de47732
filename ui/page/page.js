// The conversation grows here: each turn that the server sends is appended (or takes the place of its "searching"), so what
// was said stays where it is, a screen reader hears only what is new, and the server keeps nothing.
import { byId, fill, press, smooth, whenReady } from "./gradio.js";
import { beginSource } from "./source.js";

let log = null;

function takeTurn() {
  const fresh = byId("turn").querySelector(".turn");
  if (!fresh) return;
  const turn = fresh.cloneNode(true);
  const old = log.querySelector(`[id="${turn.id}"]`);
  if (old && old.isEqualNode(turn)) return;
  if (old) old.replaceWith(turn);
  else log.append(turn);
  const talk = byId("conversation");
  if (getComputedStyle(talk).overflowY === "auto") talk.scrollTo({ top: turn.offsetTop - 12, ...smooth() });
  else turn.scrollIntoView({ block: "start", ...smooth() });
}

function startAnew() {
  log.replaceChildren();
  fill("earlier", "[]");
  byId("question").querySelector("textarea, input").focus();
}

function onClick(event) {
  const example = event.target.closest("button.example");
  if (example) {
    fill("question", example.value);
    press("ask");
  }
  if (event.target.closest("#fresh")) startAnew();
}

function begin() {
  log = document.createElement("div");
  log.id = "log";
  log.setAttribute("role", "log");
  log.setAttribute("aria-live", "polite");
  log.setAttribute("aria-label", "Conversation");
  byId("conversation").append(log);
  byId("conversation").tabIndex = 0;
  beginSource();
  new MutationObserver(takeTurn).observe(byId("turn"), { childList: true, subtree: true, characterData: true });
  document.addEventListener("click", onClick);
}

whenReady(["conversation", "turn", "article", "earlier", "place", "show", "question"], begin);
