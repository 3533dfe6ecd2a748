/* What a reader has done: kept in this browser alone, under one key. */

export const KEY = "study-guide";
const ASIDE = "study-guide-damaged";
const listeners = [];
let unkept = null; // the text, where the browser keeps nothing

const isObject = (value) =>
  value !== null && typeof value === "object" && !Array.isArray(value);
const isCount = (value) => Number.isInteger(value) && value >= 0;
const isDay = (value) => /^\d{4}-\d\d-\d\d$/.test(value) && !isNaN(Date.parse(value));

const isPage = (page) =>
  isObject(page) &&
  isCount(page.total) &&
  Array.isArray(page.done) &&
  page.done.every((aid) => typeof aid === "string") &&
  new Set(page.done).size === page.done.length &&
  page.done.length <= page.total;

const isCard = (card) =>
  isObject(card) &&
  isCount(card.repetitions) &&
  isCount(card.interval) &&
  Number.isFinite(card.ease) &&
  card.ease >= 1.3 &&
  isDay(card.due);

const isProgress = (value) =>
  isObject(value) &&
  value.version === 1 &&
  isObject(value.pages) &&
  isObject(value.cards) &&
  Object.values(value.pages).every(isPage) &&
  Object.values(value.cards).every(isCard);

/** The progress that a text holds, or null: also a file may bring it. */
export function parse(text) {
  try {
    const value = JSON.parse(text);
    return isProgress(value) ? value : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** What the storage answers. Browsers throw errors of several kinds where a reader
    allows none, or it is full: all of them mean that nothing is kept. */
function ask(use) {
  try {
    return use(localStorage);
  } catch {
    return null;
  }
}

/** What was done so far. What this guide did not write is put aside. */
export function read() {
  const text = unkept ?? ask((storage) => storage.getItem(KEY));
  const value = text === null ? null : parse(text);
  if (text !== null && !value) {
    ask((storage) => {
      storage.setItem(ASIDE, text);
      storage.removeItem(KEY);
    });
  }
  return value ?? { version: 1, pages: {}, cards: {} };
}

/** Puts `value` in the place of what was kept. */
export function write(value) {
  const text = JSON.stringify(value);
  const isKept = ask((storage) => {
    storage.setItem(KEY, text);
    return true;
  });
  unkept = isKept ? null : text;
  tell();
}

/** Changes what is kept, as it is now: another tab may have changed it, too. */
export function change(edit) {
  const value = read();
  edit(value);
  write(value);
}

export function erase() {
  unkept = null;
  ask((storage) => {
    storage.removeItem(KEY);
    storage.removeItem(ASIDE);
  });
  tell();
}

/** Whether this browser keeps what is done; some keep nothing in private windows. */
export const isKept = () =>
  unkept === null && ask((storage) => storage.getItem(KEY) ?? "") !== null;

/** Calls `listener` after each change, also by another tab. */
export function onChange(listener) {
  listeners.push(listener);
}

function tell() {
  for (const listener of listeners) listener();
}

addEventListener("storage", ({ key }) => {
  if (key === KEY || key === null) tell();
});
