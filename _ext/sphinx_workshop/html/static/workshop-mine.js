// "My program": what the reader has starred, kept in this browser alone.
import { all, asked, button, idOf, kept, linkTo, make, one, papers, recall, remember, rows, schedule, span, timesOf, whole, words, workshop, write } from "./workshop-page.js";
import { refine, update } from "./workshop-find.js";

// A paper has one star wherever it stands: in the list, as a poster, as a talk's title.
const places = all(".ws-session, .ws-talk, .ws-what .ws-papers > li, .ws-paper").map((node) => {
	const title = one(".ws-title", node);
	const paper = /(?:#paper-|\/papers\/)([a-z\d-]+)(?:\.\w+|\/)?$/.exec(one("a.internal", title)?.href);
	const name = words(title).slice(words(one(".ws-status", title)).length).trim();
	return { node, title, name, host: node.closest(".ws-talk") ?? node.closest(".ws-session"), key: paper ? "paper-" + paper[1] : idOf(node) };
});
const isOff = (host) => host.closest(".ws-cancelled");
const find = (wanted) => places.filter(({ key }) => key === wanted);
const chosen = () => places.filter(({ key }) => shared?.includes(key) ?? key in mine);

// Starred thing → its name and its whereabouts then, which are "" on a page that does not tell.
let mine, shared, isOnly;
const read = () => {
	recall();
	mine = Object.fromEntries(Object.entries(kept.mine ?? {}).filter(([, then]) => Array.isArray(then)));
};
const keep = () => {
	kept.mine = mine;
	draw(remember());
};
const star = (key) => find(key)[0] && (mine[key] = [find(key)[0].name, whereabouts(key)]);
const whereabouts = (key) => find(key).filter(({ host }) => host).map(({ host }) => {
	const room = words(one(".ws-room", host.closest(".ws-session")));
	return isOff(host) ? "cancelled" : timesOf(host)[0].dateTime.slice(0, 16).replace("T", " ") + (room && ", " + room);
}).join("; ");

const tools = rows[0] ? schedule : papers;
const news = make("div.ws-news", { role: "status" });
const show = button("", () => showOnly(!isOnly));
const calendar = one("a[href$='program.ics']:not([href^=webcal])")?.href;
/** Save the chosen sessions and talks, which are events of the whole calendar. */
const file = button("Save as calendar", async () => {
	const wanted = chosen().map(({ host }) => host && `${idOf(host)}.${workshop}`);
	const parts = (await (await fetch(calendar)).text()).split(/(?=BEGIN:VEVENT|END:VCALENDAR)/)
		.filter((part) => !/^BEGIN:VEV/.test(part) || wanted.includes(/^UID:(.*?)\r?$/m.exec(part.replace(/\r?\n /g, ""))[1]));
	make("a", { href: URL.createObjectURL(new Blob(parts, { type: "text/calendar" })), download: "my-program.ics" }).click();
});
const share = button("Share", async () => {
	const href = `${location.origin}${location.pathname}?mine=${Object.keys(mine).join(".")}`;
	const end = await navigator.clipboard?.writeText(href).then(() => " (copied)", () => "") ?? "";
	tools.said.replaceChildren(make("a", { href }, "Link to my program"), end);
});
tools.append(show, file, share);
tools.after(news);
for (const place of places) {
	const onclick = () => keep(place.key in mine ? delete mine[place.key] : star(place.key));
	place.title.append(place.star = make("button.ws-star", { type: "button", ariaLabel: "Star: " + place.name, onclick }));
}

const showOnly = (wanted) => {
	isOnly = wanted;
	for (const fold of all(".ws-fold")) fold.open = isOnly;
	draw();
};
const draw = () => {
	const held = chosen();
	for (const { node, key, star } of places) {
		star.ariaPressed = key in mine;
		if (!node.matches(".ws-session, .ws-paper")) node.hidden = isOnly && !held.some((place) => place.node.contains(node) || node.contains(place.node));
	}
	show.textContent = `My program (${Object.keys(mine).length})`;
	show.ariaPressed = isOnly;
	share.hidden = !held[0];
	file.hidden = !calendar || !held.some(({ host }) => host);
	const hosts = new Set(held.map(({ host }) => host).filter((host) => host && !isOff(host)));
	for (const old of all(".ws-clash")) old.remove();
	for (const mine of hosts) {
		const { start, end } = span(mine);
		const links = [...hosts].filter((host) => start < span(host).end && span(host).start < end && !host.contains(mine) && !mine.contains(host))
			.flatMap((host) => [", ", linkTo(host)]);
		if (links[0]) one(".ws-title", mine).after(make("p.ws-clash", {}, "Clashes with ", ...links.slice(1)));
	}
	update();
};
refine((entry) => !isOnly || chosen().some(({ node }) => entry.contains(node)), () => showOnly(false));

// What is otherwise than when it was starred.
read();
const changed = Object.entries(mine).map(([key, [name, was]]) => {
	const now = whereabouts(key);
	if (!find(key)[0]) return whole.includes(was ? "schedule" : "papers") && [key, "No longer in the program: " + name];
	if (!was) star(key);
	return was && now && now !== was && [key, now === "cancelled" ? "Cancelled: " + name : `Moved: ${name}, now ${now}, before ${was}`];
}).filter(Boolean);
if (changed[0]) news.append(...changed.map(([, said]) => make("p", {}, said)), button("Noted", () => {
	for (const [key] of changed) star(key) || delete mine[key];
	keep(news.replaceChildren());
}));
if (asked.has("mine")) {
	shared = asked.get("mine").split(".");
	const close = () => {
		shared = write("mine");
		showOnly(!!news.replaceChildren());
	};
	news.append(make("p", {}, `A program shared with you: ${new Set(chosen().map(({ key }) => key)).size} starred`),
		button("Add to my program", () => close(shared.forEach(star), keep())), button("Close", close));
}
showOnly(!!shared);
addEventListener("storage", () => draw(read()));
