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
    beginExamples(choice.value);
  });
  byId("corpus-place").replaceChildren(choice);
  chooseCorpus(known.corpora.find((name) => name === (corpus() || chosenCorpus())) ?? known.corpus);
  return true;
}

let wanted = "";

/** Show the examples of a corpus once they were found; the room for them is there from the beginning. */
export async function beginExamples(corpus) {
  wanted = corpus;
  for (;;) {
    const known = await facts(corpus);
    if (wanted !== corpus) return;
    if (known && known.examples !== null) return show(known.examples);
    show([], "Looking for questions that these articles answer…"); // those of another corpus are none here
    await new Promise((done) => setTimeout(done, AGAIN));
  }
}

function show(examples, told = examples.length ? "Questions that these articles answer:" : "") {
  const place = document.querySelector(".examples");
  if (!place) return;
  const items = examples.map((question) => make("li", {}, button(make("bdi", {}, question), { class: "example", value: question }, () => ask(question))));
  const head = make("p", { class: "lead" }, told);
  place.replaceChildren(head, make("ul", {}, ...items));
}
