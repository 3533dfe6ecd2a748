/* SM-2, the algorithm of SuperMemo 2, as its author published it: P. A. Wozniak,
   Optimization of learning, University of Technology in Poznan, 1990, section 3.2,
   https://super-memory.com/english/ol/sm2.htm */

const LONGEST = 36500; // days: a hundred years are as good as for ever
const LOWEST = 1.3;

/** The grades that a reader can give, and their quality on Wozniak's scale: 1 is
    "incorrect response; the correct one remembered", 3 "recalled with serious
    difficulty", 4 "after a hesitation", 5 "perfect". */
export const GRADES = { Again: 1, Hard: 3, Good: 4, Easy: 5 };
export const NEW = Object.freeze({ repetitions: 0, interval: 0, ease: 2.5 });

/** Without the last bits, by which 5 * 2.36 is more than it is. */
const exact = (value) => Math.round(value * 100) / 100;

const format = (date) =>
  [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((part) => String(part).padStart(2, "0"))
    .join("-");

/** Today by the reader's own calendar: "2026-11-30". */
export const today = () => format(new Date());

/** The day that is some days after another; days need not have 24 hours. */
export function addDays(day, days) {
  const [year, month, date] = day.split("-").map(Number);
  return format(new Date(year, month - 1, date + days));
}

/** A card after its repetition.
    @param card {repetitions, interval in days, ease}: Wozniak's n, I(n) and EF.
    @param quality 0 to 5; below 3 the card begins anew and keeps its ease.
    @param day The day of the repetition.
    @returns The card with the day when it is due. */
export function review({ repetitions, interval, ease }, quality, day) {
  if (quality < 3) return { repetitions: 0, interval: 1, ease, due: addDays(day, 1) };
  const lack = 5 - quality;
  const eased = exact(ease + 0.1 - lack * (0.08 + lack * 0.02));
  const next = Math.max(LOWEST, eased);
  const days = [1, 6][repetitions] ?? Math.ceil(exact(interval * next));
  const longest = Math.min(days, LONGEST);
  return {
    repetitions: repetitions + 1,
    interval: longest,
    ease: next,
    due: addDays(day, longest),
  };
}
