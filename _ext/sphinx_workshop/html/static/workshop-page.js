// What the scripts share; docs/design.md, "Scripts", has the reasons.
export const one = (selector, root = document) => root.querySelector(selector);
export const all = (selector, root = document) => [...root.querySelectorAll(selector)];
export const words = (node) => (node?.textContent ?? "").replace(/\s+/g, " ").trim();
export const rows = all(".ws-session");
/** Make an element: "p.ws-zone". */
export const make = (name, properties, ...children) => {
	const [tag, className] = name.split(".");
	const made = Object.assign(document.createElement(tag), className && { className }, properties);
	made.append(...children);
	return made;
};
export const button = (words, onclick) => make("button", { type: "button", onclick }, words);
export const idOf = (node) => one(".ws-title [id]", node)?.id;
export const linkTo = (node) => make("a", { href: `#${idOf(node)}` }, words(one(".ws-title", node)));

export const instant = (time) => Date.parse(time.dateTime);
export const timesOf = (node) => all("time:not(.ws-own *)", one(".ws-time", node));
export const span = (node) => {
	const [start, end = start] = timesOf(node).map(instant);
	return { start, end };
};

// Kept by workshop, as several may share a host. A browser may refuse, and what it kept may be broken.
export const { workshop, whole } = one("[data-workshop]").dataset;
export const kept = {};
export const recall = () => {
	try {
		Object.assign(kept, JSON.parse(localStorage[workshop]));
	} catch {}
};
export const remember = () => {
	try {
		localStorage[workshop] = JSON.stringify(kept);
	} catch {}
};
recall();

// Browsers let the address change but a few times a second.
const address = new URL(location);
export const asked = address.searchParams;
let waiting;
export const write = (name, value) => {
	if (value) asked.set(name, value);
	else asked.delete(name);
	clearTimeout(waiting);
	waiting = setTimeout(() => history.replaceState(null, "", location.pathname + address.search + location.hash), 200);
};

const bar = (selector) => {
	const said = make("output");
	const tools = make("div.ws-tools", { said });
	one(selector)?.before(tools, said);
	return tools;
};
export const schedule = bar(".ws-day");
export const papers = bar(".ws-group:has(> .ws-papers), ul.ws-papers:not(.ws-what *)");
export const control = (tools, name, box) => {
	tools.append(make("label", {}, name, box));
	return box;
};
export const select = (tools, name, choices, onchange) => control(tools, name,
	make("select", { onchange }, ...choices.map(([value, label]) => make("option", { value }, label))));
