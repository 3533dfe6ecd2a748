/* What TensorFlow and PyTorch do with the explorer's state, in numbers, words and code. */

import { extent, layout, transposedLayout } from "./padding-layout.js";

const LAYERS = {
  conv: "Conv#D",
  transposed: "Conv#DTranspose",
  max: "MaxPooling#D",
  average: "AveragePooling#D",
};
const isPool = ({ operation }) => operation === "max" || operation === "average";
const isCausal = ({ padding }) => padding === "causal";
const list = (numbers) => numbers.join(", ").replaceAll("-", "−");
export const inside = (tap, size) => tap >= 0 && tap < size;
/** How many pixels the window of an output reads. */
export const pixels = ({ rows, columns }, row, column) =>
  rows.taps[row].filter((tap) => inside(tap, rows.size)).length *
  columns.taps[column].filter((tap) => inside(tap, columns.size)).length;

/** The state without what does not apply to it, and with what follows from it. */
export function settle(state) {
  const { operation, padding, before } = state;
  const most = operation === "transposed" ? 8 : 16;
  const d = isPool(state) ? 1 : state.dilation;
  const e = extent({ size: 1, kernelSize: state.kernel, dilationRate: d });
  const usual = { same: (e - 1) >> 1, causal: e - 1, explicit: before, valid: 0 }[padding];
  return {
    ...state,
    height: isCausal(state) ? 1 : Math.min(state.height, most),
    width: Math.min(state.width, most),
    dilation: d,
    extent: e,
    o: state.output_padding < 0 ? null : state.output_padding,
    p: state.pytorch_padding < 0 ? usual : state.pytorch_padding,
  };
}

function lay(state, size, isPytorch) {
  const { operation, kernel, stride, dilation, before, after, p, o } = state;
  const axis = { size, kernelSize: kernel, stride, dilationRate: dilation };
  const isExplicit = state.padding === "explicit";
  const padding = isPytorch ? [p, p] : isExplicit ? [before, after] : state.padding;
  if (operation === "transposed") {
    const kept = !isPytorch && isExplicit ? "explicit" : padding;
    return transposedLayout({ ...axis, padding: kept, outputPadding: o });
  }
  if (isPool(state) && (isPytorch ? p > kernel / 2 : isCausal(state))) {
    throw new RangeError(
      isPytorch ? "a pool's p may be at most k / 2" : "pools have no causal padding",
    );
  }
  return layout({ ...axis, padding });
}

/** An axis with what its two grids hold: [cells, dashed before, dashed after]. */
function withCells(axis, size, isTransposed) {
  const { output, before, after } = axis;
  const grids = [[size], [output]];
  grids[isTransposed ? 1 : 0].push(before, after);
  return { ...axis, size, input: grids[0], drawn: grids[1] };
}

/** What each framework does: its two axes and how often pixels are read, or a reason. */
export function plans(state) {
  const { padding, before, after, height, width, operation, p } = state;
  const given = padding === "explicit" ? [before, after] : `"${padding}"`;
  return ["TensorFlow", "PyTorch"].slice(0, state.frameworks === "both" ? 2 : 1).map(make);

  function make(name, i) {
    const isTransposed = operation === "transposed";
    const plan = { ...state, name, isPytorch: i === 1, isTransposed };
    plan.call = `padding=${i ? p : given}`;
    plan.inputSize = sizeOf(height, width, height);
    // Padding in a window counts, but not in pools that know that it is padding.
    plan.countsPadding =
      !isPool(state) || (i ? operation === "average" : padding === "explicit");
    try {
      const rows = height === 1 ? layout({ size: 1, kernelSize: 1 }) : lay(state, height, i);
      plan.columns = withCells(lay(state, width, i), width, isTransposed);
      plan.rows = withCells(rows, height, isTransposed);
      plan.reads = plan.rows.reads.map((r) => plan.columns.reads.map((c) => r * c));
      const unread = plan.reads.flat().filter((count) => !count).length;
      plan.unread = `${unread} of ${height * width} pixels`;
      plan.size = sizeOf(plan.rows.output, plan.columns.output, height);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      plan.reason = error.message;
    }
    return plan;
  }
}

/** "3 × 4", or "4" for a sequence. */
const sizeOf = (rows, columns, height) =>
  height === 1 ? `${columns}` : `${rows} × ${columns}`;

export function sidesOf({ rows, columns, height }) {
  const across = `left ${columns.before}, right ${columns.after}`;
  return height === 1 ? across : `top ${rows.before}, bottom ${rows.after}, ${across}`;
}

/** The result in one sentence, or why there is none. */
export function verdict([one, other]) {
  if (one.reason) return `Impossible: ${one.reason}.`;
  if (!other) {
    return `${one.inputSize} → ${one.size}. Never read: ${one.unread}.`;
  }
  if (other.reason) return `PyTorch refuses this: ${other.reason}.`;
  if (one.size !== other.size) {
    return `Different sizes: ${one.size} in TensorFlow, ${other.size} in PyTorch.`;
  }
  const windows = ({ rows, columns }) => JSON.stringify([rows.taps, columns.taps]);
  return `Same size, ${windows(one) === windows(other) ? "same" : "different"} windows.`;
}

/** What a window reads. */
export function windowOf(plan, row, column) {
  const { rows, columns, height, isTransposed, countsPadding } = plan;
  const [down, across] = [rows.taps[row], columns.taps[column]];
  const count = pixels(plan, row, column);
  const padding = down.length * across.length - count;
  const output = `Output ${height === 1 ? column : `${row}, ${column}`}`;
  if (isTransposed && !count) return `${output} receives nothing: it is 0.`;
  const verb = isTransposed ? "receives from" : "reads";
  const named = (name, taps) => `${name}${taps.length === 1 ? "" : "s"} ${list(taps)}`;
  const first = height === 1 ? "" : `${named("row", down)}; `;
  const read = `${count} pixel${count === 1 ? "" : "s"}`;
  const rest = padding ? ` and ${padding} of padding` : "";
  const where = `${output} ${verb} ${first}${named("column", across)}: ${read}${rest}.`;
  if (plan.operation === "average") {
    return `${where} It divides by ${countsPadding ? count + padding : count}.`;
  }
  return countsPadding || !padding ? where : `${where} Padding is never the maximum.`;
}

/** What else a reader must know about this state. */
export function notes([{ height, operation, padding, stride, dilation }, other]) {
  const pool = isPool({ operation });
  const average = operation === "average";
  return [
    height === 1 && "Height 1 is a sequence: the layers are 1-D.",
    isCausal({ padding }) && "Causal padding is for sequences: no output reads ahead.",
    pool && "Pools have no dilation in Keras.",
    pool && padding === "explicit" && "ZeroPadding adds real zeros: the pool counts them.",
    average && padding === "same" && "TensorFlow does not count padding.",
    average && other && "PyTorch counts padding (count_include_pad=True).",
    stride > 1 && dilation > 1 && "Keras refuses strides > 1 with dilation > 1; tf.nn does not.",
  ]
    .filter(Boolean)
    .join(" ");
}

/** An axis's formulas: name, formula, the same in numbers, result. */
export function formulas(plan, { size: n, output, before, after }) {
  const { padding, kernel: k, stride: s, dilation: d, extent: e, o, p } = plan;
  const { isTransposed, isPytorch } = plan;
  const isSame = padding === "same";
  const made = [];
  const add = (name, formula, result) => {
    const values = { n, k, s, d, e, p, o: o ?? 0, output, padding: before + after };
    const numbers = formula.replace(/[a-z]+/g, (word) => values[word] ?? word);
    made.push([name, d === 1 ? formula.replace(/\be\b/g, "k") : formula, numbers, result]);
  };
  const split = `${before + after}: ${before} before, ${after} after`;
  if (d > 1) add("e", "(k − 1)·d + 1", e);
  if (isTransposed) {
    if (isPytorch) add("output", "(n − 1)·s + e − 2·p + o", output);
    else if (o !== null) {
      add("output", `(n − 1)·s + e + o${isSame ? " − 2·⌊e / 2⌋" : ""}`, output);
    } else add("output", isSame ? "n·s" : "n·s + max(e − s, 0)", output);
    if (isSame && !isPytorch) add("cropped", "max((n − 1)·s + e − output, 0)", split);
  } else if (isPytorch) add("output", "⌊(n + 2·p − e) / s⌋ + 1", output);
  else if (isSame) {
    add("output", "⌈n / s⌉", output);
    add("padding", "max((output − 1)·s + e − n, 0)", split);
  } else {
    if (isCausal(plan)) add("padding", "e − 1", split);
    add("output", `⌊(n${padding === "valid" ? "" : " + padding"} − e) / s⌋ + 1`, output);
  }
  return made;
}

/** Keras code that prints the shape of the output; none where Keras refuses. */
export function kerasCode(state) {
  const { operation, padding, kernel, stride, dilation, height, width, o } = state;
  if (stride > 1 && dilation > 1) return "";
  const isSequence = height === 1;
  const sizes = isSequence ? width : `${height}, ${width}`;
  const axes = isSequence ? 1 : 2;
  const sides = `(${state.before}, ${state.after})`;
  const isExplicit = padding === "explicit";
  const given = [`padding="${isExplicit ? "valid" : padding}"`];
  if (dilation > 1) given.unshift(`dilation_rate=${dilation}`);
  if (operation === "transposed" && o !== null) given.push(`output_padding=${o}`);
  const zeros = `layers.ZeroPadding${axes}D(${isSequence ? sides : `(${sides}, ${sides})`})`;
  return `import keras
from keras import layers

image = keras.ops.ones((1, ${sizes}, 1))
${isExplicit ? `image = ${zeros}(image)\n` : ""}layer = layers.${LAYERS[operation].replace("#", axes)}(
    ${isPool(state) ? `pool_size=${kernel}` : `1,\n    kernel_size=${kernel}`},
    strides=${stride},
    ${given.join(",\n    ")},
)
print(layer(image).shape)
`;
}
