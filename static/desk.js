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
