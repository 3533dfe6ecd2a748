/* What is kept can be taken along as a file, brought back, and erased. */

import * as progress from "./study-progress.js";

const NAME = "study-guide-progress.json";
const PAGE = `<summary>Your progress: export, import, erase</summary>
<p>What you have done is kept in this browser alone. A file carries it to another one;
there, it takes the place of what is kept.</p>
<p><button type="button">Export</button> <button type="button">Import</button>
<button type="button"></button>
<input type="file" accept=".json,application/json" hidden aria-label="File to import"></p>
<p class="sg-outcome" role="status"></p>`;
const ERASE = ["Erase", "Press again to erase all"];

export const count = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;
const sizeOf = ({ pages, cards }) =>
  `${count(Object.keys(pages).length, "page")} and ` +
  count(Object.keys(cards).length, "card");

function download(text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = NAME;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

/** What there is to press for one's progress.
    @param onReplaced What to do when it was imported or erased.
    @returns The element. */
export function startKeeping(onReplaced) {
  const place = document.createElement("details");
  place.className = "sg-keeping";
  place.innerHTML = PAGE;
  const [exporter, importer, eraser] = place.querySelectorAll("button");
  const file = place.querySelector("input");
  const say = (text) => (place.querySelector("[role=status]").textContent = text);
  const ask = (isAsking) => (eraser.textContent = ERASE[Number(isAsking)]);
  ask(false);

  exporter.addEventListener("click", () => {
    const value = progress.read();
    download(`${JSON.stringify(value, null, 1)}\n`);
    say(`${NAME} holds ${sizeOf(value)}.`);
  });
  importer.addEventListener("click", () => file.click());
  file.addEventListener("change", async () => {
    const [chosen] = file.files;
    if (!chosen) return;
    const value = progress.parse(await chosen.text());
    file.value = ""; // so that the same file can be chosen again
    if (!value) {
      say(`${chosen.name} holds no progress of this guide. Nothing was changed.`);
      return;
    }
    progress.write(value);
    onReplaced();
    say(`Imported: ${sizeOf(value)}.`);
  });
  eraser.addEventListener("click", () => {
    const isAsked = eraser.textContent === ERASE[1];
    ask(!isAsked);
    if (!isAsked) {
      say(`This erases ${sizeOf(progress.read())}.`);
      return;
    }
    progress.erase();
    onReplaced();
    say("Erased: nothing is kept now.");
  });
  eraser.addEventListener("blur", () => ask(false));
  eraser.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") ask(false);
  });
  return place;
}
