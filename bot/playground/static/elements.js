// Interactive elements. `use(element, block, value, node)` is called when a person clicks or chooses.

import { el, safeUrl } from "./dom.js";
import { askConfirm } from "./modal.js";
import { textObject } from "./mrkdwn.js";
import { word } from "./words.js";

const label = (text) => (text ? text.text : "");
let serial = 0;

const names = { users_select: (k) => k.users, channels_select: (k) => k.channels, conversations_select: (k) => k.channels };

function choices(element, known) {
  if (element.options) return [[null, element.options]];
  if (element.option_groups) return element.option_groups.map((g) => [label(g.label), g.options]);
  const kind = element.type.replace(/^multi_/, "");
  const list = Object.values(names[kind]?.(known) ?? {}).filter((x) => x.real_name || x.name);
  return [[null, list.map((x) => ({ value: x.id, text: { text: x.real_name ?? `#${x.name}` } }))]];
}

function select(element, known, multiple) {
  const subject = element.type.replace(/^multi_/, "").replace(/_select$/, "").replace(/s$/, "");
  const initial = multiple
    ? (element.initial_options?.map((o) => o.value) ?? element[`initial_${subject}s`] ?? [])
    : [element.initial_option?.value ?? element[`initial_${subject}`]];
  const node = el("select", { multiple, class: "field", "aria-label": label(element.placeholder) || null });
  if (!multiple) node.append(el("option", { value: "", text: label(element.placeholder) || word("choose") }));
  for (const [group, options] of choices(element, known)) {
    const made = options.map((o) => el("option", { value: o.value, text: label(o.text), selected: initial.includes(o.value) }));
    if (group === null) node.append(...made);
    else node.append(el("optgroup", { label: group }, made));
  }
  if (multiple) node.size = Math.min(6, Math.max(3, node.length));
  return node;
}

function checks(element, type) {
  const name = `check-${(serial += 1)}`;
  const initial = type === "radio" ? [element.initial_option?.value] : (element.initial_options ?? []).map((o) => o.value);
  return el("span", { class: "checks", role: type === "radio" ? "radiogroup" : "group" }, element.options.map((o) =>
    el("label", { class: "check" },
      el("input", { type, name, value: o.value, checked: initial.includes(o.value) }),
      el("span", {}, textObject(o.text), o.description && el("small", {}, textObject(o.description))))));
}

// What is entered: a value, a list of values, or null.
export function readElement(node) {
  if (node.dataset.checks === "checkboxes") return [...node.querySelectorAll("input:checked")].map((i) => i.value);
  if (node.dataset.checks === "radio") return node.querySelector("input:checked")?.value ?? "";
  if (node.multiple) return [...node.selectedOptions].map((o) => o.value);
  if (node.type === "datetime-local") return node.value ? Math.floor(new Date(node.value).getTime() / 1000) : "";
  return node.value;
}

const INPUT_TYPES = { email_text_input: "email", url_text_input: "url", number_input: "number", datepicker: "date", timepicker: "time", datetimepicker: "datetime-local" };

function field(element, known) {
  const kind = element.type;
  if (kind === "checkboxes" || kind === "radio_buttons") {
    const node = checks(element, kind === "checkboxes" ? "checkbox" : "radio");
    node.dataset.checks = kind === "checkboxes" ? "checkboxes" : "radio";
    return node;
  }
  if (kind.endsWith("_select")) return select(element, known, kind.startsWith("multi_"));
  const initial = element.initial_value ?? element.initial_date ?? element.initial_time;
  const common = { class: "field", placeholder: label(element.placeholder) || null, maxlength: element.max_length, minlength: element.min_length };
  if (kind === "plain_text_input" && element.multiline) return el("textarea", { ...common, rows: 4, value: initial ?? "" });
  return el("input", { ...common, type: INPUT_TYPES[kind] ?? "text", value: initial ?? "", min: element.min_value, max: element.max_value, step: element.is_decimal_allowed ? "any" : null });
}

export function drawElement(element, block, context) {
  const { known, use } = context;
  const run = async (value, node) => {
    if (element.confirm && !(await askConfirm(element.confirm))) return;
    await use(element, block, value, node);
  };
  const data = { block: block.block_id ?? "", action: element.action_id ?? "" };
  switch (element.type) {
    case "button": case "workflow_button": {
      const style = element.style ? ` ${element.style}` : "";
      const url = element.url && safeUrl(element.url);
      return el("button", { type: "button", class: `button${style}`, "aria-label": element.accessibility_label, data: { ...data, value: element.value ?? "" },
        on: { click: (event) => {
          if (url) window.open(url, "_blank", "noopener,noreferrer");
          run(element.value ?? null, event.currentTarget);
        } } }, textObject(element.text), url && el("span", { class: "out", "aria-hidden": "true", text: " ↗" }));
    }
    case "icon_button":
      return el("button", { type: "button", class: "icon-button", title: label(element.text), "aria-label": label(element.text), data, on: { click: (e) => run(element.value ?? null, e.currentTarget) } }, element.icon === "trash" ? "🗑" : "•");
    case "feedback_buttons":
      return el("span", { class: "feedback" }, [["positive_button", "👍"], ["negative_button", "👎"]].map(([name, face]) =>
        el("button", { type: "button", class: "button", "aria-label": label(element[name].text), data, on: { click: (e) => run(element[name].value, e.currentTarget) } }, face)));
    case "overflow": {
      const list = el("span", { class: "menu-items", hidden: true });
      const opener = el("button", { type: "button", class: "button overflow", "aria-label": word("more"), "aria-expanded": "false", data, on: { click: () => {
        list.hidden = !list.hidden;
        opener.setAttribute("aria-expanded", String(!list.hidden));
      } } }, "⋯");
      list.append(...element.options.map((o) => el("button", { type: "button", on: { click: () => {
        list.hidden = true;
        opener.setAttribute("aria-expanded", "false");
        const url = o.url && safeUrl(o.url);
        if (url) window.open(url, "_blank", "noopener,noreferrer");
        run(o.value, opener);
      } } }, textObject(o.text))));
      const close = (event) => {
        if (event.type === "keydown" ? event.key === "Escape" : !event.relatedTarget || !box.contains(event.relatedTarget)) list.hidden = true;
      };
      const box = el("span", { class: "menu", on: { focusout: close, keydown: close } }, opener, list);
      return box;
    }
    case "image": return picture(element);
    default: {
      const node = field(element, known);
      Object.assign(node.dataset, data);
      node.classList.add("stateful");
      if (use && !context.quiet?.(block)) node.addEventListener("change", () => run(readElement(node), node));
      return node;
    }
  }
}

// A picture from an upload is shown; one from another machine is named, never fetched.
export function picture(item) {
  const id = item.slack_file?.id ?? /\/files-pri\/[^/]*-(F\w+)\//.exec(item.slack_file?.url ?? item.image_url ?? "")?.[1];
  if (id) return el("img", { src: `/page/file/${id}`, alt: item.alt_text ?? "", class: "picture" });
  return el("span", { class: "picture-named", role: "img", "aria-label": item.alt_text ?? "" }, `🖼 ${item.alt_text ?? ""}`);
}

// Everything a person entered inside `root`, as "block.action" → value.
export function readState(root) {
  const state = {};
  for (const node of root.querySelectorAll(".stateful")) state[`${node.dataset.block}.${node.dataset.action}`] = readElement(node);
  return state;
}
