// rich_text blocks: sections, lists (with indent), quotes, preformatted text.

import { el, link } from "./dom.js";
import { EMOJI } from "./emoji.js";
import { dateText, mention } from "./mrkdwn.js";

function styled(node, style = {}) {
  for (const [name, tag] of [["code", "code"], ["bold", "strong"], ["italic", "em"], ["strike", "s"], ["underline", "u"]]) {
    if (style[name]) node = el(tag, {}, node);
  }
  return node;
}

function inline(item) {
  switch (item.type) {
    case "text": {
      const lines = item.text.split("\n");
      return styled(el("span", {}, lines.map((line, n) => (n ? [el("br"), line] : line))), item.style);
    }
    case "link": return styled(link(item.url, item.text ?? item.url), item.style);
    case "emoji": return el("span", { text: EMOJI.get(item.name) ?? `:${item.name}:` });
    case "user": return mention("user", item.user_id);
    case "usergroup": return mention("group", item.usergroup_id);
    case "channel": return mention("channel", item.channel_id);
    case "broadcast": return mention("broadcast", item.range);
    case "date": return el("time", { text: dateText(item.timestamp, item.format, item.fallback ?? "") });
    case "color": return el("code", { text: item.value });
    default: return el("span", { text: item.text ?? "" });
  }
}

export function richText(block) {
  return el("div", { class: "rich-text" }, block.elements.map((part) => {
    if (part.type === "rich_text_list") {
      const list = el(part.style === "ordered" ? "ol" : "ul", { class: `indent-${part.indent ?? 0}`, start: part.offset ? part.offset + 1 : null });
      list.append(...part.elements.map((item) => el("li", {}, item.elements.map(inline))));
      return list;
    }
    const tag = { rich_text_quote: "blockquote", rich_text_preformatted: "pre" }[part.type] ?? "div";
    return el(tag, {}, part.elements.map(inline));
  }));
}
