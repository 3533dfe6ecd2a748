/* Questions, exercises and cards: feedback, and what is done, kept in this browser. */

import * as marks from "./study-marks.js";
import * as progress from "./study-progress.js";
import { start as startQuestion } from "./study-quiz.js";

const AIDS = ".sg-quiz, .sg-exercise";
const aids = () => [...document.querySelectorAll(AIDS)];

/** Keeps whether an aid of the page at hand is done. */
function setDone({ dataset: { page, aid } }, isDone) {
  const ids = aids().map((one) => one.dataset.aid);
  progress.change(({ pages }) => {
    const done = new Set(pages[page]?.done);
    if (isDone) done.add(aid);
    else done.delete(aid);
    // An aid that the page has no more does not count.
    pages[page] = { total: ids.length, done: ids.filter((id) => done.has(id)) };
    if (!pages[page].done.length) delete pages[page];
  });
}

/** A box to tick under an exercise: only the reader knows whether it is solved. */
function startExercise(exercise) {
  const label = document.createElement("label");
  label.className = "sg-solved";
  label.innerHTML = '<input type="checkbox"> I solved it, and it passes the check';
  label.control.addEventListener("change", ({ target }) => {
    setDone(exercise, target.checked);
  });
  exercise.append(label);
}

/** Shows what is done: on each aid, below the last, and where links lead to the page. */
function show() {
  const { pages } = progress.read();
  marks.show(pages);
  const all = aids();
  const sum = document.querySelector(".sg-sum");
  if (!sum) return;
  const done = new Set(pages[all[0].dataset.page]?.done);
  for (const aid of all) {
    const isDone = done.has(aid.dataset.aid);
    aid.querySelector(".sg-done").hidden = !isDone;
    const box = aid.querySelector(".sg-solved input");
    if (box) box.checked = isDone;
  }
  const count = all.filter((aid) => done.has(aid.dataset.aid)).length;
  sum.style.setProperty("--sg-part", count / all.length);
  sum.innerHTML = `<span><b>${count} of ${all.length}</b> done on this page</span>
    <small>${progress.isKept() ? "kept in" : "not kept: no storage in"} this browser</small>`;
}

/** Brings the aids of a page to life; Material may replace it without loading it anew. */
function start() {
  for (const aid of aids()) {
    const done = document.createElement("span");
    done.className = "sg-done";
    done.textContent = "Done";
    aid.prepend(done);
    if (aid.matches(".sg-quiz")) startQuestion(aid, () => setDone(aid, true));
    else startExercise(aid);
  }
  const sum = document.createElement("p");
  sum.className = "sg-sum";
  aids().at(-1)?.after(sum);
  show();
}

progress.onChange(show);
window.document$?.subscribe(start);
