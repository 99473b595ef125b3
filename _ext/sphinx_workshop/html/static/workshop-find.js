// Filters of the schedule and of the papers; search in the papers as one types.
import { all, asked, button, control, make, one, papers, rows, schedule, select, words, write } from "./workshop-page.js";

// Accents are marks of their own in normal form D, as are the ends of Hangul syllables; these letters stay whole.
const KIN = { ø: "o", ł: "l", đ: "d", ð: "d", ß: "ss", æ: "ae", ς: "σ", "’": "'", "‐": "-", "–": "-" };
const fold = (text) => text.normalize("NFD").toLowerCase().replace(/\p{M}|[øłđðßæς’‐–]/gu, (letter) => KIN[letter] ?? "");
const patternOf = (term) => term.replace(/ss|ae|./gsu, (letter) =>
	`(?:${[letter.replace(/[$(-+.?[-^{-}]/, "\\$&"), ...Object.keys(KIN).filter((kin) => KIN[kin] === letter)].join("|")})[\\p{M}\u11a8-\u11ff]*`);
const groupOf = (entry) => entry.closest(".ws-day, .ws-group");
const headOf = (entry) => words(groupOf(entry)?.querySelector("h2, h3, h4, .rubric"));

/** Mark what matches in the words of an entry; note how to undo that. */
const mark = (entry, pattern, undo) => {
	const walker = document.createTreeWalker(entry, 4);
	for (let text = walker.nextNode(); text;) {
		const parts = text.data.normalize("NFD").split(pattern), old = text;
		text = walker.nextNode();
		if (!parts[1] || old.parentNode.closest("math, .ws-links, details")) continue;
		const span = make("span", {}, ...parts.map((part, at) => at % 2 ? make("mark", {}, part) : part));
		old.replaceWith(span);
		undo.push(() => span.replaceWith(old));
	}
};

// What each list, and another module, does and asks.
const lists = [], resets = [], tests = [];
export const update = () => lists.forEach((list) => list());
const showAll = () => update(resets.forEach((reset) => reset()));
export const refine = (test, reset) => tests.push(test) && resets.push(reset);

/** Add filters; fields give the values of an entry. */
const list = (tools, entries, noun, fields) => {
	if (!entries[0]) return;
	const groups = new Set(entries.map(groupOf).filter(Boolean));
	const chosen = [];
	let shown, undo = [], next, isBusy, pattern, terms;

	// Of what is found, and of all while one types, only the beginning is laid out and marked; the rest when one scrolls.
	const more = (isAll) => {
		while (next < shown.length && (isAll || !next || shown[next - 1].getBoundingClientRect().top < 2 * innerHeight)) {
			for (const entry of shown.slice(next, next += 40)) {
				entry.hidden = false;
				if (pattern) mark(entry, pattern, undo);
			}
		}
	};
	const apply = () => {
		for (const back of undo) back();
		undo = [];
		shown = entries.filter((entry) => [...chosen, ...tests].every((test) => test(entry)));
		const isCut = shown.length < entries.length;
		next = isCut || isBusy ? 0 : shown.length;
		const kept = new Set([...shown.slice(0, next), ...shown.map(groupOf)]);
		for (const node of [...groups, ...entries]) if (node.hidden === kept.has(node)) node.hidden = !node.hidden;
		more();
		if (isCut || !clear.hidden) tools.said.value = `${shown.length} of ${entries.length} ${noun}`;
		clear.hidden = !isCut;
		if (tools === schedule) document.body.classList.toggle("ws-filtered", isCut);
	};
	if (tools === papers) {
		const texts = new Map(entries.map((entry) => [entry, fold([headOf(entry), ...all(":scope > p:not(.ws-links)", entry).map(words)].join(" "))]));
		const onfocus = ({ type }) => apply(isBusy = type === "focus");
		const oninput = () => {
			terms = fold(box.value).split(/\s+/).filter(Boolean);
			pattern = terms[0] && RegExp(`(${terms.map(patternOf).join("|")})`, "iu");
			write("q", box.value);
			apply();
		};
		const box = control(tools, "Search " + noun, make("input", { type: "search", value: asked.get("q") ?? "", oninput, onfocus, onblur: onfocus }));
		chosen.push((entry) => terms.every((term) => texts.get(entry).includes(term)));
		resets.push(() => oninput(box.value = ""));
		lists.push(oninput);
	} else lists.push(apply);
	for (const [name, valuesOf] of Object.entries(fields)) {
		const held = new Map(entries.map((entry) => [entry, valuesOf(entry)]));
		const values = [...new Set([...held.values()].flat())];
		if (!values[1]) continue;
		const key = name.toLowerCase(), change = () => apply(write(key, box.value));
		const box = select(tools, name, ["", ...values].map((value) => [value, value || "All"]), change);
		if (values.includes(asked.get(key))) box.value = asked.get(key);
		chosen.push((entry) => !box.value || held.get(entry).includes(box.value));
		resets.push(() => change(box.value = ""));
	}
	const clear = button("Show all", showAll);
	clear.hidden = true;
	tools.append(clear);
	addEventListener("scroll", () => more(), { passive: true });
	addEventListener("beforeprint", () => more(true));
};

const texts = (selector) => (entry) => all(selector, entry).map(words);
const kindOf = (row) => [/ws-kind-([\w-]+)/.exec(row.className)[1].replace("-", " ").replace(/^qa$/, "q&a").replace(/^./, (first) => first.toUpperCase())];
const decisionOf = (entry) => [words(one(".ws-decision", entry)) || headOf(entry).split(" (")[0]];
list(schedule, rows, "sessions", { Kind: kindOf, Room: texts(".ws-room"), Track: texts(".ws-track") });
list(papers, all(".ws-paper"), "papers", { Decision: decisionOf, Track: texts(".ws-track"), Session: texts(".ws-occasion") });
update();

// A link leads to what it names, whatever is looked for.
const reveal = () => document.getElementById(location.hash.slice(1))?.closest("[hidden]") && showAll();
addEventListener("hashchange", reveal);
reveal();
