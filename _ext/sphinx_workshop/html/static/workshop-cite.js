// Offers to copy what a paper is cited by.
if (navigator.clipboard)
  for (const text of document.querySelectorAll("[data-copy]")) {
    const button = document.createElement("button");
    const say = (word) => (button.textContent = `${word} ${text.dataset.copy}`);
    button.onclick = () => navigator.clipboard.writeText(text.textContent).then(() => say("Copied"));
    say("Copy");
    text.before(button);
  }
