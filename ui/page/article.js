// An article on a page of its own: go to the quote, then as in the chat's panel.
import { beginSheets } from "./sheet.js";

const home = document.getElementById("article");
if (home) {
  const quote = home.querySelector("mark.quote");
  quote?.scrollIntoView({ block: "center" });
  quote?.focus({ preventScroll: true });
  beginSheets(home);
}
