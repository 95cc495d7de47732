// The page: Gradio has made its parts; here they begin to work.
import { beginBar } from "./bar.js";
import { typedQuestion } from "./chats.js";
import { ask, beginConversation, isAsking, stop } from "./conversation.js";
import { byId, fill, whenReady } from "./gradio.js";
import { facts } from "./server.js";
import { beginSource } from "./source.js";
import { beginCorpora, showCorpus } from "./welcome.js";

function askTyped() {
  const question = byId("question").querySelector("textarea, input").value;
  if (isAsking() || !question.trim()) return;
  fill("question", "");
  ask(question);
}

function beginAsking() {
  byId("question").addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    askTyped();
  }, true);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && isAsking()) stop();
  });
  byId("ask").addEventListener("click", askTyped);
  byId("stop").addEventListener("click", stop);
  // The page loads itself again when the server was started anew: what is half typed outlasts it.
  byId("question").addEventListener("input", (event) => typedQuestion(event.target.value));
  if (typedQuestion()) fill("question", typedQuestion());
}

whenReady(["bar", "conversation", "article", "place", "show", "question", "ask", "stop"], async () => {
  beginSource();
  beginConversation();
  beginAsking();
  const known = await facts("");
  beginBar(known);
  if (!beginCorpora(known)) showCorpus(known?.corpus ?? "", known);
  document.body.classList.add("ready");
});
