// Filters the questions by their fate and by words. The page is whole without it.
const buttons = [...document.querySelectorAll("button[data-show]")];
const search = document.querySelector("input[type=search]");
let fate = "";
function show() {
  const words = search.value.toLowerCase();
  for (const one of document.querySelectorAll("details.question"))
    one.hidden = (fate && one.dataset.fate !== fate) || !one.textContent.toLowerCase().includes(words);
}
for (const button of buttons)
  button.addEventListener("click", () => {
    fate = button.dataset.show;
    for (const one of buttons) one.setAttribute("aria-pressed", String(one === button));
    show();
  });
if (search) search.addEventListener("input", show);
