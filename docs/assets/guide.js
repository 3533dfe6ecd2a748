/* What the pages do beyond Material: frozen TensorBoards, pictures in full size,
   and names for what Material leaves without one. */
(() => {
  "use strict";

  const isDark = () => document.body.dataset.mdColorScheme === "slate";

  /** The address of a frozen log in the theme that the site shows. */
  function inTheme(link) {
    const address = new URL(link.href);
    address.searchParams.set("darkMode", isDark());
    return address.href;
  }

  function open(figure, link) {
    const frame = document.createElement("iframe");
    frame.className = "sg-frame";
    frame.title = "TensorBoard";
    frame.allow = "fullscreen";
    frame.src = inTheme(link);
    figure.classList.add("sg-live");
    link.parentElement.before(frame);
    frame.focus();
  }

  function close(figure) {
    figure.querySelector(".sg-frame").remove();
    figure.classList.remove("sg-live");
  }

  function makeButton(label) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    return button;
  }

  /** Buttons that open, enlarge and close the frame, before the link to the log. */
  function addButtons(link) {
    const figure = link.closest("figure");
    const label = link.textContent;
    const toggle = makeButton(label);
    const enlarge = makeButton("Full screen");
    enlarge.hidden = true;
    enlarge.addEventListener("click", () => {
      figure.querySelector(".sg-frame").requestFullscreen();
    });
    toggle.addEventListener("click", () => {
      const isOpen = figure.classList.contains("sg-live");
      if (isOpen) close(figure);
      else open(figure, link);
      toggle.textContent = isOpen ? label : "Close this TensorBoard";
      enlarge.hidden = isOpen || !document.fullscreenEnabled;
    });
    link.textContent = "In a new tab";
    link.addEventListener("click", () => (link.href = inTheme(link)));
    link.before(toggle, enlarge);
  }

  function addAllButtons() {
    document.querySelectorAll(".sg-frozen a:first-child").forEach(addButtons);
  }

  /** The frames follow the site's theme; `frozen.js` listens. */
  function passTheme() {
    const theme = isDark() ? "dark" : "light";
    for (const frame of document.querySelectorAll(".sg-frame")) {
      frame.contentWindow.postMessage({ theme }, location.origin);
    }
  }

  const assets = document.currentScript.src;

  const widgets = {
    ".padding-explorer": "padding-explorer.js",
    ".sg-deck": "deck.js",
    ".sg-errors": "errors.js",
  };

  /** Loads what only some pages have, where a page has it. */
  function startWidgets() {
    for (const [name, script] of Object.entries(widgets)) {
      const place = document.querySelector(name);
      if (place) import(new URL(script, assets)).then((widget) => widget.start(place));
    }
  }
  window.document$?.subscribe(startWidgets);

  // Questions, exercises and cards; it follows the navigation by itself.
  import(new URL("study.js", assets));

  /** Shows a picture in full size; without this script, its link does. */
  function enlarge(event) {
    const link = event.target.closest?.(".sg-shot");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    const view = document.createElement("dialog");
    view.className = "sg-enlarged";
    const image = link.firstElementChild.cloneNode();
    image.tabIndex = 0; // so that arrow keys move it
    view.append(image);
    view.addEventListener("click", () => view.close());
    view.addEventListener("close", () => view.remove());
    document.body.append(view);
    view.showModal();
  }
  document.addEventListener("click", enlarge, true);

  /** Names for screen readers, and a way in for the keyboard. */
  function describe() {
    document.querySelector(".md-search")?.setAttribute("aria-label", "Search");
    document.querySelector(".md-path")?.setAttribute("aria-label", "Breadcrumbs");
    // One landmark for each copy button would be far too many.
    for (const nav of document.querySelectorAll(".md-code__nav:not([role])")) nav.role = "none";
    // In a form, a button of no other type answers it.
    for (const button of document.querySelectorAll("form .md-code__button")) button.type = "button";
    for (const table of document.querySelectorAll(".md-typeset__scrollwrap:not([tabindex])")) {
      table.tabIndex = 0;
    }
  }

  /**
   * Code that scrolls can be reached by the keyboard. Material finds out about a block
   * when it comes near; Tab would pass by those that are still far. Nothing is drawn
   * for this: the letters of code have one width.
   */
  function reach() {
    const codes = [...document.querySelectorAll("article pre > code")];
    if (!codes.length) return;
    const pen = document.createElement("canvas").getContext("2d");
    const { fontSize, fontFamily } = getComputedStyle(codes[0]);
    pen.font = `${fontSize} ${fontFamily}`;
    const letter = pen.measureText("0").width;
    const wide = codes.filter((code) => {
      const room = code.parentElement.clientWidth - 2 * parseFloat(fontSize);
      return code.textContent.split("\n").some((line) => line.length * letter > room);
    });
    for (const code of wide) code.tabIndex = 0;
  }
  addEventListener("resize", reach);

  /* Paper is white: the light theme is printed, whatever is on the screen. */
  const body = document.body.dataset;
  let onScreen = "";
  addEventListener("beforeprint", () => {
    onScreen = body.mdColorScheme;
    body.mdColorScheme = "default";
  });
  addEventListener("afterprint", () => (body.mdColorScheme = onScreen));

  // Material replaces the page without loading it anew, and says so here.
  window.document$?.subscribe(() => {
    addAllButtons();
    describe();
    reach();
    const article = document.querySelector("article");
    // Material adds its buttons and table wraps a little later.
    if (article) new MutationObserver(describe).observe(article, { childList: true, subtree: true });
  });
  new MutationObserver(passTheme).observe(document.body, {
    attributeFilter: ["data-md-color-scheme"],
  });
})();
