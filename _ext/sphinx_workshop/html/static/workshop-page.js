// What the scripts of the program and papers pages share. The page is whole without them.

export const all = (selector, root = document) => [...root.querySelectorAll(selector)];
export const words = (node) => (node?.textContent ?? "").replace(/\s+/g, " ").trim();
export const rows = all(".ws-session");

export function make(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

// Kept by workshop, as several may share a host. A browser may refuse, and what it kept may be broken.
export const { workshop, whole } = document.querySelector("script[data-workshop]").dataset;
export function recall(name) {
  try {
    return JSON.parse(localStorage[`${name} ${workshop}`]);
  } catch {}
}
export function remember(name, value) {
  try {
    localStorage[`${name} ${workshop}`] = JSON.stringify(value);
  } catch {}
}

// All controls stand before the first day or the first papers.
export const tools = make("div", { className: "ws-tools" });
document.querySelector(".ws-day, .ws-group:has(> .ws-papers), :not(.ws-what) > .ws-papers")?.before(tools);

/** A list to choose from, its name above it; choices are [value, label]. */
export function select(name, choices, change) {
  const box = make("select", { onchange: () => change(box.value) },
    ...choices.map(([value, textContent]) => make("option", { value, textContent })));
  tools.append(make("label", {}, make("span", { textContent: name }), box));
  return box;
}
