// What stands there before anything was asked: which corpus, and questions that it can answer.
import { ask, set } from "./conversation.js";
import { byId } from "./gradio.js";
import { button, make } from "./make.js";
import { facts } from "./server.js";

const AGAIN = 1500; // milliseconds until the examples are asked for again

/** A choice of corpora where there are several. */
export function beginCorpora(known) {
  if (!known || known.corpora.length < 2) return;
  const choice = make("select", { id: "corpus", "aria-label": "Corpus" });
  choice.append(...known.corpora.map((name) => make("option", { value: name }, name)));
  choice.addEventListener("change", () => {
    set("corpus", choice.value);
    beginExamples(choice.value);
  });
  set("corpus", choice.value);
  byId("corpus-place").replaceChildren(choice);
}

let wanted = "";

/** Show the examples of a corpus once they were found; the room for them is there from the beginning. */
export async function beginExamples(corpus) {
  wanted = corpus;
  for (;;) {
    const known = await facts(corpus);
    if (wanted !== corpus) return;
    if (known && known.examples !== null) return show(known.examples);
    await new Promise((done) => setTimeout(done, AGAIN));
  }
}

function show(examples) {
  const place = document.querySelector(".examples");
  if (!place) return;
  const items = examples.map((question) => make("li", {}, button(make("bdi", {}, question), { class: "example", value: question }, () => ask(question))));
  const head = make("p", { class: "lead" }, examples.length ? "Questions that these articles answer:" : "");
  place.replaceChildren(head, make("ul", {}, ...items));
}
