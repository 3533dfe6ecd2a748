/* Answers TensorBoard's front end from a recorded log: there is no server.
 *
 * It stands ahead of everything in TensorBoard's own pages. What they ask for below
 * data/ is answered from logs/<log>/tensorboard-<log>.json of the address's ?log=;
 * everything else goes its way. `answers.js` finds the answers.
 */
(() => {
  "use strict";

  const root = new URL(".", document.currentScript.src);
  const outer = ancestor();
  const log = outer ? outer.log : chosen();
  const recording = outer ? outer.recording : read();
  window.frozen = { log, recording };

  /** The page around this one that has read the log: the projector stands in frames. */
  function ancestor() {
    for (let frame = window; frame !== frame.parent; ) {
      frame = frame.parent;
      try {
        if (frame.frozen) return frame.frozen;
      } catch {
        return null; // a page of another host
      }
    }
    return null;
  }

  function chosen() {
    const name = new URLSearchParams(location.search).get("log") || "";
    return /^[0-9a-f]+$/.test(name) ? name : "";
  }

  async function read() {
    const answer = await fetch(new URL(`logs/${log}/tensorboard-${log}.json`, root));
    if (!answer.ok) throw new Error(`there is no frozen log ${log}`);
    // The charts measure their labels once: not before the font is there.
    if (document.readyState === "loading") {
      await new Promise((go) => document.addEventListener("DOMContentLoaded", go));
    }
    const sizes = ["400 12px Roboto", "500 12px Roboto"];
    await Promise.all(sizes.map((font) => document.fonts.load(font))).catch(() => {});
    return answer.json();
  }

  /** What is asked for, or null for an address that is none of TensorBoard's data. */
  function question(address) {
    const url = new URL(address, document.baseURI);
    if (!url.href.startsWith(root.href)) return null;
    const path = url.href.slice(root.href.length).split(/[?#]/)[0];
    const match = /^(?:experiment\/[^/]+\/)?data\/(.+)$/.exec(path);
    return match && { path: match[1], parameters: url.searchParams };
  }

  /** The answer: its status and type, and its text or the address of its file. */
  function answer({ path, parameters }, body, recorded) {
    const found = frozenAnswers(recorded, path, parameters, body);
    if (found === undefined) {
      console.error(`UNANSWERED ${path}?${parameters}`, body ?? "");
      return { status: 404, type: "text/plain", text: "not recorded" };
    }
    if (found.file) {
      const file = `logs/${log}/tensorboard-${log}-${found.file}`;
      return { status: 200, type: found.type, address: new URL(file, root).href };
    }
    const text = found.text ?? JSON.stringify(found.json);
    return { status: 200, type: found.type ?? "application/json", text };
  }

  async function answered(asked, body) {
    let recorded;
    try {
      recorded = await recording;
    } catch (error) {
      console.error(`UNANSWERED ${asked.path}: ${error.message}`);
      return { status: 404, type: "text/plain", text: error.message };
    }
    return answer(asked, body, recorded);
  }

  function blobAddress({ text, type }) {
    return URL.createObjectURL(new Blob([text], { type }));
  }

  /** A request that reads its answer from memory instead of from a server. */
  class FrozenRequest extends XMLHttpRequest {
    #asked = null;
    #status = 0;
    #cancelled = false;

    open(method, address, ...rest) {
      this.#asked = question(address);
      this.#status = 0;
      this.#cancelled = false;
      if (!this.#asked) super.open(method, address, ...rest);
    }

    setRequestHeader(...header) {
      if (!this.#asked) super.setRequestHeader(...header);
    }

    abort() {
      this.#cancelled = true;
      super.abort();
    }

    async send(body) {
      if (!this.#asked) return super.send(body);
      const found = await answered(this.#asked, body);
      if (this.#cancelled) return;
      this.#status = found.status;
      const address = found.address ?? blobAddress(found);
      this.addEventListener("loadend", () => URL.revokeObjectURL(address));
      super.open("GET", address);
      super.send();
    }

    get status() {
      return this.readyState > 1 && this.#status ? this.#status : super.status;
    }
  }

  const nativeFetch = window.fetch;
  async function frozenFetch(input, options) {
    const asked = question(input instanceof Request ? input.url : input);
    if (!asked) return nativeFetch.call(window, input, options);
    const found = await answered(asked, options?.body);
    if (found.address) return nativeFetch.call(window, found.address);
    const headers = { "Content-Type": found.type };
    return new Response(found.text, { status: found.status, headers });
  }

  /** Images and sounds: their addresses come from answers, so the log is there. */
  let loaded = null;
  recording.then((recorded) => (loaded = recorded)).catch(() => {});
  function resolved(address) {
    const asked = typeof address === "string" && question(address);
    return (asked && loaded && answer(asked, null, loaded).address) || address;
  }

  function patchSource(prototype) {
    const native = Object.getOwnPropertyDescriptor(prototype, "src");
    Object.defineProperty(prototype, "src", {
      ...native,
      set(address) {
        native.set.call(this, resolved(address));
      },
    });
    const setAttribute = prototype.setAttribute;
    prototype.setAttribute = function (name, value) {
      const isSource = name.toLowerCase() === "src";
      setAttribute.call(this, name, isSource ? resolved(String(value)) : value);
    };
  }

  /** Links that download data: the same data, made here. */
  async function download(event) {
    const link = event.composedPath().find((node) => node.localName === "a");
    const asked = link?.href && question(link.href);
    if (!asked) return;
    event.preventDefault();
    const found = await answered(asked, null);
    if (found.status !== 200) return;
    const made = document.createElement("a");
    made.href = found.address ?? blobAddress(found);
    made.download = link.download || asked.path.split("/").pop();
    made.click();
    URL.revokeObjectURL(made.href);
  }

  /** TensorBoard rewrites its address: the log stays in it, for a reload. */
  function patchHistory(name) {
    const native = history[name];
    history[name] = function (state, title, address) {
      if (address === undefined || address === null || !log) {
        return native.call(this, state, title, address);
      }
      const url = new URL(address, location.href);
      url.searchParams.set("log", log);
      return native.call(this, state, title, url.href);
    };
  }

  /** Settings last as long as the page: they are not the site's, nor another log's. */
  function forgetfulStorage() {
    const values = new Map();
    return {
      getItem: (name) => values.get(String(name)) ?? null,
      setItem: (name, value) => void values.set(String(name), String(value)),
      removeItem: (name) => void values.delete(String(name)),
      clear: () => values.clear(),
      key: (number) => [...values.keys()][number] ?? null,
      get length() {
        return values.size;
      },
    };
  }

  /** Switches the theme as a reader would, by TensorBoard's own menu. */
  function switchTheme(dark) {
    const menu = document.querySelector("app-header-dark-mode-toggle button");
    if (!menu || document.body.classList.contains("dark-mode") === dark) return;
    const style = document.createElement("style");
    style.textContent = ".cdk-overlay-container { visibility: hidden }";
    document.head.append(style);
    const focused = document.activeElement;
    menu.click();
    for (const item of document.querySelectorAll(".mat-mdc-menu-panel button, .mat-menu-panel button")) {
      if (item.textContent.trim() === (dark ? "Dark" : "Light")) item.click();
    }
    focused?.focus?.();
    setTimeout(() => style.remove(), 500);
  }

  window.XMLHttpRequest = FrozenRequest;
  window.fetch = frozenFetch;
  patchSource(HTMLImageElement.prototype);
  patchSource(HTMLMediaElement.prototype);
  patchSource(HTMLSourceElement.prototype);
  document.addEventListener("click", download, true);
  if (!outer) {
    patchHistory("pushState");
    patchHistory("replaceState");
    Object.defineProperty(window, "localStorage", { value: forgetfulStorage() });
    window.addEventListener("message", ({ data, source }) => {
      if (source === window.parent && data?.theme) switchTheme(data.theme === "dark");
    });
  }
})();
