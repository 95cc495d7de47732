// What an answer looks like outside the page: as text to paste, as a footnote, and a chat as Markdown, HTML and JSON.
// Made from the answer object, so quotes are exact; no text of an article becomes markup.
import { make } from "./make.js";

const MONTHS = "January February March April May June July August September October November December".split(" ");

/** Claims of an answer; for an abstention the closest passages. */
export const cited = (answer) => (answer.claims.length ? answer.claims.map((claim) => claim.citations[0]) : answer.closest);

/** For example: Quay Courier, “Pilots walk out”, 14 May 2024, line 3: “The strike was called …” */
export function footnote(citation) {
  const { article } = citation;
  const where = citation.page ? `page ${citation.page_label ?? citation.page}` : citation.line ? `line ${citation.line}` : "";
  const title = article.title ?? article.path.split("/").pop();
  const known = [article.author, article.outlet, `“${line(title)}”`, written(article.published), where];
  const url = article.url ? ` ${article.url}` : "";
  return `${known.filter(Boolean).map(line).join(", ")}: “${line(citation.quote)}”${url}`;
}

/** An answer as text: what is said, the quote, its source. */
export function plain(answer) {
  const head = answer.answered ? [] : [answer.message];
  const parts = answer.claims.map((claim) => `${claim.text}\n\n${footnote(claim.citations[0])}`);
  return [...head, ...parts].join("\n\n");
}

/** What `qa verify FILE` checks: the answer objects. */
export const asJson = (turns) => `${JSON.stringify(turns.map((turn) => turn.answer), null, 1)}\n`;

export function asMarkdown(title, turns) {
  const parts = [`# ${escaped(title)}`, `*${dated()}*`];
  for (const { question, answer } of turns) {
    parts.push(`## ${escaped(question)}`);
    if (answer.searched !== question) parts.push(`Understood as: ${escaped(answer.searched)}`);
    if (!answer.answered || answer.claims.length > 1) parts.push(escaped(answer.message));
    for (const claim of answer.claims) parts.push(`**${escaped(claim.text)}**`, ...quoted(claim.citations), backing(claim));
    if (!answer.answered && answer.closest.length) parts.push("The closest passages:", ...quoted(answer.closest));
  }
  return `${parts.join("\n\n")}\n`;
}

function quoted(citations) {
  return citations.flatMap((citation) => [
    citation.quote.split(/\r\n|\r|\n/).map((one) => `> ${escaped(one)}`).join("\n"),
    `— ${escaped(source(citation))}`,
  ]);
}

const counted = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;
const backing = (claim) => `*${counted(claim.citations.length, "place")}, ${counted(claim.origins, "origin")}, confidence ${claim.confidence.toFixed(2)}*`;

/** A page that needs no server: the turns as they look, and where each quote stands. */
export function asHtml(title, turns, elements, style) {
  const page = document.implementation.createHTMLDocument(title);
  page.documentElement.lang = "en";
  const policy = "default-src 'none'; style-src 'unsafe-inline'";
  page.head.prepend(
    make("meta", { charset: "utf-8" }),
    make("meta", { "http-equiv": "Content-Security-Policy", content: policy }),
    make("meta", { name: "viewport", content: "width=device-width" }),
    make("style", {}, style),
  );
  page.body.append(make("h1", {}, title), make("p", { class: "lead" }, dated()));
  turns.forEach((turn, at) => page.body.append(standing(elements[at]), sources(turn.answer)));
  return `<!doctype html>\n${page.documentElement.outerHTML}\n`;
}

/** A copy of a turn without what only works on the page. */
function standing(element) {
  const copy = element.cloneNode(true);
  for (const gone of copy.querySelectorAll(".acts, .change, .editing")) gone.remove();
  for (const cite of copy.querySelectorAll("button.cite")) {
    cite.replaceWith(make("span", { class: "cite" }, ...cite.childNodes));
  }
  for (const folded of copy.querySelectorAll("details")) folded.open = true;
  return copy;
}

function sources(answer) {
  const all = [...answer.claims.flatMap((claim) => claim.citations), ...answer.closest];
  const items = all.map((citation) => make("li", {}, make("bdi", {}, source(citation)), make("br"), proof(citation)));
  return make("details", { class: "sources" }, make("summary", {}, `Sources (${all.length})`), make("ol", {}, ...items));
}

const proof = (citation) => make("code", {}, `${citation.article.path}, characters ${citation.start} to ${citation.end}, ${citation.fingerprint}`);
const source = (citation) => footnote(citation).replace(/: “[^]*$/, "") + (citation.article.url ? ` ${citation.article.url}` : "");
const dated = () => `newsroom-qa, ${written(new Date().toISOString().slice(0, 10))}. Every quote is exact.`;
const line = (text) => text.split(/\s+/).join(" ").trim();
/** Text that stays text in Markdown: no emphasis, no HTML, no list, no link. */
const escaped = (text) =>
  line(text)
    .replace(/[\\`*_{}[\]<>#|~&$!]/g, "\\$&")
    .replace(/^([-+=]|\d+(?=[.)]))/, (found) => (/\d/.test(found) ? `${found}\\` : `\\${found}`))
    .replace(/:\/\//g, "\\://")
    .replace(/\bwww\./gi, "www\\.");

/** 14 May 2024, May 2024, 2024; what is no such date stays as it is. */
function written(iso) {
  const found = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?/.exec(iso ?? "");
  if (!found) return iso ?? "";
  const [, year, month, day] = found;
  return [day && Number(day), month && MONTHS[month - 1], year].filter(Boolean).join(" ");
}
