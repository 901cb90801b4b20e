// Slack's mrkdwn as DOM nodes: first the <…> sequences, then code, then bold, italic and strike.

import { el, link } from "./dom.js";
import { emoji } from "./emoji.js";
import { locale } from "./words.js";

let verbatim = false; // no links of bare addresses in the text that is being drawn

let names = { users: {}, groups: {}, channels: {}, me: "" };
export const setNames = (known) => (names = known);

const unescapeText = (text) => text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");

export function mention(kind, id, label) {
  const shown =
    kind === "user" ? `@${names.users[id]?.real_name ?? label ?? id}`
    : kind === "group" ? `@${names.groups[id] ?? label ?? id}`
    : kind === "channel" ? `#${names.channels[id]?.name ?? label ?? id}`
    : `@${id}`;
  const me = kind === "broadcast" || (kind === "user" && id === names.me);
  return el("span", { class: `mention${me ? " mention-me" : ""}`, text: shown });
}

export function dateText(stamp, format, fallback) {
  const date = new Date(Number(stamp) * 1000);
  if (Number.isNaN(date.getTime())) return fallback;
  const as = (options) => new Intl.DateTimeFormat(locale(), options).format(date);
  const known = {
    date_num: () => date.toISOString().slice(0, 10),
    date: () => as({ dateStyle: "long" }), date_long: () => as({ dateStyle: "full" }),
    date_short: () => as({ dateStyle: "medium" }), date_pretty: () => as({ dateStyle: "long" }),
    date_short_pretty: () => as({ dateStyle: "medium" }), date_long_pretty: () => as({ dateStyle: "full" }),
    time: () => as({ timeStyle: "short" }), time_secs: () => as({ timeStyle: "medium" }),
    ago: () => as({ dateStyle: "medium", timeStyle: "short" }),
  };
  return format.replace(/\{(\w+)\}/g, (whole, name) => (known[name] ? known[name]() : whole));
}

function sequence(inner) {
  const [target, label] = [inner.split("|")[0], inner.includes("|") ? inner.slice(inner.indexOf("|") + 1) : undefined];
  if (target.startsWith("@")) return mention("user", target.slice(1), label);
  if (target.startsWith("#")) return mention("channel", target.slice(1), label);
  if (target.startsWith("!subteam^")) return mention("group", target.slice(9), label);
  if (target.startsWith("!date^")) {
    const [, stamp, format, url] = target.split("^");
    const text = dateText(stamp, format ?? "{date}", label ?? "");
    return url ? link(url, text) : el("time", { text });
  }
  if (target.startsWith("!")) return mention("broadcast", target.slice(1), label);
  return link(unescapeText(target), unescapeText(label ?? target.replace(/^mailto:/, "")));
}

const MARKS = [
  ["*", "strong"], ["_", "em"], ["~", "s"],
];

// Formats within one line; `text` still holds entities and <…> sequences.
export function inline(text) {
  const nodes = [];
  const pattern = /`([^`\n]+)`|<([^<>\n]+)>|:([a-z0-9_+'-]+(?:::skin-tone-\d)?):|\b(https?:\/\/(?:(?!&gt;|&lt;)[^\s<>|"”」])+)/;
  let rest = text;
  const pushText = (piece) => nodes.push(...marked(piece));
  // Marks may span over sequences, so they are looked for first, code and sequences kept whole.
  const whole = spans(rest);
  if (whole) return whole;
  while (rest) {
    const found = pattern.exec(rest);
    if (!found) {
      pushText(rest);
      break;
    }
    if (found.index > 0) pushText(rest.slice(0, found.index));
    if (found[1] !== undefined) nodes.push(el("code", { text: unescapeText(found[1]) }));
    else if (found[2] !== undefined) nodes.push(sequence(found[2]));
    else if (found[3] !== undefined) nodes.push(document.createTextNode(emoji(found[3])));
    else nodes.push(verbatim ? document.createTextNode(unescapeText(found[4])) : link(unescapeText(found[4])));
    rest = rest.slice(found.index + found[0].length);
  }
  return nodes;
}

const marked = (piece) => [document.createTextNode(unescapeText(piece))];

function spans(text) {
  // The first *bold*, _italic_ or ~strike~ that stands free of letters on its outer sides.
  let best = null;
  for (const [mark, tag] of MARKS) {
    const escaped = mark === "*" ? "\\*" : mark; // the only one that a regular expression means something by
    const inside = `(?:\`[^\`\\n]+\`|<[^<>\\n]+>|[^${escaped}\\n])`;
    const pattern = new RegExp(`(^|[\\s(\\[{>:;,.!?"'“（：，、·•—–*_~-])${escaped}(?=\\S)(${inside}+?)${escaped}(?=$|[\\s)\\]},:;.!?"'”）：，。、·•—–*_~-])`, "u");
    const found = pattern.exec(hideCode(text));
    if (found && (best === null || found.index < best.index)) {
      const start = found.index + found[1].length;
      best = { index: found.index, start, tag, length: found[0].length - found[1].length };
    }
  }
  if (!best) return null;
  const inner = text.slice(best.start + 1, best.start + best.length - 1);
  return [...inline(text.slice(0, best.start)), el(best.tag, {}, inline(inner)), ...inline(text.slice(best.start + best.length))];
}

// Same length, but with the marks inside code and <…> made harmless.
const hideCode = (text) => text.replace(/`[^`\n]+`|<[^<>\n]+>|:[a-z0-9_+'-]+:/g, (m) => m.replace(/[*_~]/g, "x"));

export function mrkdwn(text) {
  const nodes = [];
  for (const [i, piece] of text.split(/```\n?/).entries()) {
    if (i % 2 === 1) {
      nodes.push(el("pre", { text: unescapeText(piece.replace(/\n$/, "")) }));
      continue;
    }
    const lines = piece.replace(i > 0 ? /^\n/ : /^$/, "").split("\n");
    let quote = null;
    lines.forEach((line, n) => {
      const quoted = /^(?:&gt;|>) ?(.*)$/.exec(line);
      if (quoted) {
        if (!quote) nodes.push((quote = el("blockquote")));
        else quote.append(el("br"));
        quote.append(...inline(quoted[1]));
        return;
      }
      const after = quote !== null;
      quote = null;
      if (n > 0 && !after) nodes.push(el("br"));
      nodes.push(...inline(line));
    });
  }
  return nodes;
}

export function textObject(text) {
  if (!text) return [];
  if (text.type === "mrkdwn") {
    verbatim = Boolean(text.verbatim);
    const nodes = mrkdwn(text.text);
    verbatim = false;
    return nodes;
  }
  const nodes = [];
  text.text.split("\n").forEach((line, n) => {
    if (n) nodes.push(el("br"));
    nodes.push(text.emoji === false ? line : line.replace(/:([a-z0-9_+'-]+):/g, (m, name) => emoji(name)));
  });
  return nodes;
}

// Standard Markdown of the `markdown` block: headings, lists, emphasis, code, links; the rest stays text.
export function markdown(text) {
  const box = el("div", { class: "markdown" });
  let list = null;
  for (const line of text.split("\n")) {
    const heading = /^(#{1,6})\s+(.*)$/.exec(line);
    const item = /^\s*(?:[-*+]|(\d+)\.)\s+(.*)$/.exec(line);
    if (item) {
      const tag = item[1] ? "ol" : "ul";
      if (!list || list.localName !== tag) box.append((list = el(tag)));
      list.append(el("li", {}, markdownInline(item[2])));
      continue;
    }
    list = null;
    if (heading) box.append(el(`h${Math.min(6, heading[1].length + 2)}`, {}, markdownInline(heading[2])));
    else if (line.trim()) box.append(el("p", {}, markdownInline(line)));
  }
  return box;
}

function markdownInline(text) {
  const pattern = /`([^`]+)`|\*\*(.+?)\*\*|__(.+?)__|\*(.+?)\*|_(.+?)_|~~(.+?)~~|\[([^\]]+)\]\(([^)\s]+)\)/;
  const found = pattern.exec(text);
  if (!found) return text ? [document.createTextNode(text)] : [];
  const [whole, code, bold, bold2, italic, italic2, strike, label, url] = found;
  const node =
    code !== undefined ? el("code", { text: code })
    : bold ?? bold2 ? el("strong", {}, markdownInline(bold ?? bold2))
    : italic ?? italic2 ? el("em", {}, markdownInline(italic ?? italic2))
    : strike ? el("s", {}, markdownInline(strike))
    : link(url, label);
  return [document.createTextNode(text.slice(0, found.index)), node, ...markdownInline(text.slice(found.index + whole.length))];
}
