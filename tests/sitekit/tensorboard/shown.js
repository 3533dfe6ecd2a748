/* What a TensorBoard page shows: its text, curves, pictures and inputs, in order. */
() => {
  const shown = { text: [], paths: [], pictures: [], inputs: [] };
  // The header lists the dashboards that a frozen copy leaves out as inactive.
  const skipped = ["style", "script", "template", "dom-module", "app-header", "slot"];
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      const text = node.textContent.trim().replace(/\s+/g, " ");
      if (text) shown.text.push(text);
      return;
    }
    if (node.nodeType === Node.ELEMENT_NODE) {
      if (skipped.includes(node.localName) || !node.checkVisibility()) return;
      if (node.localName === "path") shown.paths.push(node.getAttribute("d"));
      if (node.localName === "circle") {
        const place = ["cx", "cy", "transform"].map((name) => node.getAttribute(name));
        shown.paths.push(place.join(" "));
      }
      if (node.localName === "input") shown.inputs.push([node.value, node.checked]);
      if (node.localName === "audio") shown.pictures.push(node.duration);
      if (node.localName === "img") shown.pictures.push(pixels(node));
      // A frame that is only just loading has no document yet.
      const inside = node.contentDocument?.documentElement;
      if (inside) walk(inside);
    }
    if (node.shadowRoot) walk(node.shadowRoot);
    node.childNodes.forEach(walk);
  };
  const pixels = (image) => {
    if (!image.naturalWidth) return null;
    const canvas = document.createElement("canvas");
    canvas.width = image.naturalWidth;
    canvas.height = image.naturalHeight;
    canvas.getContext("2d").drawImage(image, 0, 0);
    return canvas.toDataURL();
  };
  walk(document.body);
  return shown;
}
