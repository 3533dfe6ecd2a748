/* Draws a plan: the input with its padding, the output, and a window. */

import { inside, pixels, windowOf } from "./padding-words.js";

const MARGIN = 18; // for the numbers at the sides

const shade = (count, most) => `fill-opacity="${count ? 0.08 + (0.5 * count) / most : 0}"`;

function rectangle(x, y, width, height, more) {
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="2" ${more}/>`;
}

/** A grid; `draw` gives for each cell that is not dashed [group, box, text]. */
function grid(rows, columns, cell, sign, group, draw) {
  const [height, top = 0, bottom = 0] = rows;
  const [width, left = 0, right = 0] = columns;
  const across = (left + width + right) * cell;
  const down = (top + height + bottom) * cell;
  let cells = "";
  for (let row = -top; row < height + bottom; row += 1) {
    cells += inside(row, height) ? `<g ${group}>` : "<g>";
    for (let column = -left; column < width + right; column += 1) {
      const isCell = inside(row, height) && inside(column, width);
      const [more, box, text] = isCell ? draw(row, column) : ['class="pe-pad"', "", ""];
      const place = `translate(${(column + left) * cell} ${(row + top) * cell})`;
      cells += `<g transform="${place}" ${more}>${rectangle(1, 1, cell - 2, cell - 2, box)}
        <text x="${cell / 2}" y="${cell / 2}">${text}</text></g>`;
    }
    cells += "</g>";
  }
  const side = (count, x, y) =>
    count ? `<text class="pe-side" x="${x}" y="${y}">${sign}${count}</text>` : "";
  cells += side(top, across / 2, -9) + side(bottom, across / 2, down + 9);
  cells += side(left, -9, down / 2) + side(right, across + 9, down / 2);
  const size = [across + 2 * MARGIN, down + 2 * MARGIN];
  return `width="${size[0]}" height="${size[1]}" viewBox="${-MARGIN} ${-MARGIN} ${size.join(" ")}"
    style="font-size:${Math.min(cell * 0.42, 14)}px">${cells}`;
}

/** The input, with how often each pixel is read. */
export function drawInput(plan, cell, id) {
  const { rows, columns, reads } = plan;
  const most = Math.max(4, ...reads.flat());
  const counts = `rows ${rows.reads.join(" ")}, columns ${columns.reads.join(" ")}`;
  const draw = (row, column) => {
    const count = reads[row][column];
    const box = count ? shade(count, most) : `fill="url(#${id})"`;
    return [`class="pe-${count ? "pixel" : "unread"}"`, box, count];
  };
  return `<svg role="img" aria-label="${plan.name}: reads per pixel: ${counts}"
    ${grid(rows.input, columns.input, cell, "+", "", draw)}
    <pattern id="${id}" width="6" height="6" patternUnits="userSpaceOnUse">
      <path d="M-1 7 7-1M-1 1 1-1M5 7 7 5"/></pattern><g class="pe-window"></g></svg>`;
}

/** The output, with how many pixels each window covers. */
export function drawOutput(plan, cell) {
  const most = plan.kernel ** 2;
  const draw = (row, column) => {
    const count = pixels(plan, row, column);
    const group = `class="pe-output" role="gridcell" tabindex="-1"
      data-place="${row},${column}" aria-label="${windowOf(plan, row, column)}"`;
    return [group, shade(count, most), count];
  };
  return `<svg role="grid" aria-label="${plan.name}, output: arrow keys move the window"
    ${grid(plan.rows.drawn, plan.columns.drawn, cell, "−", 'role="row"', draw)}</svg>`;
}

/** Lights what an output reads: nothing if it is not there. */
export function light(window, plan, cell, row, column) {
  const { rows, columns, countsPadding } = plan;
  const down = rows.taps[row] ?? [];
  const across = columns.taps[column] ?? [];
  let drawn = "";
  for (const r of down) {
    for (const c of across) {
      const [x, y] = [(c - across[0]) * cell, (r - down[0]) * cell];
      const counts = countsPadding || (inside(r, rows.size) && inside(c, columns.size));
      const [near, far] = [0.32 * cell, 0.36 * cell];
      drawn += counts
        ? rectangle(x + 1, y + 1, cell - 2, cell - 2, 'class="pe-tap"')
        : `<path d="M${x + near} ${y + near}l${far} ${far}m0-${far}l-${far} ${far}"/>`;
    }
  }
  if (drawn) {
    const span = (taps) => (taps.at(-1) - taps[0] + 1) * cell;
    drawn += rectangle(0, 0, span(across), span(down), 'class="pe-frame"');
    const start = (taps, { input }) => `${(taps[0] + (input[1] ?? 0)) * cell}px`;
    window.style.transform = `translate(${start(across, columns)}, ${start(down, rows)})`;
  }
  window.innerHTML = drawn;
}
