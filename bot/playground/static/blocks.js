// Draws Block Kit. `context`: { known, use, errors }.

import { cell, chart, dataTable, table } from "./charts.js";
import { el, link, safeUrl } from "./dom.js";
import { drawElement, picture } from "./elements.js";
import { markdown, textObject } from "./mrkdwn.js";
import { richText } from "./richtext.js";

const DRAW = {
  header: (b) => el(`h${2 + (b.level ?? 1)}`, { class: "b-header" }, textObject(b.text)),
  divider: () => el("hr", { class: "b-divider" }),
  section: (b, context) => el("div", { class: `b-section${b.accessory ? " with-accessory" : ""}` },
    el("div", { class: "b-section-body" },
      b.text && el("div", { class: "b-text" }, textObject(b.text)),
      b.fields && el("div", { class: "b-fields" }, b.fields.map((f) => el("div", {}, textObject(f))))),
    b.accessory && el("div", { class: "b-accessory" }, drawElement(b.accessory, b, context))),
  context: (b) => el("div", { class: "b-context" }, b.elements.map((e) => (e.type === "image" ? picture(e) : el("span", {}, textObject(e))))),
  actions: (b, context) => el("div", { class: "b-actions" }, b.elements.map((e) => drawElement(e, b, context))),
  context_actions: (b, context) => el("div", { class: "b-actions" }, b.elements.map((e) => drawElement(e, b, context))),
  image: (b) => el("figure", { class: "b-image" }, b.title && el("figcaption", {}, textObject(b.title)), picture(b)),
  markdown: (b) => markdown(b.text),
  rich_text: (b) => richText(b),
  table: (b) => table(b),
  data_table: (b) => dataTable(b),
  data_visualization: (b) => chart(b),
  input: (b, context) => drawInput(b, context),
  alert: (b) => el("div", { class: `b-alert ${b.level ?? "info"}`, role: "note" }, textObject(b.text)),
  card: (b, context) => el("article", { class: "b-card" },
    b.title && el("strong", {}, textObject(b.title)), b.subtitle && el("small", {}, textObject(b.subtitle)),
    b.body && el("div", {}, textObject(b.body)), b.subtext && el("small", {}, textObject(b.subtext)),
    b.actions && el("div", { class: "b-actions" }, b.actions.map((e) => drawElement(e, b, context)))),
  carousel: (b, context) => el("div", { class: "b-carousel" }, b.elements.map((card) => drawBlock(card, context))),
  container: (b, context) => {
    const inside = b.child_blocks.map((child) => drawBlock(child, context));
    const head = [b.title && el("strong", {}, textObject(b.title)), b.subtitle && el("small", {}, textObject(b.subtitle))];
    return b.is_collapsible
      ? el("details", { class: "b-container", open: !b.default_collapsed }, el("summary", {}, head), inside)
      : el("section", { class: "b-container" }, head, inside);
  },
  video: (b) => el("div", { class: "b-video" }, link(b.title_url ?? b.video_url, b.title.text), b.description && el("p", {}, textObject(b.description))),
  plan: (b) => el("div", { class: "b-plan" }, el("strong", { text: b.title }), el("ul", {}, (b.tasks ?? []).map((t) => el("li", { text: `${t.title} ${t.status ?? ""}` })))),
  task_card: (b) => el("div", { class: "b-card" }, el("strong", { text: b.title }), b.status && el("small", { text: b.status })),
};

let inputs = 0;

function drawInput(block, context) {
  const id = `input-${(inputs += 1)}`;
  const node = drawElement(block.element, block, { ...context, quiet: (b) => !b.dispatch_action });
  const error = context.errors?.[block.block_id];
  const grouped = node.dataset.checks !== undefined;
  node.id = id;
  if (!block.optional && !grouped) node.setAttribute("aria-required", "true");
  const help = [];
  if (block.hint) help.push(el("small", { class: "hint", id: `${id}-hint` }, textObject(block.hint)));
  if (error) help.push(el("small", { class: "error", id: `${id}-error`, role: "alert", text: error }));
  if (help.length) node.setAttribute("aria-describedby", help.map((h) => h.id).join(" "));
  if (error) node.setAttribute("aria-invalid", "true");
  const title = [textObject(block.label), block.optional && el("span", { class: "optional", text: document.documentElement.lang === "zh-CN" ? " （选填）" : " (optional)" })];
  if (grouped) {
    node.removeAttribute("id");
    return el("fieldset", { class: "b-input" }, el("legend", {}, title), node, help);
  }
  return el("div", { class: "b-input" }, el("label", { for: id }, title), node, help);
}

export function drawBlock(block, context) {
  const draw = DRAW[block.type];
  return draw ? draw(block, context) : el("p", { class: "unknown", text: `[${block.type}]` });
}

export const drawBlocks = (blocks, context) => blocks.map((block) => drawBlock(block, context));

export function drawAttachment(attachment, context) {
  const color = /^#?[0-9a-f]{6}$/i.test(attachment.color ?? "") ? `#${attachment.color.replace("#", "")}` : null;
  const box = el("div", { class: `attachment ${["good", "warning", "danger"].includes(attachment.color) ? attachment.color : ""}` },
    attachment.title && el("strong", {}, attachment.title_link && safeUrl(attachment.title_link) ? link(attachment.title_link, attachment.title) : attachment.title),
    attachment.text && el("div", {}, textObject({ type: "mrkdwn", text: attachment.text })),
    attachment.fields && el("div", { class: "b-fields" }, attachment.fields.map((f) => el("div", {}, el("strong", { text: f.title }), el("br"), f.value))),
    attachment.blocks && drawBlocks(attachment.blocks, context));
  if (color) box.style.borderLeftColor = color;
  return box;
}

export { cell };
