/* The cards that are due today, one after another. */

import { GRADES, NEW, review, today } from "./deck-sm2.js";
import { count, startKeeping } from "./deck-keeping.js";
import * as progress from "./study-progress.js";
import { contentOf } from "./study-quiz.js";

const FEW = 10; // new cards at a time
const grade = (name, number) =>
  `<button type="button" data-grade="${name}"><b>${name}</b> <kbd>${number + 1}</kbd>
  <small></small></button>`;
const PAGE = `<p class="sg-queue"></p>
<div class="sg-face">
  <p class="sg-from"></p>
  <div class="sg-side" tabindex="-1"></div>
  <div class="sg-side sg-back" tabindex="-1"></div>
</div>
<p class="sg-turn"><button type="button">Show the answer <kbd>Space</kbd></button></p>
<div class="sg-grades" role="group" aria-label="How well did you know it?">
  ${Object.keys(GRADES).map(grade).join("")}</div>
<p class="sg-more"><button type="button"></button></p>`;

/** A day in words, as a reader of this guide writes it. */
function inWords(day) {
  const date = new Date(`${day}T12:00`);
  return date.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
}

class Deck {
  constructor(root) {
    const cards = [...root.querySelectorAll(".sg-flashcard")];
    this.cards = new Map(cards.map((card) => [card.dataset.card, card]));
    this.place = document.createElement("section");
    this.place.className = "sg-review";
    this.place.ariaLabel = "Cards for today";
    this.place.innerHTML = PAGE;
    this.find = (selector) => this.place.querySelector(selector);
    this.listen();
    this.load(FEW);
    root.prepend(this.place, startKeeping(() => this.load(FEW)));
  }

  listen() {
    this.find(".sg-turn button").addEventListener("click", () => this.turn());
    this.find(".sg-more button").addEventListener("click", () => {
      this.load(FEW);
      this.focus(".sg-side");
    });
    this.find(".sg-grades").addEventListener("click", ({ target }) => {
      const button = target.closest("button");
      if (button) this.give(button.dataset.grade);
    });
    // Only where the focus is in the review: elsewhere these keys are not ours.
    this.place.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === " " && !event.target.closest("button, a, summary")) {
        event.preventDefault();
        this.turn();
      }
      const name = Object.keys(GRADES)[event.key - 1];
      if (name && this.isTurned) this.give(name);
    });
    addEventListener("storage", ({ key }) => {
      if (key === progress.KEY && this.place.isConnected) this.load(FEW);
    });
  }

  /** Today's queue: what is due, the longest waiting first, and some new cards. */
  load(few) {
    const { cards } = progress.read();
    const day = today();
    const ids = [...this.cards.keys()];
    const due = ids.filter((id) => cards[id]?.due <= day);
    due.sort((one, other) => cards[one].due.localeCompare(cards[other].due));
    const fresh = ids.filter((id) => !cards[id]);
    this.queue = [...due, ...fresh.slice(0, few)];
    this.waiting = Math.max(0, fresh.length - few);
    this.again = new Set();
    this.show();
  }

  show() {
    const [id] = this.queue;
    this.isTurned = false;
    const { cards } = progress.read();
    this.find(".sg-queue").textContent = this.state(cards);
    this.find(".sg-face").hidden = this.find(".sg-turn").hidden = !id;
    this.find(".sg-grades").hidden = true;
    const more = this.find(".sg-more");
    more.hidden = Boolean(id) || !this.waiting;
    more.firstChild.textContent = `${count(Math.min(this.waiting, FEW), "more new card")}`;
    if (!id) return;
    const card = this.cards.get(id);
    const title = card.closest("section")?.querySelector("h2 a")?.textContent ?? "";
    this.find(".sg-from").textContent = this.again.has(id) ? `${title} · once more` : title;
    const [front, back] = this.place.querySelectorAll(".sg-side");
    front.replaceChildren(...contentOf(card.querySelector("summary")));
    back.replaceChildren(...contentOf(card.querySelector(".sg-back")));
    back.classList.add("sg-hidden");
    for (const button of this.find(".sg-grades").children) {
      button.lastElementChild.textContent = this.effect(id, cards[id], button.dataset.grade);
    }
  }

  /** How much there is to do, in words. */
  state(cards) {
    const { queue, again } = this;
    if (queue.length) {
      const fresh = queue.filter((id) => !cards[id]).length;
      const parts = [
        [queue.length - fresh - again.size, "to repeat"],
        [fresh, "new"],
        [again.size, "once more"],
      ];
      const named = parts.filter(([number]) => number).map((part) => part.join(" "));
      return `${count(queue.length, "card")} for today: ${named.join(", ")}`;
    }
    const days = [...this.cards.keys()].map((id) => cards[id]?.due).filter(Boolean);
    const next = days.sort()[0];
    return `Done for today.${next ? ` The next card is due on ${inWords(next)}.` : ""}`;
  }

  /** What a grade does, as its button says it. */
  effect(id, card, name) {
    if (!this.again.has(id)) {
      return count(review(card ?? NEW, GRADES[name], today()).interval, "day");
    }
    return GRADES[name] < 4 ? "once more" : "done for today";
  }

  turn() {
    if (!this.queue.length || this.isTurned) return;
    this.isTurned = true;
    this.find(".sg-turn").hidden = true;
    this.find(".sg-grades").hidden = false;
    this.find(".sg-back").classList.remove("sg-hidden");
    this.focus(".sg-back");
  }

  /** Keeps when the card is due; what was not known comes once more today (step 7 of
      the algorithm), which changes nothing in its days. */
  give(name) {
    const id = this.queue.shift();
    const quality = GRADES[name];
    if (!this.again.has(id)) {
      progress.change(({ cards }) => {
        cards[id] = review(cards[id] ?? NEW, quality, today());
      });
    }
    if (quality < 4) this.queue.push(id);
    this.again[quality < 4 ? "add" : "delete"](id);
    this.show();
    const next = [".sg-side", ".sg-more button"].find((one) => this.find(one).checkVisibility());
    this.focus(next ?? ".sg-queue");
  }

  focus(selector) {
    const element = this.find(selector);
    element.tabIndex = element.matches("button") ? 0 : -1;
    element.focus({ preventScroll: true });
  }
}

/** Turns the list of all cards into what is due today, with the list below it. */
export function start(root) {
  return new Deck(root);
}
