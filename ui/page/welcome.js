// What stands there before anything was asked: which corpus, and questions that it can answer.
import { chosenCorpus } from "./chats.js";
import { ask, chooseCorpus, corpus, set } from "./conversation.js";
import { byId } from "./gradio.js";
import { button, make } from "./make.js";
import { facts } from "./server.js";

const AGAIN = 1500; // milliseconds until the examples are asked for again

/** A choice of corpora where there are several, with the examples of the one chosen; false where there is none. */
export function beginCorpora(known) {
  if (!known || known.corpora.length < 2) return false;
  const choice = make("select", { id: "corpus", "aria-label": "Corpus" });
  choice.append(...known.corpora.map((name) => make("option", { value: name }, name)));
  choice.addEventListener("change", () => {
    set("corpus", choice.value);
    chosenCorpus(choice.value);
    byId("bar").querySelector("a.plain").href = `/corpus?${new URLSearchParams({ corpus: choice.value })}`;
    showCorpus(choice.value);
  });
  byId("corpus-place").replaceChildren(choice);
  const meant = linked() || corpus() || chosenCorpus();
  chooseCorpus(known.corpora.includes(meant) ? meant : known.corpus);
  return true;
}

/** The corpus that the link which led here names, once: from then on the choice counts. */
function linked() {
  const name = new URLSearchParams(location.search).get("corpus");
  if (name !== null) history.replaceState(history.state, "", location.pathname);
  return name;
}

let wanted = "";

/** Show what a corpus holds, and its examples once they were found; the room for both is there from the beginning. */
export async function showCorpus(corpus, known = null) {
  wanted = corpus;
  for (; ; known = null) {
    known ??= await facts(corpus);
    if (wanted !== corpus) return;
    if (known) showHeld(known);
    if (known && known.examples !== null) return show(known.examples);
    show([], "Looking for questions that these articles answer…"); // those of another corpus are none here
    await new Promise((done) => setTimeout(done, AGAIN));
  }
}

function showHeld({ corpus, articles }) {
  const name = make("bdi", {}, corpus);
  const said = { null: [" cannot be read: run ", make("code", {}, "qa doctor"), "."], 0: [" is empty: ", ...adding(corpus)] };
  const counted = [`: ${articles?.toLocaleString("en")} ${articles === 1 ? "article" : "articles"}`];
  document.querySelector(".held")?.replaceChildren(name, ...(said[articles] ?? counted));
}

const adding = (corpus) => [
  make("a", { href: `/corpus?${new URLSearchParams({ corpus })}` }, "add articles"), ", or use ", make("code", {}, "qa index PATH"), ".",
];

function show(examples, told = examples.length ? "Questions that these articles answer:" : "") {
  const place = document.querySelector(".examples");
  if (!place) return;
  const items = examples.map((question) => make("li", {}, button(make("bdi", {}, question), { class: "example", value: question }, () => ask(question))));
  const head = make("p", { class: "lead" }, told);
  place.replaceChildren(head, make("ul", {}, ...items));
}
