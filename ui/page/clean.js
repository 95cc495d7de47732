// Markup of the server, or of a saved chat, as nodes: only what our own turns are made of gets in. The server has escaped
// every text already; this is the second lock.
const TAGS = new Set(
  "article div p span mark bdi blockquote button details summary ul ol li h2 table thead tbody tr th td".split(" "),
);
const ATTRIBUTES = new Set(["class", "dir", "type", "value", "title", "scope"]);

/** A fragment to append. Text is kept, foreign elements and attributes are not. */
export function clean(markup) {
  const parsed = new DOMParser().parseFromString(markup, "text/html");
  const fragment = document.createDocumentFragment();
  for (const node of [...parsed.body.childNodes]) fragment.append(...cleaned(node));
  return fragment;
}

function cleaned(node) {
  if (node.nodeType === Node.TEXT_NODE) return [node.data];
  if (node.nodeType !== Node.ELEMENT_NODE || !TAGS.has(node.localName)) return [];
  const made = document.createElement(node.localName);
  for (const { name, value } of [...node.attributes]) if (ATTRIBUTES.has(name)) made.setAttribute(name, value);
  for (const child of [...node.childNodes]) made.append(...cleaned(child));
  return [made];
}
