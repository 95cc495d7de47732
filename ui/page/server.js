// All that the page asks of its server, and nothing else: questions, facts, thumbs.
const HISTORY_BYTES = 40_000; // of JSON; with the question it stays below what the server takes
const HISTORY_QUESTIONS = 50;
const AWAY = "The server does not answer. Is `qa serve` still running?";

/** The lines that the server sends while a question is answered, one after the other. */
export async function* asking(question, history, risk, index, signal) {
  const response = await post("/chat/ask", { question, history: fitting(history), risk, index }, signal);
  if (!response.ok) {
    yield { error: await reason(response), retry: true };
    return;
  }
  let rest = "";
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { value, done } = await reader.read();
    const lines = (rest + (value ?? "")).split("\n");
    rest = lines.pop();
    for (const line of lines) yield JSON.parse(line);
    if (done) return;
  }
}

/** Keep a verdict on an answer; what went wrong in words, or "". */
export async function thumb(question, history, risk, index, verdict, fingerprint) {
  const asked = { question, history: fitting(history), risk, index, verdict, fingerprint };
  const response = await post("/chat/thumb", asked);
  return response.ok ? "" : reason(response);
}

/** What there is in a corpus. */
export async function facts(corpus) {
  try {
    const response = await fetch(`/chat/facts?corpus=${encodeURIComponent(corpus)}`);
    return response.ok ? await response.json() : null;
  } catch {
    return null; // the next question will tell
  }
}

async function post(path, value, signal) {
  const headers = { "Content-Type": "application/json" };
  try {
    return await fetch(path, { method: "POST", headers, body: JSON.stringify(value), signal });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    return new Response(JSON.stringify({ error: AWAY }), { status: 503 });
  }
}

async function reason(response) {
  try {
    const { error } = await response.json();
    return typeof error === "string" ? error : `${capital(error.message)}: ${error.do}.`;
  } catch {
    return "The server could not answer: ask again.";
  }
}

/** The latest questions, as many as may travel with each request. */
function fitting(history) {
  const kept = history.slice(-HISTORY_QUESTIONS);
  const size = () => new TextEncoder().encode(JSON.stringify(kept)).length;
  while (kept.length && size() > HISTORY_BYTES) kept.shift();
  return kept;
}

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
