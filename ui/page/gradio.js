// What stands between these files and Gradio's components.
const calm = window.matchMedia("(prefers-reduced-motion: reduce)");

export const byId = (id) => document.getElementById(id);
export const smooth = () => ({ behavior: calm.matches ? "auto" : "smooth" });

/** Type a value into a Textbox. */
export function fill(id, value) {
  const box = byId(id).querySelector("textarea, input");
  box.value = value;
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Click a Button, but later: Gradio hears of a new value in its own time, and would send the old one. */
export function press(id) {
  setTimeout(() => (byId(id).matches("button") ? byId(id) : byId(id).querySelector("button")).click(), 60);
}

/** Call `begin` once all these elements stand in the page. */
export function whenReady(ids, begin) {
  const look = () => {
    if (!ids.every(byId)) return;
    waiting.disconnect();
    begin();
  };
  const waiting = new MutationObserver(look);
  waiting.observe(document.documentElement, { childList: true, subtree: true });
  look();
}
