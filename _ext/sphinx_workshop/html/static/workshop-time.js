// The reader's own clock beside the venue's; what is on now and next.
import { all, make, recall, remember, rows, select, tools, words } from "./workshop-page.js";

const MINUTE = 60_000;
const instant = (time) => Date.parse(time.dateTime);
const timeOf = (node) => node.querySelector("time");
const cellsOf = (row) => all(":scope > .ws-time:not(.ws-own)", row);
const signed = (number) => `${number < 0 ? "−" : "+"}${Math.trunc(Math.abs(number))}`;
const mark = (textContent) => [" ", make("span", { className: "ws-dayshift", textContent })];

/** Give a function: time element → "2030-03-30T02:00" on the clocks of a zone. */
function clocksOf(zone) {
  const format = new Intl.DateTimeFormat("sv", { timeZone: zone, dateStyle: "short", timeStyle: "short" });
  return (time) => format.format(instant(time)).replace(" ", "T");
}

function offsetOf(time, clock) {
  const minutes = (Date.parse(`${clock(time)}Z`) - instant(time)) / MINUTE;
  return `UTC${signed(minutes / 60)}${minutes % 60 ? `:${Math.abs(minutes % 60)}` : ""}`;
}

/** Write "22:30–00:00 +1 day" after the times of a node, as the page writes its own. */
function span(node, clock, day, offset) {
  const days = (time) => time && (Date.parse(clock(time).slice(0, 10)) - Date.parse(day)) / (1440 * MINUTE);
  const told = all("time", node).flatMap((time, at, times) => [
    at ? "–" : "",
    make("time", { dateTime: time.dateTime, textContent: clock(time).slice(11) }),
    ...(days(time) && days(time) !== days(times[at + 1]) ? mark(`${signed(days(time))}\u00a0day`) : []),
  ]);
  const own = offsetOf(timeOf(node), clock);
  return own === offset ? told : [...told, ...mark(own)];
}

const note = make("small", { ariaLive: "polite" });

/** Add the times of a zone, unless a column has the same clock: then say which. */
function show(zone) {
  const clock = clocksOf(zone);
  const city = zone.split("/").pop().replaceAll("_", " ");
  for (const old of all(".ws-own")) old.remove();
  const same = cellsOf(rows[0]).findIndex((_, column) => rows.every((row) => {
    const time = timeOf(cellsOf(row)[column]);
    return time.dateTime.startsWith(clock(time));
  }));
  note.textContent = `${city} is added.`;
  for (const table of all(".ws-timetable:has(> tbody)")) {
    const offset = offsetOf(timeOf(table), clock);
    const head = all("th", table)[same < 0 ? cellsOf(rows[0]).length - 1 : same];
    if (same >= 0) {
      head.lastElementChild.append(make("span", { className: "ws-own", textContent: " · your time" }));
      note.textContent = `${city} has the clock of ${words(head.firstElementChild)}.`;
      continue;
    }
    head.after(make("th", { className: "ws-own", scope: "col" },
      make("p", { className: "ws-zone", textContent: city }),
      make("p", { className: "ws-offset", textContent: `your time, ${offset}` })));
    // A grid of rooms has a row for each start, and the sessions with their own times in its cells.
    for (const row of all(".ws-session, .ws-slot", table)) {
      const cell = cellsOf(row).at(-1);
      const day = row.closest("[id^=day-]")?.id.slice(4, 14) ?? timeOf(row).dateTime.slice(0, 10);
      const told = span(cell, clock, day, offset);
      const inside = cell.matches("p");
      cell.after(make(inside ? "p" : "td", { className: "ws-time ws-own" }, ...(inside ? told : [make("p", {}, ...told)])));
      if (row.matches(".ws-slot")) continue;
      for (const time of all(".ws-talk > .ws-time", row)) {
        time.append(make("span", { className: "ws-own" }, ...span(time, clock, day, offset)));
      }
    }
  }
}

const device = new Intl.DateTimeFormat().resolvedOptions().timeZone;
const zones = ["UTC", ...Intl.supportedValuesOf("timeZone")].map((zone) => [zone, zone.replaceAll("_", " ")]);
const box = select("Your time zone", [["", `This device: ${device}`], ...zones], (zone) => {
  remember("zone", zone);
  show(zone || device);
});
box.value = recall("zone") ?? "";
box.parentNode.append(note);
show(box.value || device);

// What is on now is told by instants, so that it holds in every zone.
const held = rows.filter((row) => !row.matches(".ws-cancelled")).map((row) => {
  const [start, end = start] = all("time", row.querySelector(".ws-time")).map(instant);
  return { row, start, end };
});
const first = Math.min(...held.map(({ start }) => start));
const last = Math.max(...held.map(({ end }) => end));
const morning = Date.parse(timeOf(rows[0]).dateTime.replace(/T\d+:\d+/, "T00:00"));
const present = make("div", { className: "ws-present" });
tools.after(present);

function line(name, sessions) {
  const links = sessions.flatMap(({ row }) => {
    const title = row.querySelector(".ws-title");
    return [" · ", make("a", { href: `#${title.querySelector("[id]")?.id}`, textContent: words(title) })];
  });
  return make("p", { hidden: !links.length }, make("b", { textContent: name }), ...links);
}

/** Say and mark what is on; return the row to look at during the event. */
function look() {
  const now = Date.now();
  const isOn = morning <= now && now < last;
  const running = held.filter(({ start, end }) => start <= now && now < end);
  const soon = Math.min(...held.map(({ start }) => start).filter((start) => start > now));
  const next = held.filter(({ start }) => start === soon);
  const here = running.length ? running : isOn ? next : [];
  for (const one of held) {
    one.row.classList.toggle("ws-here", here.includes(one));
    one.row.ariaCurrent = running.includes(one) ? "time" : null;
    one.row.style.setProperty("--ws-passed", `${(100 * Math.max(0, now - one.start)) / (one.end - one.start)}%`);
  }
  const wait = Math.ceil((soon - now) / MINUTE);
  const name = `Up next in ${wait < 60 ? "" : `${Math.floor(wait / 60)} h `}${wait % 60} min`;
  present.replaceChildren(...(isOn ? [line("Now", running), line(name, next)] : []));
  return first <= now && here[0]?.row;
}

(function again() {
  setTimeout(() => again(look()), MINUTE - (Date.now() % MINUTE));
})();
addEventListener("visibilitychange", look);
const here = look();
// Open at now, unless the address or the browser says where; after all controls have taken their place.
addEventListener("DOMContentLoaded", () => {
  const again = /reload|back/.test(performance.getEntriesByType("navigation")[0]?.type);
  if (here && !again && !location.hash) here.scrollIntoView({ block: "center", behavior: "instant" });
});
