/* Where a filter lies along one axis: `snippets/toolbox/padding.py` for the browser.
   What Python refuses throws a RangeError. */

const isCount = (value) => Number.isInteger(value) && value >= 0;
const isPair = (value) => Array.isArray(value) && value.length === 2 && value.every(isCount);

/** How many positions a filter spans, with its gaps. */
export function extent({ size, kernelSize, stride = 1, dilationRate = 1 }) {
  for (const [name, value] of Object.entries({ size, kernelSize, stride, dilationRate })) {
    if (isCount(value) && value > 0) continue;
    throw new RangeError(`${name} must be a whole number of at least 1, not ${value}`);
  }
  return (kernelSize - 1) * dilationRate + 1;
}

function sides({ size, stride = 1, padding = "valid" }, span) {
  if (isPair(padding)) return padding;
  if (padding === "valid") return [0, 0];
  if (padding === "causal") return [span - 1, 0];
  if (padding !== "same") {
    throw new RangeError(`padding cannot be ${padding}`);
  }
  const total = Math.max((Math.ceil(size / stride) - 1) * stride + span - size, 0);
  return [Math.floor(total / 2), Math.ceil(total / 2)];
}

/** Lays a filter along an axis; `padding` may be a pair of numbers (before, after). */
export function layout(axis) {
  const { size, kernelSize, stride = 1, dilationRate = 1 } = axis;
  const span = extent(axis);
  const [before, after] = sides(axis, span);
  const room = before + size + after - span;
  if (room < 0) {
    const has = `the input with its padding has only ${span + room}`;
    throw new RangeError(`the filter spans ${span} positions, but ${has}`);
  }
  const output = Math.floor(room / stride) + 1;
  const taps = Array.from({ length: output }, (_, o) =>
    Array.from({ length: kernelSize }, (_, j) => o * stride - before + j * dilationRate),
  );
  const reads = new Array(size).fill(0);
  for (const position of taps.flat()) if (position in reads) reads[position] += 1;
  return { output, before, after, reads, taps };
}

/** Lays a transposed filter; a pair as `padding` is cut off, as PyTorch does it. */
export function transposedLayout(axis) {
  const { size, kernelSize, stride = 1, dilationRate = 1 } = axis;
  const { padding = "valid", outputPadding = null } = axis;
  const span = extent(axis);
  const full = (size - 1) * stride + span;
  const isSame = padding === "same";
  const isCut = isPair(padding);
  if (!isSame && !isCut && padding !== "valid") {
    throw new RangeError(`a transposed convolution has no ${padding} padding`);
  }
  const limit = isCut ? Math.max(stride, dilationRate) : stride;
  if (outputPadding !== null && !(isCount(outputPadding) && outputPadding < limit)) {
    throw new RangeError(`output padding must be less than ${limit}, not ${outputPadding}`);
  }
  if (isSame && outputPadding === 0 && span % 2 === 0) {
    throw new RangeError("output padding cannot be 0 where a SAME filter spans an even number");
  }
  let [before, after] = isCut ? padding : [0, 0];
  let output = size * stride + (isSame ? 0 : Math.max(span - stride, 0));
  if (isCut || outputPadding !== null) {
    const cut = isSame ? 2 * Math.floor(span / 2) : before + after;
    output = full + outputPadding - cut;
  }
  if (output < 1) throw new RangeError("nothing is left of the output");
  if (isSame) {
    const cut = Math.max(full - output, 0);
    [before, after] = [Math.floor(cut / 2), Math.ceil(cut / 2)];
  }
  const reads = new Array(size).fill(0);
  const taps = Array.from({ length: output }, () => []);
  for (let i = 0; i < size; i += 1) {
    for (let j = 0; j < kernelSize; j += 1) {
      const o = i * stride - before + j * dilationRate;
      if (!(o in taps)) continue;
      taps[o].push(i);
      reads[i] += 1;
    }
  }
  return { output, before, after, reads, taps };
}
