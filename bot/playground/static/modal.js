// Modals (a stack of views that the server keeps) and the question before a dangerous button.

import { drawBlocks } from "./blocks.js";
import { el } from "./dom.js";
import { readState } from "./elements.js";
import { textObject } from "./mrkdwn.js";
import { word } from "./words.js";

const modal = document.getElementById("modal");
let shown = "";

export function showModal(stack, { known, act, user }) {
  const view = stack.at(-1);
  if (!view) {
    shown = "";
    if (modal.open) modal.close();
    return;
  }
  const print = JSON.stringify([view.id, view.hash, view.errors, stack.length]);
  if (print === shown) return;
  const typed = shown && JSON.parse(shown)[1] === view.hash ? readState(modal) : null;
  shown = print;
  const use = (element, block, value) =>
    act("click_view", { user, action_id: element.action_id, block_id: block.block_id, value, state: readState(modal) });
  const submit = async (event) => {
    event.preventDefault();
    const button = form.querySelector(".submit");
    button?.setAttribute("disabled", "");
    const failed = await act("submit_view", { user, values: readState(modal) }, { quiet: true });
    button?.removeAttribute("disabled");
    if (failed) {
      const place = form.querySelector(".modal-fault");
      place.textContent = failed;
      place.hidden = false;
    }
  };
  const close = () => {
    if (stack.length === 1) modal.close();
    return act("close_view", { user }, { quiet: true });
  };
  const form = el("form", { novalidate: true, on: { submit } },
    el("header", { class: "modal-head" },
      stack.length > 1 && el("button", { type: "button", class: "icon-button", "aria-label": "←", on: { click: close } }, "←"),
      el("h2", { id: "modal-title" }, textObject(view.title)),
      el("button", { type: "button", class: "icon-button", "aria-label": word("close"), on: { click: close } }, "✕")),
    el("div", { class: "modal-body" }, el("p", { class: "modal-fault error", role: "alert", hidden: true }),
      drawBlocks(view.blocks, { known, use, errors: view.errors })),
    el("footer", { class: "modal-foot" },
      el("button", { type: "button", class: "button", on: { click: close } }, view.close ? textObject(view.close) : word("cancel")),
      view.submit && el("button", { type: "submit", class: "button primary submit" }, textObject(view.submit))));
  modal.replaceChildren(form);
  if (typed) restore(typed);
  modal.oncancel = (event) => {
    event.preventDefault();
    close();
  };
  if (!modal.open) modal.showModal();
  modal.querySelector("[aria-invalid], .modal-body .field, .modal-body input")?.focus();
}

function restore(typed) {
  for (const node of modal.querySelectorAll(".stateful")) {
    const value = typed[`${node.dataset.block}.${node.dataset.action}`];
    if (value === undefined) continue;
    if (node.dataset.checks) for (const box of node.querySelectorAll("input")) box.checked = [value].flat().includes(box.value);
    else if (node.multiple) for (const option of node.options) option.selected = value.includes(option.value);
    else if (node.type !== "datetime-local") node.value = value;
  }
}

export function askConfirm(question) {
  const dialog = document.getElementById("confirm");
  return new Promise((resolve) => {
    const done = (answer) => () => {
      dialog.close();
      resolve(answer);
    };
    dialog.replaceChildren(
      el("header", { class: "modal-head" }, el("h2", { id: "confirm-title" }, textObject(question.title))),
      el("div", { class: "modal-body" }, textObject(question.text)),
      el("footer", { class: "modal-foot" },
        el("button", { type: "button", class: "button", on: { click: done(false) } }, textObject(question.deny)),
        el("button", { type: "button", class: `button ${question.style ?? "primary"}`, on: { click: done(true) } }, textObject(question.confirm))));
    dialog.oncancel = () => resolve(false);
    dialog.showModal();
  });
}
