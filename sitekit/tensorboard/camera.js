// Runs in every frame ahead of TensorBoard's own scripts: holds back the data until
// the fonts are there, and tells the photographer what is still to come.
(() => {
  const LATIN = "U+0-FF";
  let fonts;
  const fontsLoaded = () =>
    (fonts ??= Promise.all(
      [...document.fonts]
        .filter((font) => font.unicodeRange.startsWith(LATIN))
        .map((font) => font.load()),
    ));

  // The charts keep the widths of the texts that they measured first.
  const fetched = window.fetch;
  window.fetch = async (...request) => {
    await fontsLoaded();
    return fetched(...request);
  };
  // Custom scalars are asked for run by run, and drawn over each other as they come:
  // one after the other, so that the order is the same every time.
  const send = XMLHttpRequest.prototype.send;
  let turn = Promise.resolve();
  let waiting = 0;
  XMLHttpRequest.prototype.send = function (body) {
    waiting += 1;
    const ended = new Promise((resolve) => this.addEventListener("loadend", resolve));
    ended.then(() => (waiting -= 1));
    const before = location.hash.startsWith("#custom_scalars") ? turn : null;
    turn = Promise.all([fontsLoaded(), before]).then(() => {
      send.call(this, body);
      return ended;
    });
  };

  // Wall times are fixed in a settled log: the column of relative times says nothing.
  const columns = ["Run", "Smoothed", "Value", "Step"].map((displayName) => ({
    type: displayName.toUpperCase(),
    name: displayName.toLowerCase(),
    displayName,
    enabled: true,
  }));
  try {
    localStorage.setItem(
      "_tb_global_settings",
      JSON.stringify({ singleSelectionHeaders: columns, timeSeriesSettingsPaneOpened: false }),
    );
  } catch {
    // A frame without storage of its own.
  }

  // A root, and all shadow roots and frames below it.
  const rootsBelow = (top) => {
    const roots = [top];
    if (top.shadowRoot) roots.push(top.shadowRoot);
    for (const root of roots)
      for (const element of root.querySelectorAll("*")) {
        if (element.shadowRoot) roots.push(element.shadowRoot);
        if (element.localName === "iframe" && element.contentDocument)
          roots.push(element.contentDocument);
      }
    return roots;
  };
  const matching = (roots, selector) =>
    roots.flatMap((root) => [...root.querySelectorAll(selector)]);
  // A selector whose spaces pass through shadow roots.
  const all = (selector, everywhere = rootsBelow(document)) => {
    const found = new Set();
    for (const path of selector.split(",")) {
      let [roots, ends] = [everywhere, []];
      for (const part of path.trim().split(/\s+/)) {
        roots ??= ends.flatMap(rootsBelow);
        [roots, ends] = [null, [...new Set(matching(roots, part))]];
      }
      ends.forEach((element) => found.add(element));
    }
    return [...found];
  };
  const one = (selector) => all(selector)[0];
  const shown = (element) => element.checkVisibility() && element.getClientRects().length > 0;
  const drawn = (element) => {
    if (!shown(element)) return false;
    if (element.localName === "path") return (element.getAttribute("d") ?? "").length > 8;
    if (element.localName === "img") return element.complete && element.naturalWidth > 0;
    return true;
  };
  const until = async (holds) => {
    let result;
    while (!(result = holds())) await new Promise((resolve) => setTimeout(resolve, 50));
    return result;
  };

  // Layouts and zooms are animated by timers: waits for the last of them.
  const still = async (element) => {
    let last = "";
    for (let equal = 0; equal < 8; ) {
      const now = JSON.stringify(element.getBoundingClientRect()) + element.innerHTML;
      equal = now === last ? equal + 1 : 0;
      last = now;
      await new Promise((resolve) => setTimeout(resolve, 75));
    }
  };

  const SPINNERS =
    "paper-spinner[active], paper-spinner-lite[active], mat-spinner, .mat-mdc-progress-spinner, .loading-spinner";

  // The tag that a chart's card is for.
  const tagOf = (chart) => {
    for (let at = chart; at; at = at.getRootNode().host) if (typeof at.tag === "string") return at.tag;
    return "";
  };
  const inView = (element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return shown(element) && top < innerHeight && bottom > 64 && bottom > top;
  };

  // What is not there yet: [what, whether it will never come unless it comes soon].
  const missing = ({ ready, text, chart, tags }) => {
    if (document.fonts.status !== "loaded") return ["its fonts are not loaded", false];
    if (waiting) return ["its data are awaited", false];
    const everywhere = rootsBelow(document);
    const spinning = matching(everywhere, SPINNERS).find(shown);
    if (spinning) return [`${spinning.localName} is spinning`, false];
    const isReady = (mark) => drawn(mark) && (!text || mark.textContent.includes(text));
    if (!all(ready, everywhere).some(isReady)) return ["nothing is drawn", true];
    if (!chart) return ["", false];
    const marks = ready.split(",").map((path) => path.trim().split(/\s+/).at(-1)).join(",");
    // Below the tags that were asked for, TensorBoard opens a category by itself,
    // whether the chosen runs have anything for it or not.
    const asked = new RegExp(tags, "i");
    const empty = all(chart, everywhere)
      .filter((found) => inView(found) && asked.test(tagOf(found)))
      .find((found) => !matching(rootsBelow(found), marks).some(drawn));
    return empty ? [`the chart of ${tagOf(empty) || "a tag"} is empty`, true] : ["", false];
  };

  const box = (selector) => {
    const element = all(selector).find(shown);
    if (!element) return null;
    let { x, y, width, height } = element.getBoundingClientRect();
    for (let frame = element.ownerDocument.defaultView.frameElement; frame; frame = frame.ownerDocument.defaultView.frameElement) {
      const outer = frame.getBoundingClientRect();
      [x, y] = [x + outer.x, y + outer.y];
    }
    return { x, y, width, height };
  };

  const steps = {
    async graphs({ run, tag, kind, expand }) {
      const controls = await until(() => one("tf-graph-controls"));
      await until(() => controls.datasets?.length);
      const runs = controls.datasets.findIndex((dataset) => dataset.name === run);
      const tags = controls.datasets[runs].tags.findIndex((found) => found.tag === tag);
      const board = one("tf-graph-board");
      controls.set("_selectedRunIndex", runs);
      controls.set("_selectedTagIndex", tags);
      controls.set("_selectedGraphType", kind);
      await until(() => one("tf-graph-scene g.node") && board.progress.value >= 100);
      await until(() => one("tf-graph-scene")._hasRenderHierarchyBeenFitOnce);
      const scene = one("tf-graph-scene");
      await still(scene.$.root);
      for (const name of expand) {
        const hierarchy = scene.renderHierarchy;
        const node = hierarchy.getRenderNodeByName(name);
        if (!node) {
          const names = Object.keys(hierarchy.hierarchy.getNodeMap()).filter((n) => n !== "__root__");
          return `the graph has no node ${name}; it has ${names.slice(0, 40).join(", ")}`;
        }
        hierarchy.buildSubhierarchy(name);
        node.expanded = true;
      }
      // Once for all: an edge that has to move twice stays where it does not belong.
      scene.setNodeExpanded(null);
      await still(scene.$.root);
      scene.fit();
      await still(scene.$.root);
      return "";
    },

    async hparams({ view }) {
      (await until(() => one(`paper-tab[view-id="${view}"]`))).click();
      return "";
    },

    async projector({ run, camera }) {
      const projector = one("vz-projector");
      const data = one("vz-projector-data-panel");
      if (data.selectedRun !== run) {
        const before = projector.projection;
        data.selectedRun = run;
        await until(() => projector.projection && projector.projection !== before);
      }
      const plot = projector.projectorScatterPlotAdapter.scatterPlot;
      const place = camera.length ? camera.slice(0, 3) : plot.START_CAMERA_POS_3D.toArray();
      const target = camera.length > 3 ? camera.slice(3) : plot.START_CAMERA_TARGET_3D.toArray();
      plot.setCameraPositionAndTarget(place, target);
      // It took this height when its text was there, or before.
      const panel = one("vz-projector-projections-panel");
      panel.style.height = `${panel.$.main.clientHeight}px`;
      plot.resize();
      return "";
    },
  };

  // As a reader would, by TensorBoard's own menu.
  const darken = async () => {
    (await until(() => one("app-header-dark-mode-toggle button"))).click();
    const items = () => all(".mat-mdc-menu-panel button");
    (await until(() => items().find((item) => item.textContent.trim() === "Dark"))).click();
    await until(() => document.body.classList.contains("dark-mode") && !items().length);
    document.activeElement.blur();
  };

  window.studyGuide = { all, one, box, missing, darken, steps };
})();
