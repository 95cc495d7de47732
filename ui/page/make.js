// Small makers of elements; every text becomes a text node.

/** For example make("p", { class: "note" }, "text", node). Attributes that are null are left out. */
export function make(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value != null) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** A button that does something. */
export function button(label, attributes, act) {
  const made = make("button", { type: "button", ...attributes }, label);
  made.addEventListener("click", act);
  return made;
}

let clearing = 0;

/** One line that appears for a moment, and is read out. */
export function tell(text) {
  let line = document.getElementById("told");
  if (!line) document.body.append((line = make("p", { id: "told", role: "status" })));
  clearTimeout(clearing);
  line.textContent = text;
  clearing = setTimeout(() => (line.textContent = ""), 4000);
}
