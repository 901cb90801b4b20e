// data_table and data_visualization: a table that sorts and pages, and plain charts with their figures as a table for screen readers.

import { el, svg } from "./dom.js";
import { richText } from "./richtext.js";
import { locale } from "./words.js";

const number = (value) => new Intl.NumberFormat(locale(), { maximumFractionDigits: 2 }).format(value);

export function cell(item) {
  if (!item) return [];
  if (item.type === "rich_text") return [richText(item)];
  if (item.type === "raw_number") return [item.text ?? number(item.value)];
  return item.text.split("\n").map((line, n) => (n ? [el("br"), line] : line));
}

export function table(block) {
  const align = (block.column_settings ?? []).map((s) => s?.align ?? "left");
  const wraps = (block.column_settings ?? []).map((s) => s?.is_wrapped ?? false);
  const rows = block.rows.map((row, r) =>
    el("tr", {}, row.map((item, c) => el(r ? "td" : "th", { class: `align-${align[c] ?? "left"}${wraps[c] ? "" : " one-line"}`, scope: r ? null : "col" }, cell(item)))));
  return el("div", { class: "table-box", tabindex: "0", role: "region", "aria-label": "Table" }, el("table", {}, el("thead", {}, rows[0]), el("tbody", {}, rows.slice(1))));
}

const sortable = (item) => (item?.type === "raw_number" ? Number(item.value) : (item?.text ?? ""));

export function dataTable(block) {
  const [head, ...body] = block.rows;
  const size = block.page_size ?? 5;
  const box = el("div", { class: "data-table" });
  const state = { page: 0, column: null, down: false };
  const draw = (focus) => {
    const rows = state.column === null ? body : [...body].sort((a, b) => {
      const [x, y] = [sortable(a[state.column]), sortable(b[state.column])];
      const order = typeof x === "number" && typeof y === "number" ? x - y : String(x).localeCompare(String(y), locale(), { numeric: true });
      return state.down ? -order : order;
    });
    const pages = Math.max(1, Math.ceil(rows.length / size));
    const sort = (c) => {
      state.down = state.column === c ? !state.down : false;
      state.column = c;
      state.page = 0;
      draw(c);
    };
    const heads = head.map((item, c) => {
      const sorted = state.column === c ? (state.down ? "descending" : "ascending") : "none";
      const arrow = state.column === c ? (state.down ? " ▾" : " ▴") : "";
      return el("th", { scope: "col", "aria-sort": sorted }, el("button", { type: "button", class: "sort", on: { click: () => sort(c) } }, cell(item), arrow));
    });
    const shown = rows.slice(state.page * size, (state.page + 1) * size).map((row) =>
      el("tr", {}, row.map((item, c) =>
        el(c === (block.row_header_column_index ?? 0) ? "th" : "td",
          { class: item?.type === "raw_number" ? "align-right" : null, scope: c === (block.row_header_column_index ?? 0) ? "row" : null }, cell(item)))));
    const turn = (step) => () => { state.page += step; draw(); };
    box.replaceChildren(
      el("div", { class: "table-box", tabindex: "0", role: "region", "aria-label": block.caption },
        el("table", {}, el("caption", { text: block.caption }), el("thead", {}, el("tr", {}, heads)), el("tbody", {}, shown))),
      pages > 1 && el("div", { class: "pager" },
        el("button", { type: "button", class: "button", "aria-label": "‹", disabled: state.page === 0, on: { click: turn(-1) } }, "‹"),
        ` ${state.page + 1} / ${pages} `,
        el("button", { type: "button", class: "button", "aria-label": "›", disabled: state.page === pages - 1, on: { click: turn(1) } }, "›")) || "");
    if (focus !== undefined) box.querySelectorAll(".sort")[focus]?.focus();
  };
  draw();
  return box;
}

const W = 560, H = 220, LEFT = 52, RIGHT = 12, TOP = 12, BOTTOM = 34;

export function chart(block) {
  const plot = block.chart;
  const drawn = plot.type === "pie" ? pie(plot) : axes(plot);
  return el("figure", { class: "chart" }, el("figcaption", { text: block.title }), drawn, legend(plot), figures(block));
}

function legend(plot) {
  const names = plot.type === "pie" ? plot.segments.map((s) => s.label) : plot.series.map((s) => s.name);
  return el("ul", { class: "legend", "aria-hidden": "true" }, names.map((name, i) => el("li", { class: `ink-${i % 6}`, text: name })));
}

function figures(block) {
  const plot = block.chart;
  const rows = plot.type === "pie"
    ? plot.segments.map((s) => [s.label, number(s.value)])
    : labels(plot).map((label) => [label, ...plot.series.map((s) => number(s.data.find((p) => p.label === label)?.value ?? NaN))]);
  const head = plot.type === "pie" ? [] : ["", ...plot.series.map((s) => s.name)];
  return el("div", { class: "for-readers" }, el("table", {}, el("caption", { text: block.title }),
    head.length > 0 && el("thead", {}, el("tr", {}, head.map((h) => el("th", { scope: "col", text: h })))),
    el("tbody", {}, rows.map((row) => el("tr", {}, row.map((text, i) => el(i ? "td" : "th", { text, scope: i ? null : "row" })))))));
}

const labels = (plot) => plot.axis_config?.categories ?? [...new Set(plot.series.flatMap((s) => s.data.map((p) => p.label)))];

// Round steps from zero (or below) to above the largest value.
function scale(values) {
  const most = Math.max(...values, 0), least = Math.min(...values, 0);
  const rough = (most - least || 1) / 4, power = 10 ** Math.floor(Math.log10(rough));
  const step = power * [1, 2, 2.5, 5, 10].find((times) => times * power >= rough);
  return { low: Math.floor(least / step) * step, high: Math.ceil(most / step) * step || step, step };
}

function axes(plot) {
  const names = labels(plot);
  const { low, high, step: rise } = scale(plot.series.flatMap((s) => s.data.map((p) => Number(p.value))));
  const span = high - low;
  const y = (v) => TOP + (H - TOP - BOTTOM) * (1 - (v - low) / span);
  const step = (W - LEFT - RIGHT) / names.length;
  const x = (i) => LEFT + step * (i + 0.5);
  const picture = svg("svg", { viewBox: `0 0 ${W} ${H}`, class: "plot", role: "img", "aria-hidden": "true" });
  for (let i = 0; low + i * rise <= high + rise / 2; i += 1) {
    const v = low + i * rise;
    const label = svg("text", { x: LEFT - 6, y: y(v) + 4, class: "tick", "text-anchor": "end" });
    label.textContent = new Intl.NumberFormat(locale(), { notation: "compact", maximumFractionDigits: 1 }).format(v);
    picture.append(svg("line", { x1: LEFT, x2: W - RIGHT, y1: y(v), y2: y(v), class: "grid" }), label);
  }
  const every = Math.ceil(names.length / 8);
  names.forEach((name, i) => {
    if (i % every) return;
    const label = svg("text", { x: x(i), y: H - BOTTOM + 18, class: "tick", "text-anchor": "middle" });
    label.textContent = name;
    picture.append(label);
  });
  plot.series.forEach((series, s) => {
    const ink = `ink-${s % 6}`;
    const points = names.map((name, i) => [i, series.data.find((p) => p.label === name)]).filter(([, p]) => p).map(([i, p]) => [x(i), y(Number(p.value)), i]);
    if (plot.type === "bar") {
      const width = (step * 0.76) / plot.series.length;
      for (const [, top, i] of points) {
        const zero = y(0);
        picture.append(svg("rect", { x: LEFT + step * (i + 0.12) + width * s, y: Math.min(top, zero), width: Math.max(1, width - 1), height: Math.max(1, Math.abs(zero - top)), rx: 2, class: `bar ${ink}` }));
      }
      return;
    }
    const path = points.map(([a, b], i) => `${i ? "L" : "M"}${a.toFixed(1)} ${b.toFixed(1)}`).join("");
    if (plot.type === "area" && points.length) {
      picture.append(svg("path", { d: `${path}L${points.at(-1)[0]} ${y(0)}L${points[0][0]} ${y(0)}Z`, class: `area ${ink}` }));
    }
    picture.append(svg("path", { d: path, class: `line ${ink}` }));
    for (const [a, b] of points) picture.append(svg("circle", { cx: a, cy: b, r: 2.5, class: `dot ${ink}` }));
  });
  return picture;
}

function pie(plot) {
  const total = plot.segments.reduce((sum, s) => sum + Number(s.value), 0) || 1;
  const picture = svg("svg", { viewBox: "0 0 220 220", class: "plot pie", "aria-hidden": "true" });
  let from = -Math.PI / 2;
  plot.segments.forEach((segment, i) => {
    const share = Number(segment.value) / total;
    const to = from + Math.min(share, 0.9999) * 2 * Math.PI;
    const at = (angle) => `${(110 + 95 * Math.cos(angle)).toFixed(2)} ${(110 + 95 * Math.sin(angle)).toFixed(2)}`;
    picture.append(svg("path", { d: `M110 110L${at(from)}A95 95 0 ${share > 0.5 ? 1 : 0} 1 ${at(to)}Z`, class: `slice ink-${i % 6}` }));
    from = to;
  });
  return picture;
}
