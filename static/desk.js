"use strict";
// Fields that find as one types are drawn by select2 after the page has loaded, without the name of their label.
function name(box) {
  const select = box.closest(".select2")?.previousElementSibling;
  const label = select?.labels?.[0];
  const own = box.getAttribute("aria-labelledby") ?? "";
  if (!label || own.includes(`label-${select.id}`)) return;
  label.id = `label-${select.id}`;
  box.setAttribute("aria-labelledby", `${label.id} ${own}`.trim());
  box.querySelector("[role=textbox]")?.setAttribute("aria-labelledby", label.id);
}

function nameAll() {
  document.querySelectorAll(".select2-selection[role=combobox]").forEach(name);
}

document.addEventListener("DOMContentLoaded", () => {
  nameAll();
  new MutationObserver(nameAll).observe(document.body, { childList: true, subtree: true });
});

// Without scripts there is the browser's own way to print, and no button that does nothing.
document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("[data-print]").forEach((button) => {
    button.closest(".scripted").classList.remove("scripted");
    button.addEventListener("click", () => window.print());
  });
});

// An official who was signed out meanwhile finds what they typed on the form again, once, when the same official signs in.
const UNSENT = "unsent";
const OWN = "input:not([type=hidden], [type=password], [type=file], [autocomplete=off]), textarea, select";

function official() {
  return document.querySelector("#user-tools strong")?.textContent.trim() ?? "";
}

function fieldsOf(form) {
  return [...form.querySelectorAll(OWN)].filter((field) => field.name);
}

function keep(event) {
  if (event.target.method !== "post" || !official()) return;
  const values = fieldsOf(event.target)
    .filter((field) => !["checkbox", "radio"].includes(field.type) || field.checked)
    .map((field) => [field.name, field.value]);
  const kept = { path: location.pathname, by: official(), values };
  sessionStorage.setItem(UNSENT, JSON.stringify(kept));
}

function restore(kept) {
  for (const [name, value] of kept.values) {
    const fields = document.querySelectorAll(`#content-main [name="${CSS.escape(name)}"]`);
    for (const field of fields) {
      if (!["checkbox", "radio"].includes(field.type)) field.value = value;
      else if (field.value === value) field.checked = true;
    }
  }
  const note = document.createElement("p");
  note.className = "note held";
  note.setAttribute("role", "status");
  note.textContent = "登录已过期，刚才填写的内容没有提交，已经放回表单。请核对后重新提交；文件需要重新选择。";
  document.querySelector("#content-main").prepend(note);
}

document.addEventListener("DOMContentLoaded", () => {
  document.querySelector("#content")?.addEventListener("submit", keep);
  const kept = JSON.parse(sessionStorage.getItem(UNSENT) ?? "null");
  if (!kept) return;
  if (document.body.classList.contains("login")) {
    sessionStorage.setItem(UNSENT, JSON.stringify({ ...kept, signedOut: true }));
    return;
  }
  sessionStorage.removeItem(UNSENT);
  if (kept.signedOut && kept.path === location.pathname && kept.by === official()) restore(kept);
});
