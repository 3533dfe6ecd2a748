/* The field above the index of error messages: it finds the message that a reader
   pastes, although numbers, shapes, names and paths differ. Loaded by guide.js. */

/** A line that begins an error or a warning, as the last one of a traceback does. */
const BEGINS = /^(?:.*?:\d+: )?((?:\w+\.)*\w*(?:Error|Exception|Warning|Interrupt))\b(?=:|$)/;
const ENOUGH = 0.5;

/** The message in what was pasted: of a traceback what stands from its last error on. */
export function messageIn(text) {
  const lines = text.split("\n");
  const starts = lines.map((line) => BEGINS.test(line.trim()));
  const from = starts.lastIndexOf(true);
  return lines.slice(Math.max(from, 0)).join("\n");
}

/** The words of a message, without numbers and what has one in it: addresses, places. */
function wordsOf(message) {
  const words = message.toLowerCase().match(/\w+/g) ?? [];
  return new Set(words.filter((word) => !/\d/.test(word)));
}

/** How much of one set, by weight, is in another. */
function share(set, other, weight) {
  let all = 0;
  let common = 0;
  for (const word of set) {
    all += weight(word);
    if (other.has(word)) common += weight(word);
  }
  return all ? common / all : 0;
}

/**
 * The numbers of the messages that are like a pasted text, the likest first.
 *
 * A rare word counts for more than one that many messages have. A whole message
 * holds all words of its like, and a part of one holds hardly any others.
 */
export function rank(pasted, messages) {
  const query = wordsOf(messageIn(pasted));
  const known = messages.map(wordsOf);
  const weight = (word) => {
    const having = known.filter((words) => words.has(word)).length;
    return Math.log(1 + known.length / Math.max(having, 1));
  };
  const scored = known.map((words, number) => {
    const held = share(words, query, weight);
    const meant = share(query, words, weight);
    return { number, score: Math.max(held, meant), both: held + meant };
  });
  return scored
    .filter(({ score }) => score >= ENOUGH)
    .sort((a, b) => b.both - a.both)
    .map(({ number }) => number);
}

const FIELD = `
  <label for="sg-pasted">Paste an error message, or a whole traceback</label>
  <textarea id="sg-pasted" rows="4" autocomplete="off" autocapitalize="off"
    spellcheck="false"></textarea>
  <p><span role="status"></span> <button type="button">Clear</button></p>`;

/** Puts the field above the list of messages. */
export function start(place) {
  const list = place.querySelector(".sg-messages");
  const items = [...list.children];
  const texts = items.map((item) => item.querySelector("pre").textContent.trim());
  const form = document.createElement("div");
  form.className = "sg-find";
  form.innerHTML = FIELD;
  place.prepend(form);
  const [field, status, clear] = ["textarea", "[role=status]", "button"].map((name) =>
    form.querySelector(name),
  );

  function show() {
    const pasted = field.value.trim();
    const found = pasted ? rank(pasted, texts) : [];
    const shown = found.length ? found.map((number) => items[number]) : items;
    list.replaceChildren(...shown);
    clear.hidden = !pasted;
    if (!pasted) status.textContent = `All ${items.length} are below.`;
    else if (!found.length) status.textContent = `No match; all ${items.length} are below.`;
    else {
      const order = found.length > 1 ? ", the best first" : "";
      status.textContent = `Matches: ${found.length} of ${items.length}${order}.`;
    }
  }

  clear.addEventListener("click", () => {
    field.value = "";
    show();
    field.focus();
  });
  field.addEventListener("input", show);
  show();
}
