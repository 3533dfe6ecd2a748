/* The padding explorer: controls, pictures below them, the state in the address. */

import { drawInput, drawOutput, light } from "./padding-drawing.js";
import * as words from "./padding-words.js";

const CHOICES = {
  operation: {
    conv: "Convolution",
    transposed: "Transposed convolution",
    max: "Max pooling",
    average: "Average pooling",
  },
  padding: { valid: "VALID", same: "SAME", causal: "Causal", explicit: "Explicit" },
  frameworks: { tensorflow: "TensorFlow", both: "TensorFlow | PyTorch" },
};
const NUMBERS = {
  height: ["Height", 1, 16, 5],
  width: ["Width", 1, 16, 5],
  kernel: ["Kernel k", 1, 7, 4],
  stride: ["Stride s", 1, 6, 2],
  dilation: ["Dilation d", 1, 3, 1],
  before: ["Zeros before", 0, 6, 1],
  after: ["Zeros after", 0, 6, 1],
  output_padding: ["Output padding o", -1, 5, -1],
  pytorch_padding: ["PyTorch padding p", 0, 9, -1], // -1: what is usual
};
const DEFAULTS = { operation: "conv", padding: "valid", frameworks: "tensorflow" };
for (const name of Object.keys(NUMBERS)) DEFAULTS[name] = NUMBERS[name][3];

/** The state that the address asks for; what it does not say is the default. */
function readState() {
  const state = { ...DEFAULTS };
  for (const [name, value] of new URLSearchParams(location.search)) {
    if (Object.hasOwn(CHOICES[name] ?? {}, value)) state[name] = value;
    if (!NUMBERS[name] || !/^-?\d+$/.test(value)) continue;
    const [, least, most] = NUMBERS[name];
    state[name] = Math.min(Math.max(value, least), most);
  }
  return state;
}

/** Puts the state into the address; what is not the explorer's stays there. */
function writeState(state) {
  const address = new URL(location);
  for (const [name, value] of Object.entries(state)) {
    if (value === DEFAULTS[name]) address.searchParams.delete(name);
    else address.searchParams.set(name, value);
  }
  history.replaceState(history.state, "", address);
}

function choice(name) {
  const options = Object.entries(CHOICES[name]).map(
    ([value, text]) => `<label><input type="radio" name="${name}" value="${value}">
      <span>${text}</span></label>`,
  );
  return `<fieldset><legend>${name}</legend>${options.join("")}</fieldset>`;
}

function slider([name, [text, min, max]]) {
  return `<label><span>${text}<b aria-hidden="true"></b></span>
    <input type="range" name="${name}" min="${min}" max="${max}"></label>`;
}

const PAGE = `<div class="pe-controls" role="group" aria-label="Padding explorer">
  ${choice("operation")}${choice("padding")}
  <div class="pe-sliders">${Object.entries(NUMBERS).map(slider).join("")}</div>
  ${choice("frameworks")}</div>
<p class="pe-verdict" role="status"></p>
<div class="pe-panels"></div>
<p class="pe-notes"></p>
<div class="pe-formulas"></div>
<p><button type="button">Copy as Keras code</button> <span role="status"></span></p>
<pre tabindex="0" aria-label="Keras code"></pre>`;

const MOVES = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** One framework: what it does at the sides, its two grids, its window in words. */
function panel(plan, cell, id) {
  const { name } = plan;
  const head = `<section aria-label="${name}"><h3>${name} <code>${plan.call}</code></h3>`;
  if (plan.reason) return `${head}<p class="pe-impossible">${plan.reason}.</p></section>`;
  const figure = (title, size, numbers, drawing) =>
    `<figure><figcaption>${title} <b>${size}</b> ${numbers}</figcaption>
    <div>${drawing}</div></figure>`;
  return `${head}
    <p><i>${plan.isTransposed ? "Cropped" : "Padding"}</i> ${words.sidesOf(plan)}<br>
    <i>Never read (hatched)</i> ${plan.unread}</p>
    <div class="pe-grids">
    ${figure("Input", plan.inputSize, "reads per pixel", drawInput(plan, cell, id))}
    ${figure("Output", plan.size, "pixels per window", drawOutput(plan, cell))}</div>
    <p class="pe-reads"></p></section>`;
}

/** The formulas of a plan: once where both axes have the same. */
function formulas(plan) {
  const { name, height, width, rows, columns } = plan;
  const axes = [["width", columns]];
  if (height > 1 && height === width) axes[0][0] = "height and width";
  else if (height > 1) axes.unshift(["height", rows]);
  const line = ([term, ...equal]) =>
    `<p>${term} ${equal.map((one) => `<span>= ${one}</span>`).join(" ")}</p>`;
  return axes.map(
    ([title, axis]) => `<div><h4>${name}, ${title}</h4>
    ${words.formulas(plan, axis).map(line).join("")}</div>`,
  );
}

const outputOf = (section, place) =>
  section.querySelector(`[data-place="${place}"]`);

/** The size of a cell: the largest grid fits, and the others are to the same scale. */
function fit(plans, room) {
  const sum = (cells) => cells.reduce((all, count) => all + count);
  const widths = plans.flatMap(({ columns }) =>
    columns ? [sum(columns.input), sum(columns.drawn)] : 1,
  );
  const cell = Math.min(room - 36, 480) / Math.max(...widths);
  return Math.floor(Math.min(34, Math.max(cell, 15)));
}

class Explorer {
  constructor(root) {
    root.innerHTML = PAGE;
    this.root = root;
    this.find = (selector) => root.querySelector(selector);
    this.panels = this.find(".pe-panels");
    this.active = [0, 0];
    this.load();
    this.listen();
    new ResizeObserver(() => {
      if (this.panels.clientWidth !== this.width) this.show();
    }).observe(this.panels);
  }

  listen() {
    const { panels, root } = this;
    this.find(".pe-controls").addEventListener("input", ({ target: { name, value } }) => {
      this.state[name] = NUMBERS[name] ? Number(value) : value;
      this.show();
      clearTimeout(this.timer); // browsers limit how often the address may change
      this.timer = setTimeout(() => root.isConnected && writeState(this.state), 150);
    });
    this.find("button").addEventListener("click", () => this.copy());
    const follow = ({ target }) => {
      const output = target.closest("[data-place]");
      if (output) this.point(...output.dataset.place.split(",").map(Number));
      return output;
    };
    panels.addEventListener("pointerover", follow);
    panels.addEventListener("focusin", follow);
    panels.addEventListener("click", (event) => follow(event)?.focus());
    panels.addEventListener("keydown", (event) => {
      const move = MOVES[event.key];
      if (!move || !event.target.dataset.place) return;
      event.preventDefault();
      const next = this.active.map((place, i) => place + move[i]);
      outputOf(event.target.closest("section"), next)?.focus();
    });
    // Material says nothing of a link to another state on the same page.
    root.closest("article")?.addEventListener("click", (event) => {
      const link = event.target.closest("a[href*='?']");
      if (link?.pathname !== location.pathname || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      event.stopPropagation();
      history.replaceState(history.state, "", link.href);
      this.load();
      root.scrollIntoView();
    });
  }

  load() {
    this.state = readState();
    for (const name of Object.keys(CHOICES)) {
      this.find(`[name=${name}][value=${this.state[name]}]`).checked = true;
    }
    this.show();
  }

  show() {
    const settled = words.settle(this.state);
    this.plans = words.plans(settled);
    this.showSliders(settled);
    this.showPanels();
    const able = this.plans.filter((plan) => !plan.reason);
    const [{ reason }] = this.plans;
    this.find(".pe-verdict").textContent = words.verdict(this.plans);
    this.find(".pe-verdict").classList.toggle("pe-impossible", Boolean(reason));
    this.find(".pe-notes").textContent = words.notes(this.plans);
    this.find(".pe-formulas").innerHTML = able.flatMap(formulas).join("");
    const code = reason ? "" : words.kerasCode(settled);
    this.find("pre").textContent = code;
    this.find("button").disabled = this.find("pre").hidden = !code;
    this.find("button + span").textContent = "";
    if (!able.length) return;
    const { rows, columns } = able[0];
    const [row, column] = this.active;
    this.point(Math.min(row, rows.output - 1), Math.min(column, columns.output - 1));
  }

  showSliders(settled) {
    const { operation, padding, frameworks } = settled;
    const isTransposed = operation === "transposed";
    const isHidden = {
      height: padding === "causal",
      dilation: !isTransposed && operation !== "conv",
      before: padding !== "explicit",
      after: padding !== "explicit",
      output_padding: !isTransposed,
      pytorch_padding: frameworks !== "both",
    };
    for (const input of this.root.querySelectorAll("[type=range]")) {
      const { name, parentNode } = input;
      if (name === "height" || name === "width") input.max = isTransposed ? 8 : 16;
      input.value = name === "pytorch_padding" ? settled.p : settled[name];
      const text = input.value < 0 ? "None" : input.value;
      input.setAttribute("aria-valuetext", text);
      parentNode.querySelector("b").textContent = text;
      parentNode.hidden = isHidden[name];
    }
  }

  showPanels() {
    const { panels, plans } = this;
    this.width = panels.clientWidth;
    const isTwo = plans.length > 1 && this.width > 560;
    panels.classList.toggle("pe-two", isTwo);
    this.cell = fit(plans, isTwo ? (this.width - 24) / 2 : this.width);
    const drawn = plans.map((plan, i) => panel(plan, this.cell, `pe-hatch-${i}`));
    panels.innerHTML = plans[1] || !plans[0].reason ? drawn.join("") : "";
  }

  /** Lights the window of one output in every panel. */
  point(...place) {
    this.active = place;
    this.plans.forEach((plan, i) => {
      if (plan.reason) return;
      const section = this.panels.children[i];
      const find = (selector) => section.querySelector(selector);
      const output = outputOf(section, place);
      light(find(".pe-window"), plan, this.cell, ...place);
      find(".pe-reads").textContent = output?.getAttribute("aria-label") ?? "None here.";
      find(".pe-on")?.classList.remove("pe-on");
      output?.classList.add("pe-on");
      find("[tabindex='0']")?.setAttribute("tabindex", -1);
      (output ?? find("[data-place]")).setAttribute("tabindex", 0);
    });
  }

  copy() {
    const code = this.find("pre");
    getSelection().selectAllChildren(code); // for where copying is not allowed
    navigator.clipboard?.writeText(code.textContent).then(
      () => (this.find("button + span").textContent = "Copied."),
      () => {},
    );
  }
}

/** Puts the explorer in the place of what `place` holds. */
export async function start(place) {
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = new URL("padding-explorer.css", import.meta.url);
  const styled = new Promise((done) => (style.onload = style.onerror = done));
  place.append(style);
  await styled;
  const root = document.createElement("div");
  root.className = "pe";
  for (const figure of place.children) figure.hidden = true; // the one without scripts
  place.append(style, root);
  new Explorer(root);
}
