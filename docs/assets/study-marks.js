/* How much of each page is done: in the navigation, and on the map of the home page. */

const SITE = new URL("..", import.meta.url);
const SVG = "http://www.w3.org/2000/svg";

/** The whole address of a page, without what may differ between links to it. */
const addressOf = (name) =>
  new URL(name === "index" ? "." : `${name.replace(/\/index$/, "")}/`, SITE).href;
const plain = (address) =>
  new URL(address, document.baseURI).href.replace(/(index\.html)?([?#].*)?$/, "");

/** [what a mark shows, what it is called], for each page where something is done. */
function marksOf(pages) {
  const begun = Object.entries(pages).filter(([, { done }]) => done.length);
  return new Map(
    begun.map(([name, { total, done }]) => [
      addressOf(name),
      done.length < total
        ? [`${done.length}/${total}`, `${done.length} of ${total} done`]
        : ["✓", "all done"],
    ]),
  );
}

function badge([shown, called]) {
  const mark = document.createElement("span");
  mark.className = shown === "✓" ? "sg-mark sg-all" : "sg-mark";
  mark.role = "img";
  mark.ariaLabel = called;
  mark.textContent = shown;
  return mark;
}

function make(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) {
    element.setAttribute(key, value);
  }
  return element;
}

/** Marks a box of the map in its upper corner, and in its name. */
function markBox(link, mark) {
  link.dataset.name ??= link.getAttribute("aria-label");
  link.setAttribute("aria-label", link.dataset.name + (mark ? `, ${mark[1]}` : ""));
  if (!mark) return;
  const [x, y, width] = ["x", "y", "width"].map((name) =>
    Number(link.querySelector("rect").getAttribute(name)),
  );
  const wide = 12 + 6 * mark[0].length;
  const left = x + width - wide + 4;
  const group = make("g", { class: mark[0] === "✓" ? "sg-mark sg-all" : "sg-mark" });
  const pill = { x: left, y: y - 6, width: wide, height: 16, rx: 8 };
  const text = make("text", { x: left + wide / 2, y: y + 6 });
  text.textContent = mark[0];
  group.append(make("rect", pill), text);
  link.append(group);
}

/** Marks every link to a page that is begun or done.
    @param pages What is kept of each page. */
export function show(pages) {
  for (const mark of document.querySelectorAll(".sg-mark")) mark.remove();
  const marks = marksOf(pages);
  for (const link of document.querySelectorAll(".md-nav--primary a.md-nav__link")) {
    const mark = !link.hash && marks.get(plain(link.href));
    if (!mark) continue;
    link.append(badge(mark));
    // On a phone, Material shows a label in place of the link to the page itself.
    const label = link.previousElementSibling;
    if (label?.matches("label")) label.firstElementChild.after(badge(mark));
  }
  for (const link of document.querySelectorAll(".sg-pages li > a")) {
    const mark = marks.get(plain(link.href));
    if (mark) link.after(badge(mark));
  }
  for (const link of document.querySelectorAll(".sg-chart a")) {
    markBox(link, marks.get(plain(link.getAttribute("xlink:href"))));
  }
}
