for (const button of document.querySelectorAll("[data-copy]")) {
  const label = button.textContent;
  button.hidden = false;
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    const size = document.querySelector("[name=size]:checked");
    let text = button.dataset.copy;
    if (size && button.dataset.size) {
      const line = button.dataset.size.split("{size}").join(size.value);
      text = text.split("\n\n").join("\n" + line + "\n\n");
    }
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = document.body.appendChild(document.createElement("textarea"));
      area.value = text;
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    button.textContent = button.dataset.done;
    setTimeout(() => (button.textContent = label), 2000);
  });
}
