// Where a person writes: Enter sends, Shift+Enter breaks the line, "/" offers the app's commands, "@" the people.

import { el } from "./dom.js";
import { word } from "./words.js";

export function makeComposer(form, { id, act, context, inThread }) {
  const list = el("ul", { class: "offers", role: "listbox", id: `${id}-offers`, hidden: true, "aria-label": "/" });
  const area = el("textarea", { id: `${id}-text`, class: "composer-text", rows: 1, role: "combobox", "aria-autocomplete": "list", "aria-controls": `${id}-offers`, "aria-expanded": "false" });
  const file = el("input", { type: "file", class: "file-input", id: `${id}-file`, tabindex: "-1" });
  const attach = el("button", { type: "button", class: "icon-button" }, "📎");
  const send = el("button", { type: "submit", class: "send" }, "➤");
  form.replaceChildren(list, area, el("div", { class: "composer-foot" }, attach, file, send));
  let offers = [], chosen = 0;

  const words = () => {
    const { room, known, thread } = context();
    const to = room ? (room.is_im ? "asinwatch" : `#${room.name}`) : "";
    area.placeholder = inThread ? word("writeThread") : `${word("write")} ${to}`;
    area.setAttribute("aria-label", area.placeholder);
    attach.title = word("attach");
    attach.setAttribute("aria-label", word("attach"));
    file.setAttribute("aria-label", word("attach"));
    send.title = word("send");
    send.setAttribute("aria-label", word("send"));
    return { room, known, thread };
  };

  const close = () => {
    offers = [];
    list.hidden = true;
    area.setAttribute("aria-expanded", "false");
    area.removeAttribute("aria-activedescendant");
  };

  const complete = (offer) => {
    const at = area.selectionStart;
    area.value = `${area.value.slice(0, offer.from)}${offer.insert} ${area.value.slice(at)}`;
    area.selectionStart = area.selectionEnd = offer.from + offer.insert.length + 1;
    close();
    area.focus();
  };

  const draw = () => {
    list.replaceChildren(...offers.map((offer, i) =>
      el("li", { role: "option", id: `${id}-offer-${i}`, "aria-selected": String(i === chosen), on: { mousedown: (event) => { event.preventDefault(); complete(offer); } } },
        el("strong", { text: offer.insert }), offer.hint && el("span", { class: "hint", text: ` ${offer.hint}` }), offer.about && el("small", { text: offer.about }))));
    list.hidden = offers.length === 0;
    area.setAttribute("aria-expanded", String(offers.length > 0));
    if (offers.length) area.setAttribute("aria-activedescendant", `${id}-offer-${chosen}`);
    list.children[chosen]?.scrollIntoView?.({ block: "nearest" });
  };

  const look = () => {
    const { known, commands } = context();
    const before = area.value.slice(0, area.selectionStart);
    const slash = /^\/(\S*)$/.exec(before), at = /(?:^|\s)@(\S*)$/.exec(before);
    offers = [];
    if (slash && !inThread) {
      offers = commands.filter((c) => c.name.startsWith(before)).map((c) => ({ from: 0, insert: c.name, hint: c.usage_hint, about: c.description }));
    } else if (at) {
      offers = Object.values(known.users).filter((u) => u.name.startsWith(at[1].toLowerCase()) || u.real_name.toLowerCase().startsWith(at[1].toLowerCase()))
        .map((u) => ({ from: before.length - at[1].length - 1, insert: `@${u.name}`, about: u.real_name }));
    }
    chosen = 0;
    if (offers.length) draw();
    else close();
  };

  const grow = () => {
    area.style.height = "auto";
    area.style.height = `${Math.min(220, area.scrollHeight)}px`;
  };

  const submit = async () => {
    const text = area.value.trim();
    const { room, thread, user, commands, say } = context();
    if (!text || !room) return;
    close();
    const command = /^(\/\S+)\s*([\s\S]*)$/.exec(text);
    if (command && inThread) return say(word("inThread")(command[1]));
    if (command && !commands.some((c) => c.name === command[1])) return say(word("noCommand")(command[1]));
    area.value = "";
    grow();
    if (command) await act("command", { user, channel: room.id, command: command[1], text: command[2] });
    else await act("say", { user, channel: room.id, text, thread_ts: inThread ? thread : null });
  };

  area.addEventListener("input", () => { grow(); look(); });
  area.addEventListener("blur", close);
  area.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (offers.length && ["ArrowDown", "ArrowUp"].includes(event.key)) {
      event.preventDefault();
      chosen = (chosen + (event.key === "ArrowDown" ? 1 : offers.length - 1)) % offers.length;
      draw();
    } else if (offers.length && (event.key === "Tab" || (event.key === "Enter" && offers[chosen].insert !== area.value))) {
      event.preventDefault();
      complete(offers[chosen]);
    } else if (offers.length && event.key === "Escape") {
      event.stopPropagation();
      close();
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      submit();
    }
  });
  form.addEventListener("submit", (event) => { event.preventDefault(); submit(); });
  attach.addEventListener("click", () => file.click());
  file.addEventListener("change", async () => {
    const { room, thread, user } = context();
    for (const one of file.files) {
      const bytes = new Uint8Array(await one.arrayBuffer());
      let binary = "";
      for (let i = 0; i < bytes.length; i += 32768) binary += String.fromCharCode(...bytes.subarray(i, i + 32768));
      await act("upload_file", { user, channel: room.id, name: one.name, content_base64: btoa(binary), text: area.value.trim(), thread_ts: inThread ? thread : null });
    }
    area.value = "";
    file.value = "";
  });
  return { words, focus: () => area.focus() };
}
