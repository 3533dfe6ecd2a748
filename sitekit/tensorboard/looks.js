/* Mends TensorBoard's dark theme where it is too faint to read, or not dark at all.
 *
 * It stands ahead of TensorBoard's own scripts, where a dashboard is photographed and
 * in the frozen copy: the picture shows what a click opens. The style goes into all
 * shadow roots, and into the projector's frames, and holds in the dark theme only.
 */
(() => {
  "use strict";

  const DARK = `
    /* TensorBoard inverts the graph: titles, white already, become black; grey edges
       almost; and the legend's colours are not the graph's. */
    :host(tf-graph-scene) { filter: invert(1) hue-rotate(180deg) brightness(1.8) !important }
    :host(tf-graph-scene) :is(.title, .auxTitle, .functionLibraryTitle) { color: black }

    /* The lines of the scatter plots outshine their points, of which some are blue. */
    :host(tf-hparams-scatter-plot-matrix-plot) .tick line { stroke: #555 }
    :host(tf-hparams-scatter-plot-matrix-plot) .data-marker {
      r: 3px; stroke: white; stroke-width: 1px;
    }
    :host(tf-hparams-query-pane) a { color: #64b5f6 }

    /* The projector has no dark theme; its own night mode inverts the points alone. */
    :root:has(> body > vz-projector-dashboard) {
      background: white; filter: invert(0.87) hue-rotate(180deg);
    }
  `;

  const sheet = new CSSStyleSheet();
  sheet.replaceSync(DARK);
  sheet.disabled = true;
  document.adoptedStyleSheets.push(sheet);
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (options) {
    const root = attach.call(this, options);
    root.adoptedStyleSheets.push(sheet);
    return root;
  };

  // The projector stands in two frames; the theme is that of the window around them.
  let board = window;
  while (/\/(plugin_entry|projector_binary)\.html$/.test(board.location.pathname)) {
    board = board.parent;
  }
  const follow = () => {
    const { body } = board.document;
    const update = () => (sheet.disabled = !body.classList.contains("dark-mode"));
    new MutationObserver(update).observe(body, { attributeFilter: ["class"] });
    update();
  };
  if (board.document.body) follow();
  else document.addEventListener("DOMContentLoaded", follow);
})();
