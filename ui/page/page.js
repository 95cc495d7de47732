"use strict";
// The conversation grows here: each turn that the server sends is appended (or takes the place of its "searching"), so what
// was said stays where it is, a screen reader hears only what is new, and the server keeps nothing.
(() => {
  const byId = (id) => document.getElementById(id);
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  const smooth = () => ({ behavior: calm.matches ? "auto" : "smooth" });
  let log = null;
  let asked = false; // a click asked for the article: then the eye and the focus follow it

  function fill(id, value) {
    const box = byId(id).querySelector("textarea, input");
    box.value = value;
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // Gradio hears of a new value in its own time; a click in the same tick would send the old one.
  const later = (id) => setTimeout(() => (byId(id).matches("button") ? byId(id) : byId(id).querySelector("button")).click(), 60);

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

  function takeArticle() {
    const sheet = byId("article");
    const quote = sheet.querySelector("mark.quote");
    if (!quote) return;
    const place = quote.getBoundingClientRect().top - sheet.getBoundingClientRect().top + sheet.scrollTop;
    sheet.scrollTo({ top: Math.max(0, place - sheet.clientHeight / 3) });
    if (!asked) return;
    asked = false;
    quote.focus({ preventScroll: true });
    quote.scrollIntoView({ block: "center", ...smooth() });
  }

  function open(button) {
    for (const other of document.querySelectorAll("button.cite[aria-pressed]")) other.removeAttribute("aria-pressed");
    button.setAttribute("aria-pressed", "true");
    asked = true;
    if (byId("place").querySelector("textarea, input").value === button.value) takeArticle();
    fill("place", button.value);
    later("show");
  }

  function startAnew() {
    log.replaceChildren();
    fill("earlier", "[]");
    byId("question").querySelector("textarea, input").focus();
  }

  function onClick(event) {
    const cite = event.target.closest("button.cite");
    const example = event.target.closest("button.example");
    if (cite) open(cite);
    if (example) {
      fill("question", example.value);
      later("ask");
    }
    if (event.target.closest("#fresh")) startAnew();
  }

  function begin() {
    const needed = ["conversation", "turn", "article", "earlier", "place", "show", "question"];
    if (log || !needed.every(byId)) return;
    waiting.disconnect();
    log = document.createElement("div");
    log.id = "log";
    log.setAttribute("role", "log");
    log.setAttribute("aria-live", "polite");
    log.setAttribute("aria-label", "Conversation");
    byId("conversation").append(log);
    byId("conversation").tabIndex = 0;
    byId("article").tabIndex = 0;
    byId("article").setAttribute("role", "region");
    byId("article").setAttribute("aria-label", "Source article");
    const seen = { childList: true, subtree: true, characterData: true };
    new MutationObserver(takeTurn).observe(byId("turn"), seen);
    new MutationObserver(takeArticle).observe(byId("article"), seen);
    document.addEventListener("click", onClick);
  }

  const waiting = new MutationObserver(begin);
  waiting.observe(document.documentElement, { childList: true, subtree: true });
  begin();
})();
