/* A question: an answer is checked at once, and the feedback says why. */

const TOKEN = /\d[\d_]*(?:\.\d*)?(?:e[-+]?\d+)?|\.\d+(?:e[-+]?\d+)?|[\p{L}_][\p{L}\d_]*|\S/giu;

/** A text in pieces: numbers, words, signs. White space only parts them. */
function pieces(text) {
  const tidy = text.normalize("NFKC").replace(/[‘’]/g, "'").replace(/[“”]/g, '"');
  const found = tidy.replaceAll("\u2212", "-").match(TOKEN) ?? [];
  const last = found.length - 1;
  const isQuoted = last > 0 && /["'`]/.test(found[0]) && found[0] === found[last];
  const bare = isQuoted ? found.slice(1, -1) : found;
  return bare[0] === "+" ? bare.slice(1) : bare;
}

function samePiece(one, other) {
  const numbers = [one, other].map((piece) =>
    /^\.?\d/.test(piece) ? Number(piece.replaceAll("_", "")) : NaN,
  );
  if (numbers.some(isNaN)) return one === other;
  const [a, b] = numbers;
  const isExact = Number.isInteger(a) && Number.isInteger(b);
  return a === b || (!isExact && Math.abs(a - b) <= 1e-6 * Math.max(a, b));
}

/** Whether a typed answer is the one that is meant. White space, outer quotes and the
    way a number is written do not count; capitals do where the answer has any. */
export function isSame(typed, meant) {
  const isNumber = meant.trim() !== "" && !isNaN(meant);
  const bare = isNumber ? typed.replace(/(?<=\d),(?=\d{3}(?!\d))/g, "") : typed;
  const fold = (text) => (meant === meant.toLowerCase() ? text.toLowerCase() : text);
  const [ours, theirs] = [pieces(fold(bare)), pieces(meant)];
  return ours.length === theirs.length && ours.every((one, i) => samePiece(one, theirs[i]));
}

/** A copy of an element's content, without what may be on a page only once. */
export function contentOf(element) {
  const copy = element.cloneNode(true);
  for (const one of copy.querySelectorAll("[id]")) one.removeAttribute("id");
  for (const nav of copy.querySelectorAll(".md-code__nav")) nav.remove();
  return copy.childNodes;
}

function say(verdict, words, source) {
  const line = document.createElement("p");
  line.dataset.verdict = verdict;
  const head = document.createElement("b");
  head.textContent = words;
  line.append(head, " ", ...(source ? contentOf(source) : []));
  return line;
}

const RIGHT = "Right.";
const WRONG = "Not quite.";

/** What there is to say of an answer. */
function judge(form, given) {
  const isTyped = form.dataset.kind === "typed";
  const means = (one) => (isTyped ? isSame : Object.is)(given, one.dataset.value);
  const right = form.querySelector(".sg-right");
  if (!given?.trim()) {
    return say("none", isTyped ? "Type an answer first." : "Choose an answer first.");
  }
  if (means(right)) return say("right", RIGHT, right);
  const reason = [...form.querySelectorAll(".sg-reason")].find(means);
  if (reason) return say("wrong", WRONG, reason);
  const isClose = isSame(given, right.dataset.value.toLowerCase());
  return say("wrong", isClose ? "Almost: capitals count here." : `${WRONG} Try again.`);
}

/** Brings a question to life.
    @param form The question, as the page has it without JavaScript.
    @param onRight What to do when the answer is right. */
export function start(form, onRight) {
  const status = document.createElement("div");
  status.className = "sg-feedback";
  status.role = "status";
  const button = document.createElement("button");
  button.textContent = "Check";
  const row = document.createElement("div");
  row.className = "sg-checking";
  row.append(button, status);
  form.querySelector(".sg-answer").before(row);
  form.addEventListener("input", () => status.replaceChildren());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const chosen = form.querySelector(":checked, [type=text]");
    const line = judge(form, chosen?.value);
    const { verdict } = line.dataset;
    status.replaceChildren(line);
    if (verdict === "none") form.querySelector("input").focus();
    else chosen.closest("label").dataset.verdict = verdict;
    if (verdict === "right") onRight();
  });
}
