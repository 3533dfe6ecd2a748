/* Finds the answer to one of TensorBoard's requests in what `freeze.py` recorded. */

/** The answer `{json}`, `{text, type}` or `{file, type}`; undefined if there is none. */
const frozenAnswers = (() => {
  "use strict";

  // Parameters that change nothing: `freeze.py` records without them.
  const IDLE = new Set(["ts", "num_rows", "experimentalPlugin"]);
  const NUMBER = 4;

  function key(path, parameters) {
    const pairs = [...parameters].filter(([name]) => !IDLE.has(name));
    return [path, ...pairs.map(([name, value]) => `${name}=${value}`).sort()].join("\n");
  }

  function recordedAnswer(recorded, path, parameters) {
    return recorded.answers[key(path, Object.entries(parameters))];
  }

  function csv(header, rows) {
    const cell = (value) => {
      const text = String(value ?? "");
      return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    };
    const lines = [header, ...rows].map((row) => row.map(cell).join(","));
    return { text: `${lines.join("\r\n")}\r\n`, type: "text/csv" };
  }

  /** The points of one scalar, `[[wall time, step, value], …]`. */
  function scalars(recorded, parameters) {
    const points = recorded.scalars[parameters.get("run")]?.[parameters.get("tag")];
    if (!points) return undefined;
    const isTable = parameters.get("format") === "csv";
    return isTable ? csv(["Wall time", "Step", "Value"], points) : { json: points };
  }

  function scalarsOfRuns(recorded, form) {
    const tag = form.get("tag");
    const runs = form.getAll("runs").filter((run) => recorded.scalars[run]?.[tag]);
    return { json: Object.fromEntries(runs.map((run) => [run, recorded.scalars[run][tag]])) };
  }

  function customScalars(recorded, path, parameters) {
    const found = recorded.answers[key(path, parameters)]?.tags;
    const points = recorded.scalars[parameters.get("run")] ?? {};
    const events = found?.tag_to_events.map((tag) => [tag, points[tag]]);
    return found && { json: { ...found, tag_to_events: Object.fromEntries(events) } };
  }

  /** PR curves of several runs: TensorBoard asks for all at once. */
  function curves(recorded, path, parameters) {
    const tag = parameters.get("tag");
    const parts = parameters.getAll("run").map((run) => recordedAnswer(recorded, path, { run, tag }));
    if (parts.includes(undefined)) return undefined;
    return { json: Object.assign({}, ...parts.map((part) => part.json)) };
  }

  /** One series of the time series dashboard; undefined if it was not recorded. */
  function series(recorded, { plugin, tag, run, sample }) {
    if (plugin === "scalars") {
      const runs = Object.keys(recorded.scalars).filter((name) => recorded.scalars[name][tag]);
      const shown = runs.filter((name) => run === undefined || name === run);
      const point = ([wallTime, step, value]) => ({ wallTime, step, value });
      return Object.fromEntries(shown.map((name) => [name, recorded.scalars[name][tag].map(point)]));
    }
    const path = `plugin/${plugin}/${plugin}`;
    const parameters = plugin === "images" ? { run, tag, sample } : { run, tag };
    const steps = recordedAnswer(recorded, path, parameters)?.json;
    const bin = ([min, max, count]) => ({ min, max, count });
    const kinds = {
      histograms: ([wallTime, step, bins]) => ({ wallTime, step, bins: bins.map(bin) }),
      images: ({ wall_time: wallTime, step, query }) => {
        return { wallTime, step, imageId: new URLSearchParams(query).get("blob_key") };
      },
    };
    return steps && { [run]: steps.map(kinds[plugin]) };
  }

  function timeSeries(recorded, form) {
    const requests = JSON.parse(form.get("requests"));
    const answers = requests.map((request) => {
      const runToSeries = series(recorded, request);
      return runToSeries && { ...request, runToSeries };
    });
    return answers.includes(undefined) ? undefined : { json: answers };
  }

  function image(recorded, parameters) {
    const blob = { blob_key: parameters.get("imageId") };
    return recordedAnswer(recorded, "plugin/images/individualImage", blob);
  }

  /** The points of one metric in one session of HParams. */
  function metricPoints(recorded, { sessionName, metricName }) {
    const run = [sessionName, metricName.group].filter(Boolean).join("/");
    const points = recorded.scalars[run]?.[metricName.tag];
    return points && { json: points };
  }

  /** HParams' table as a file. */
  function table(recorded, parameters) {
    const groups = frozenHparams.groups(recorded, JSON.parse(parameters.get("request")));
    const visible = JSON.parse(parameters.get("columnsVisibility"));
    const { header, rows } = frozenHparams.table(recorded, groups, visible);
    const format = parameters.get("format");
    if (format === "json") return { json: { header, rows } };
    if (format === "csv") return csv(header, rows);
    const cell = (value) => {
      if (typeof value === "number") return `$${Number(value.toPrecision(NUMBER))}$`;
      return String(value ?? "-").replace(/[_%]/g, "\\$&");
    };
    const line = (row) => `${row.map(cell).join(" & ")} \\\\`;
    const columns = "l".repeat(header.length);
    const lines = [`\\begin{tabular}{${columns}}`, `${line(header)} \\hline`, ...rows.map(line)];
    const text = [...lines, "\\hline", "\\end{tabular}", ""].join("\n");
    return { text, type: "application/x-latex" };
  }

  return (recorded, path, parameters, body) => {
    const request = () => JSON.parse(body ?? parameters.get("request"));
    switch (path) {
      case "plugin/timeseries/timeSeries":
        return timeSeries(recorded, body);
      case "plugin/timeseries/imageData":
        return image(recorded, parameters);
      case "plugin/scalars/scalars":
      case "plugin/custom_scalars/download_data":
        return scalars(recorded, parameters);
      case "plugin/scalars/scalars_multirun":
        return scalarsOfRuns(recorded, body);
      case "plugin/custom_scalars/scalars":
        return customScalars(recorded, path, parameters);
      case "plugin/pr_curves/pr_curves":
        return curves(recorded, path, parameters);
      case "plugin/hparams/experiment":
        return { json: frozenHparams.experiment(recorded, request()) };
      case "plugin/hparams/session_groups":
        return { json: frozenHparams.groups(recorded, request()) };
      case "plugin/hparams/metric_evals":
        return metricPoints(recorded, request());
      case "plugin/hparams/download_data":
        return table(recorded, parameters);
      default:
        return recorded.answers[key(path, parameters)];
    }
  };
})();
