// One turn on the page: the question, what the server said, and what can be done with it.
import { clean } from "./clean.js";
import { cited, footnote, plain } from "./formats.js";
import { button, make, tell } from "./make.js";

/** The question with room for its answer; `acts` are what its buttons do: again, edit, change, thumb. */
export function turnElement(question) {
  const who = make("span", { class: "who" }, "You asked: ");
  const asked = make("h2", { class: "asked", dir: "auto" }, question);
  return make("section", { class: "turn" }, who, asked, make("div", { class: "said" }));
}

/** While it is looked for. The words become visible only after half a second (page.css), their room is there at once. */
export function showDoing(element, doing) {
  element.setAttribute("aria-busy", "true");
  const line = element.querySelector(".pending");
  if (line) line.textContent = doing;
  else said(element).replaceChildren(make("p", { class: "pending" }, doing));
}

/** The answer, or why there is none, and below it the buttons. */
export function showSaid(element, turn, acts) {
  element.removeAttribute("aria-busy");
  const inside = turn.answer ? clean(turn.html) : make("p", { class: "failed" }, turn.error);
  said(element).replaceChildren(inside, turn.answer ? answeredActs(turn, acts) : failedActs(turn, acts));
  element.querySelector("button.change")?.addEventListener("click", (event) => acts.change(event.target.value));
}

/** Put the question, or how it was understood, into a box; Enter asks it, Escape leaves it. */
export function edit(element, question, ask) {
  element.querySelector(".editing")?.remove();
  const box = make("textarea", { rows: "2", maxlength: "2000", "aria-label": "The question, to be changed", dir: "auto" });
  box.value = question;
  const leave = () => (form.remove(), element.querySelector(".acts button")?.focus());
  const form = make("form", { class: "editing" }, box);
  const go = () => box.value.trim() && ask(box.value.trim());
  form.append(button("Ask this", { class: "strong" }, go), button("Leave it", {}, leave));
  form.addEventListener("submit", (event) => event.preventDefault());
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") leave();
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    go();
  });
  element.querySelector(".asked").after(form);
  box.focus();
  box.select();
}

function answeredActs(turn, acts) {
  const { answer } = turn;
  const row = make("div", { class: "acts", role: "group", "aria-label": "What to do with this answer" });
  row.append(button("Copy", { class: "icon copy" }, () => copy(plain(answer), "The answer is copied.")));
  const notes = cited(answer).map(footnote).join("\n");
  if (notes) row.append(button("Footnote", { class: "icon note-it" }, () => copy(notes, "The footnote is copied.")));
  row.append(...failedActs(turn, acts).childNodes);
  for (const [verdict, label] of [["up", "Right"], ["down", "Wrong"]]) {
    const pressed = String(turn.verdict === verdict);
    row.append(button(label, { class: `icon thumb ${verdict}`, "aria-pressed": pressed }, () => acts.thumb(verdict)));
  }
  return row;
}

function failedActs(turn, acts) {
  const row = make("div", { class: "acts" });
  row.append(button("Ask again", { class: "icon again" }, acts.again));
  row.append(button("Edit", { class: "icon edit" }, acts.edit));
  return row;
}

/** Mark the verdict that was kept. */
export function showVerdict(element, verdict) {
  for (const one of element.querySelectorAll(".thumb")) one.setAttribute("aria-pressed", String(one.classList.contains(verdict)));
}

async function copy(text, told) {
  try {
    await navigator.clipboard.writeText(text);
    tell(told);
  } catch {
    tell("The browser does not let this page copy; select the text instead.");
  }
}

const said = (element) => element.querySelector(".said");
