// One message: who, when, blocks, files, reactions, the thread below it, and the tools that show on hover or focus.

import { drawAttachment, drawBlocks } from "./blocks.js";
import { el } from "./dom.js";
import { picture, readState } from "./elements.js";
import { EMOJI, emoji } from "./emoji.js";
import { mrkdwn } from "./mrkdwn.js";
import { locale, word } from "./words.js";

const QUICK = ["eyes", "white_check_mark", "raised_hands"];

export const clockTime = (ts) => new Intl.DateTimeFormat(locale(), { hour: "numeric", minute: "2-digit" }).format(new Date(Number(ts) * 1000));

export function dayName(ts) {
  const day = new Date(Number(ts) * 1000), now = new Date();
  const days = Math.round((new Date(now.toDateString()) - new Date(day.toDateString())) / 86400000);
  if (days === 0) return word("today");
  if (days === 1) return word("yesterday");
  return new Intl.DateTimeFormat(locale(), { weekday: "long", month: "long", day: "numeric" }).format(day);
}

export function avatar(user) {
  const node = el("span", { class: `avatar${user?.is_bot ? " bot" : ""}`, "aria-hidden": "true" }, user?.is_bot ? "📈" : [...(user?.real_name ?? "?")][0]);
  if (user && !user.is_bot) node.style.backgroundColor = `#${user.color}`;
  return node;
}

export function drawMessage(message, context) {
  const { known, act, user, channel, openThread, inThread } = context;
  const author = known.users[message.user];
  const use = async (element, block, value, node) => {
    node?.classList.add("busy");
    await act("click", { user, message_ts: message.ts, action_id: element.action_id, block_id: block.block_id, value, state: readState(body) });
    node?.classList.remove("busy");
  };
  const body = el("div", { class: "m-body" });
  if (message.blocks?.length) body.append(...drawBlocks(message.blocks, { known, use }));
  else if (message.text) body.append(el("div", { class: "b-text" }, mrkdwn(message.text)));
  if (message.edited && !message.bot_id) body.append(el("small", { class: "edited", text: word("edited") }));
  for (const attachment of message.attachments ?? []) body.append(drawAttachment(attachment, { known, use }));
  for (const file of message.files ?? []) body.append(drawFile(file));
  const node = el("article", { class: `message${message.is_ephemeral ? " ephemeral" : ""}`, data: { ts: message.ts, key: JSON.stringify(message) }, tabindex: "-1", "aria-label": `${author?.real_name ?? ""} ${clockTime(message.ts)}` },
    avatar(author),
    el("div", { class: "m-content" },
      message.is_ephemeral && el("div", { class: "only", text: `👁 ${word("only")}` }),
      el("div", { class: "m-head" }, el("strong", { text: author?.real_name ?? message.user }),
        author?.is_bot && el("span", { class: "tag", text: word("app") }), author?.is_guest && el("span", { class: "tag", text: word("guest") }),
        el("time", { datetime: new Date(Number(message.ts) * 1000).toISOString(), text: clockTime(message.ts) })),
      body,
      reactions(message, context),
      !inThread && message.reply_count > 0 && el("button", { type: "button", class: "replies", on: { click: () => openThread(message.ts) } },
        (message.reply_users ?? []).slice(0, 4).map((id) => avatar(known.users[id])), ` ${word("replies")(message.reply_count)}`,
        el("time", { text: clockTime(message.latest_reply) }))));
  if (!message.is_ephemeral) node.append(tools(message, context));
  return node;
}

function drawFile(file) {
  if (file.mimetype?.startsWith("image/")) {
    return el("figure", { class: "b-image" }, el("figcaption", { text: file.title ?? file.name }), picture({ slack_file: { id: file.id }, alt_text: file.title ?? file.name }));
  }
  return el("div", { class: "file" }, el("span", { class: "file-icon", "aria-hidden": "true", text: "📄" }), el("span", {}, el("strong", { text: file.title ?? file.name }), el("small", { text: ` ${file.filetype?.toUpperCase() ?? ""} · ${Math.max(1, Math.round(file.size / 1024))} kB` })));
}

function reactions(message, { act, user, known }) {
  if (!message.reactions?.length) return null;
  return el("div", { class: "reactions" }, message.reactions.map((r) => {
    const mine = r.users.includes(user);
    const who = r.users.map((id) => known.users[id]?.real_name ?? id).join(", ");
    return el("button", { type: "button", class: `reaction${mine ? " mine" : ""}`, "aria-pressed": String(mine), title: `${who} :${r.name}:`, "aria-label": `${r.name} ${r.count}`, data: { reaction: r.name },
      on: { click: () => act("react", { user, message_ts: message.ts, name: r.name, remove: mine }) } }, emoji(r.name), el("span", { text: ` ${r.count}` }));
  }));
}

function tools(message, context) {
  const { act, user, known, openThread, inThread, shortcuts } = context;
  const react = (name) => {
    const mine = message.reactions?.find((r) => r.name === name)?.users.includes(user);
    return act("react", { user, message_ts: message.ts, name, remove: Boolean(mine) });
  };
  const bar = el("div", { class: "tools", role: "toolbar", "aria-label": word("more") });
  const popup = el("div", { class: "popup", hidden: true });
  const show = (...content) => {
    const same = popup.dataset.kind === content[0];
    popup.dataset.kind = same && !popup.hidden ? "" : content[0];
    popup.hidden = same && !popup.hidden;
    popup.replaceChildren(...content.slice(1));
    popup.querySelector("input, button")?.focus();
  };
  const hide = () => { popup.hidden = true; };
  const picker = () => {
    const grid = el("div", { class: "emoji-grid" });
    const fill = (part) => grid.replaceChildren(...[...EMOJI].filter(([name]) => name.includes(part)).slice(0, 96).map(([name, face]) =>
      el("button", { type: "button", title: `:${name}:`, "aria-label": name, on: { click: () => { hide(); react(name); } } }, face)));
    fill("");
    return [el("input", { class: "field", type: "search", placeholder: word("search"), "aria-label": word("search"), on: { input: (e) => fill(e.target.value.toLowerCase()) } }), grid];
  };
  const own = message.user === user, admin = user === "U0ANA00001";
  const menu = () => [
    ...shortcuts.filter((s) => s.kind === "message").map((s) => item(`${s.name} · asinwatch`, () => act("shortcut", { user, callback_id: s.callback_id, message_ts: message.ts }))),
    own && item(word("change"), () => startEdit()),
    item(word("copy"), () => navigator.clipboard?.writeText(message.ts)),
    (own || admin) && item(word("remove"), () => act("delete_message", { user, message_ts: message.ts })),
  ].filter(Boolean);
  const item = (text, run) => el("button", { type: "button", class: "menu-item", text, on: { click: () => { hide(); run(); } } });
  const startEdit = () => {
    const area = el("textarea", { class: "field", rows: 2, value: message.text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&"), "aria-label": word("change") });
    area.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); hide(); act("edit", { user, message_ts: message.ts, text: area.value }); }
    });
    show("edit", area);
    area.focus();
  };
  const button = (name, face, run) => el("button", { type: "button", class: "icon-button", title: name, "aria-label": name, on: { click: run } }, face);
  bar.append(
    ...QUICK.map((name) => button(`:${name}:`, emoji(name), () => react(name))),
    button(word("react"), "☺+", () => show("react", ...picker())),
    ...(inThread ? [] : [button(word("reply"), "💬", () => openThread(message.thread_ts ?? message.ts))]),
    button(word("more"), "⋮", () => show("menu", ...menu())));
  const box = el("div", { class: "tools-box" }, bar, popup);
  box.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
  box.addEventListener("focusout", (event) => { if (event.relatedTarget && !box.contains(event.relatedTarget)) hide(); });
  return box;
}
