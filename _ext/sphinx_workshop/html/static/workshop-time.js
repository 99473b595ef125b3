// The reader's own clock beside the venue's; what is on now and next.
import { all, instant, kept, linkTo, make, one, remember, rows, schedule, select, span, timesOf, words } from "./workshop-page.js";

const MINUTE = 60_000;
const cellsOf = (row) => all(":scope > .ws-time:not(.ws-own)", row);
const signed = (number) => (number < 0 ? "−" : "+") + Math.trunc(Math.abs(number));
const shift = (words) => [" ", make("span.ws-dayshift", {}, words)];

/** Give a function: time element → "2030-03-30T02:00" on the clocks of a zone. */
const clocksOf = (timeZone) => {
	const format = new Intl.DateTimeFormat("sv", { timeZone, dateStyle: "short", timeStyle: "short" });
	return (time) => format.format(instant(time)).replace(" ", "T");
};
const offsetOf = (time, clock) => {
	const minutes = (Date.parse(clock(time) + "Z") - instant(time)) / MINUTE;
	return `UTC${signed(minutes / 60)}${minutes % 60 ? `:${Math.abs(minutes % 60)}` : ""}`;
};

/** Write "22:30–00:00 +1 day" for the times in a node, as the page writes its own. */
const told = (node, clock, day, offset) => {
	const times = all("time", node);
	const days = (time) => time && (Date.parse(clock(time).slice(0, 10)) - Date.parse(day)) / (1440 * MINUTE);
	const here = offsetOf(times[0], clock);
	return times.flatMap((time, at) => [
		at ? "–" : "",
		make("time", { dateTime: time.dateTime }, clock(time).slice(11)),
		...(days(time) && days(time) !== days(times[at + 1]) ? shift(signed(days(time)) + "\xa0day") : []),
	]).concat(here === offset ? [] : shift(here));
};

/** Add the times of a zone, unless a column has the same clock: then say which. */
const show = () => {
	const zone = box.value || device;
	const clock = clocksOf(zone);
	const city = zone.split("/").pop().replaceAll("_", " ");
	for (const old of all(".ws-own")) old.remove();
	const columns = cellsOf(rows[0]);
	const same = columns.findIndex((_, at) => rows.every((row) => {
		const time = one("time", cellsOf(row)[at]);
		return time.dateTime.startsWith(clock(time));
	}));
	schedule.said.value = city + (same < 0 ? " is added" : " has the clock of " + words(all("th", one(".ws-timetable"))[same].firstElementChild));
	for (const table of all(".ws-timetable:has(> tbody)")) {
		const offset = offsetOf(one("time", table), clock);
		const head = all("th", table)[same < 0 ? columns.length - 1 : same];
		if (same >= 0) {
			head.lastElementChild.append(make("span.ws-own", {}, " · your time"));
			continue;
		}
		head.after(make("th.ws-own", { scope: "col" }, make("p.ws-zone", {}, city), make("p.ws-offset", {}, "your time, " + offset)));
		for (const row of all(".ws-session, .ws-slot", table)) {
			const day = (row.closest("[id^=day-]")?.id.slice(4) ?? timesOf(row)[0].dateTime).slice(0, 10);
			const tell = (node) => told(node, clock, day, offset);
			const cell = cellsOf(row).at(-1);
			cell.after(cell.matches("p") ? make("p.ws-time", {}, ...tell(cell)) : make("td.ws-time", {}, make("p", {}, ...tell(cell))));
			cell.nextSibling.classList.add("ws-own");
			if (row.matches(".ws-session")) for (const time of all(".ws-talk > .ws-time", row)) time.append(make("span.ws-own", {}, ...tell(time)));
		}
	}
};
const device = new Intl.DateTimeFormat().resolvedOptions().timeZone;
const zones = ["UTC", ...Intl.supportedValuesOf("timeZone")].map((zone) => [zone, zone.replaceAll("_", " ")]);
const box = select(schedule, "Your time zone", [["", "This device: " + device], ...zones], () => {
	kept.zone = box.value;
	show(remember());
});
box.value = kept.zone ?? "";
show();

const held = rows.filter((row) => !row.matches(".ws-cancelled")).map((row) => ({ row, ...span(row) }));
const starts = held.map(({ start }) => start);
const last = Math.max(...held.map(({ end }) => end));
const morning = Date.parse(timesOf(rows[0])[0].dateTime.replace(/T\d+:\d+/, "T00:00"));
const present = make("div.ws-present");
schedule.said.after(present);
const line = (name, sessions) => sessions[0] ? [make("p", {}, make("b", {}, name), ...sessions.flatMap(({ row }) => [" · ", linkTo(row)]))] : [];

/** Say and mark what is on; return the row to look at during the event. */
const look = () => {
	const now = Date.now();
	const isOn = morning <= now && now < last;
	const running = held.filter(({ start, end }) => start <= now && now < end);
	const soon = Math.min(...starts.filter((start) => start > now));
	const next = held.filter(({ start }) => start === soon);
	const here = running[0] ? running : isOn ? next : [];
	for (const session of held) {
		const { row, start, end } = session;
		row.classList.toggle("ws-here", here.includes(session));
		row.ariaCurrent = running.includes(session) ? "time" : null;
		row.style.setProperty("--ws-passed", `${100 * Math.max(0, now - start) / (end - start)}%`);
	}
	const wait = Math.ceil((soon - now) / MINUTE);
	const name = `Up next in ${wait < 60 ? "" : `${Math.floor(wait / 60)} h `}${wait % 60} min`;
	present.replaceChildren(...(isOn ? [...line("Now", running), ...line(name, next)] : []));
	return Math.min(...starts) <= now && here[0]?.row;
};
const again = () => setTimeout(() => again(look()), MINUTE - Date.now() % MINUTE);
again();
addEventListener("visibilitychange", look);
const here = look();
// Open at now, unless the address or the browser says where; after all controls have taken their place.
addEventListener("DOMContentLoaded", () => {
	const isBack = /reload|back/.test(performance.getEntriesByType("navigation")[0]?.type);
	if (here && !isBack && !location.hash) here.scrollIntoView({ block: "center", behavior: "instant" });
});
