// The source panel: what a citation's button opens, and where the eye goes in it.
import { beginSheets } from "./sheet.js";
import { byId, fill, press, smooth } from "./gradio.js";

let clicked = false; // a click asked for the article: then the eye and the focus follow it

/** Scroll the panel to the quote that the server has just sent. */
function takeArticle() {
  const sheet = byId("article");
  const quote = sheet.querySelector("mark.quote");
  if (!quote) return;
  const place = quote.getBoundingClientRect().top - sheet.getBoundingClientRect().top + sheet.scrollTop;
  sheet.scrollTo({ top: Math.max(0, place - sheet.clientHeight / 3) });
  if (!clicked) return;
  clicked = false;
  if (!quote.offsetParent) sheet.querySelector(".box")?.scrollIntoView({ block: "center", ...smooth() });
  quote.focus({ preventScroll: true });
  quote.scrollIntoView({ block: "center", ...smooth() });
}

/** Open a place, the value of a `button.cite`. */
export function showSource(place) {
  if (byId("place").querySelector("textarea, input").value === place) takeArticle();
  fill("place", place);
  press("show");
}

function open(button) {
  for (const other of document.querySelectorAll("button.cite[aria-pressed]")) other.removeAttribute("aria-pressed");
  button.setAttribute("aria-pressed", "true");
  clicked = true;
  showSource(button.value);
}

/** Once #article and #place stand in the page. */
export function beginSource() {
  const sheet = byId("article");
  sheet.tabIndex = 0;
  sheet.setAttribute("role", "region");
  sheet.setAttribute("aria-label", "Source article");
  beginSheets(sheet, takeArticle);
  document.addEventListener("click", (event) => {
    const cite = event.target.closest("button.cite");
    if (cite) open(cite);
  });
}
