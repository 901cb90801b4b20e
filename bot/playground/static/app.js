// The page: what this person sees, kept up to date by the server's stream of changes.

import { drawBlocks } from "./blocks.js";
import { makeComposer } from "./composer.js";
import { el } from "./dom.js";
import { readState } from "./elements.js";
import { avatar, dayName, drawMessage } from "./message.js";
import { showModal } from "./modal.js";
import { setNames } from "./mrkdwn.js";
import { setLanguage, word } from "./words.js";

const $ = (id) => document.getElementById(id);
const asked = new URLSearchParams(location.search);
const here = { user: asked.get("user") ?? sessionStorage.getItem("user") ?? "", room: asked.get("channel") ?? "", tab: "messages", thread: null, state: null, stream: null, followUntil: 0 };

const known = () => ({ users: here.state.users, groups: here.state.groups, channels: Object.fromEntries(here.state.channels.map((c) => [c.id, c])), me: here.state.me });
const room = () => here.state?.channels.find((c) => c.id === here.room);

async function read(path, parameters) {
  const answer = await fetch(`/page/${path}?${new URLSearchParams(parameters)}`);
  return answer.json();
}

// What a person does. Gives null, or the words of what went wrong (shown unless `quiet`).
async function act(action, body, { quiet = false } = {}) {
  let fault = null;
  // Whoever writes wants to see the answer, wherever they had scrolled to.
  if (["say", "command", "upload_file"].includes(action)) here.followUntil = Date.now() + 8000;
  try {
    const answer = await fetch(`/page/do/${action}`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
    const result = await answer.json();
    fault = result.error ?? null;
  } catch {
    fault = word("lost");
  }
  if (fault && !quiet) say(fault);
  return fault;
}

function say(text) {
  const toast = el("div", { class: "toast" }, el("span", { text }), el("button", { type: "button", class: "icon-button", "aria-label": word("close"), on: { click: () => toast.remove() } }, "✕"));
  $("toasts").append(toast);
  setTimeout(() => toast.remove(), 9000);
}

// ── drawing ──────────────────────────────────────────────────────────────────────────────────────────────────────
function drawSide() {
  const { state } = here;
  const entry = (channel, sign, name) => {
    const current = channel.id === here.room;
    return el("li", {}, el("button", { type: "button", class: `side-item${channel.unread && !current ? " unread" : ""}`, "aria-current": current ? "page" : null, data: { channel: channel.id }, on: { click: () => go(channel.id) } },
      el("span", { class: "sign", "aria-hidden": "true" }, sign), el("span", { class: "side-name", text: name }),
      channel.unread > 0 && !current && el("span", { class: "badge", "aria-label": word("unread")(channel.unread), text: String(channel.unread) })));
  };
  $("channels").replaceChildren(...state.channels.filter((c) => !c.is_im).map((c) => entry(c, c.is_private ? "🔒" : "#", c.name)));
  $("apps").replaceChildren(...state.channels.filter((c) => c.is_im).map((c) => entry(c, avatar(state.users[state.bot]), "asinwatch")));
  $("team").textContent = state.team;
  $("link-state").textContent = state.connected ? word("connected") : word("away");
  $("link-state").classList.toggle("off", !state.connected);
  $("side-note").textContent = word("note");
  const total = state.channels.reduce((sum, c) => sum + (c.id === here.room ? 0 : c.unread), 0);
  document.title = `${total ? `(${total}) ` : ""}${state.team} · local Slack`;
}

function drawWords() {
  $("who-label").textContent = word("you");
  for (const [id, name] of [["channels-title", "channels"], ["apps-title", "apps"], ["tab-home", "home"], ["tab-messages", "messages"], ["thread-title", "thread"]]) $(id).textContent = word(name);
  $("theme").setAttribute("aria-label", word("theme"));
  $("thread-close").setAttribute("aria-label", word("closeThread"));
  $("menu").setAttribute("aria-label", word("channels"));
}

function drawRoom() {
  const channel = room();
  if (!channel) return;
  $("room-name").textContent = channel.is_im ? "asinwatch" : `${channel.is_private ? "🔒 " : "# "}${channel.name}`;
  $("room-topic").textContent = channel.topic;
  $("tabs").hidden = !channel.is_im;
  const home = channel.is_im && here.tab === "home";
  $("home-view").hidden = !home;
  $("log").hidden = home;
  $("composer").hidden = home;
  $("tab-home").setAttribute("aria-selected", String(home));
  $("tab-messages").setAttribute("aria-selected", String(!home));
  if (home) drawHome();
  composer.words();
  threadComposer.words();
}

function drawHome() {
  const view = here.state.home, box = $("home-view");
  const print = JSON.stringify(view);
  if (box.dataset.print === print && box.childElementCount) return;
  box.dataset.print = print;
  const use = (element, block, value) => act("click_view", { user: here.user, action_id: element.action_id, block_id: block.block_id, value, state: readState(box), home: true });
  box.replaceChildren(el("div", { class: "home-inner" }, view ? drawBlocks(view.blocks, { known: known(), use }) : el("p", { class: "empty", text: word("noHome") })));
}

// Replaces only the messages that changed, so that what a person is doing in the others stays.
function drawLog(log, messages, inThread) {
  const atEnd = Date.now() < here.followUntil || log.scrollHeight - log.scrollTop - log.clientHeight < 80 || log.dataset.room !== `${here.user}/${here.room}/${inThread ? here.thread : ""}`;
  log.dataset.room = `${here.user}/${here.room}/${inThread ? here.thread : ""}`;
  const old = new Map([...log.querySelectorAll(".message")].map((node) => [node.dataset.ts, node]));
  const context = { known: known(), act, user: here.user, channel: here.room, openThread, inThread, shortcuts: here.state.shortcuts };
  const nodes = [];
  let day = "";
  for (const message of messages) {
    const name = dayName(message.ts);
    if (name !== day && !inThread) nodes.push(el("div", { class: "day", role: "separator" }, el("span", { text: (day = name) })));
    const kept = old.get(message.ts);
    nodes.push(kept && kept.dataset.key === JSON.stringify(message) && kept.dataset.user === here.user ? kept : drawMessage(message, context));
    nodes.at(-1).dataset.user = here.user;
  }
  if (!nodes.length) nodes.push(el("p", { class: "empty", text: word("empty") }));
  const focused = document.activeElement?.closest?.(".message")?.dataset.ts;
  if (nodes.length !== log.childNodes.length || nodes.some((node, i) => log.childNodes[i] !== node)) log.replaceChildren(...nodes);
  if (focused && !log.contains(document.activeElement)) log.querySelector(`[data-ts="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  if (atEnd) log.scrollTop = log.scrollHeight;
}

// ── keeping up ───────────────────────────────────────────────────────────────────────────────────────────────────
let asking = false, again = false;

async function refresh() {
  if (asking) {
    again = true;
    return;
  }
  asking = true;
  try {
    const { user } = here;
    const state = await read("state", { user });
    here.state = state;
    here.user = state.me;
    setNames(known());
    if (!room()) here.room = (state.channels.find((c) => c.name === "amazon-alerts") ?? state.channels[0]).id;
    setLanguage(state.users[state.me].locale);
    const { messages = [] } = await read("messages", { user: here.user, channel: here.room });
    drawSide();
    drawWords();
    drawRoom();
    const isReply = (m) => m.thread_ts && m.thread_ts !== m.ts;
    drawLog($("log"), messages.filter((m) => !isReply(m) || m.subtype === "thread_broadcast"), false);
    $("thread").hidden = here.thread === null;
    document.body.classList.toggle("with-thread", here.thread !== null);
    if (here.thread !== null) drawLog($("thread-log"), messages.filter((m) => m.ts === here.thread || m.thread_ts === here.thread), true);
    showModal(state.modals, { known: known(), act, user: here.user });
    if (room()?.unread && document.visibilityState === "visible") act("mark_read", { user: here.user, channel: here.room }, { quiet: true });
  } finally {
    asking = false;
    if (again) {
      again = false;
      refresh();
    }
  }
}

let soon = 0;
function refreshSoon() {
  clearTimeout(soon);
  soon = setTimeout(refresh, 40);
}

function follow() {
  here.stream?.close();
  here.stream = new EventSource(`/page/stream?${new URLSearchParams({ user: here.user, after: here.state.seq })}`);
  let broken = false;
  here.stream.onopen = () => {
    if (broken) refreshSoon();
    broken = false;
  };
  here.stream.onmessage = (event) => {
    const change = JSON.parse(event.data);
    if (change.kind === "failure") say(change.text);
    refreshSoon();
  };
  here.stream.onerror = () => {
    broken = true;
    $("link-state").textContent = word("lost");
    $("link-state").classList.add("off");
  };
}

function go(channel) {
  here.room = channel;
  here.thread = null;
  here.tab = here.state.channels.find((c) => c.id === channel)?.is_im && here.tab === "home" ? "home" : "messages";
  document.body.classList.remove("side-open");
  refresh().then(() => (here.tab === "home" ? null : composer.focus()));
}

function openThread(ts) {
  here.thread = ts;
  refresh().then(() => threadComposer.focus());
}

function openHome() {
  here.tab = "home";
  drawRoom();
  act("open_home", { user: here.user }, { quiet: true });
}

async function become(user) {
  sessionStorage.setItem("user", user);
  Object.assign(here, { user, thread: null });
  await refresh();
  follow();
}

const context = () => ({ user: here.user, room: room(), thread: here.thread, known: here.state ? known() : { users: {} }, commands: here.state?.commands ?? [], say });
const composer = makeComposer($("composer"), { id: "composer", act, context, inThread: false });
const threadComposer = makeComposer($("thread-composer"), { id: "thread-composer", act, context, inThread: true });

for (const id of ["log", "thread-log"]) $(id).addEventListener("wheel", () => { here.followUntil = 0; }, { passive: true });
$("who").addEventListener("change", (event) => become(event.target.value));
$("thread-close").addEventListener("click", () => { here.thread = null; refresh(); });
$("tab-home").addEventListener("click", openHome);
$("tab-messages").addEventListener("click", () => { here.tab = "messages"; drawRoom(); });
$("menu").addEventListener("click", () => $("menu").setAttribute("aria-expanded", String(document.body.classList.toggle("side-open"))));
$("theme").addEventListener("click", () => {
  const dark = getComputedStyle(document.documentElement).getPropertyValue("--dark").trim() === "1";
  document.documentElement.dataset.theme = dark ? "light" : "dark";
  localStorage.setItem("theme", document.documentElement.dataset.theme);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && here.thread !== null && !document.querySelector("dialog[open]")) { here.thread = null; refresh(); }
});
document.addEventListener("visibilitychange", refreshSoon);
const theme = asked.get("theme") ?? localStorage.getItem("theme");
if (theme === "dark" || theme === "light") document.documentElement.dataset.theme = theme;

await refresh();
const people = Object.values(here.state.users).filter((u) => !u.is_bot);
$("who").replaceChildren(...people.map((u) => el("option", { value: u.id, text: `${u.real_name} · ${u.title}`, selected: u.id === here.user })));
follow();
