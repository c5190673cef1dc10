"use strict";
// The page is whole without this script, which only narrows it: what does not match is hidden, and
// of what does, a screen shows the first lines of each reason. A print shows all that match.

// How many lines are laid out before more are asked for: of the page, and of each reason. They
// are few, because each letter of a search lays them out anew.
const AT_ONCE = 200;
const STEP = 50;

const plain = /^[\x20-\x7e]*$/;
const folded = (text) =>
  (plain.test(text) ? text : text.normalize("NFKD").replace(/\p{M}/gu, "")).toLowerCase();
const written = (count) => count.toLocaleString("en");
const rulesOf = ({ dataset }) => new Set(dataset.rules.split(" "));

// The lines that are released together, or not at all.
class Order {
  constructor() {
    this.bodies = [];
    this.lines = [];
  }

  add(body, rulesByGroup) {
    const { to, chip, group } = body.dataset;
    this.bodies.push(body);
    this.lines.push({ to, chip, rules: rulesByGroup.get(group) });
  }

  matches(want) {
    return (
      this.lines.some((line) => Order.fits(line, want)) &&
      want.words.every((word) => this.text.includes(word))
    );
  }

  static fits({ to, chip, rules }, want) {
    return (
      (!want.to || to === want.to) &&
      (!want.chip || chip === want.chip) &&
      (!want.rule || rules.has(want.rule))
    );
  }

  // Read when words are first asked for: a page of ten thousand lines opens sooner.
  get text() {
    this.words ??= folded(this.bodies.map((body) => body.textContent).join(" "));
    return this.words;
  }
}

// A reason has in the page only those of its lines that are shown: a browser that keeps ten
// thousand rows, though hidden, is slow to answer.
class Reason {
  constructor(section, rulesByGroup) {
    this.section = section;
    this.rules = rulesOf(section);
    this.table = section.querySelector(".lines table");
    this.more = section.querySelector("button.more");
    this.orders = Reason.orders(section, rulesByGroup);
  }

  static orders(section, rulesByGroup) {
    const orders = new Map();
    for (const body of section.querySelectorAll("tbody.line")) {
      const { order } = body.dataset;
      if (!orders.has(order)) orders.set(order, new Order());
      orders.get(order).add(body, rulesByGroup);
    }
    return [...orders.values()];
  }

  narrow(want) {
    const judged = !want.verdict || want.verdict === this.section.dataset.verdict;
    const orders = judged ? this.orders.filter((order) => order.matches(want)) : [];
    this.matching = orders.flatMap(({ bodies }) => bodies);
    this.section.hidden = !(orders.length || (judged && this.standsWithoutLines(want)));
  }

  // Where no line of it is on the page, its destinations, chips and words are not known.
  standsWithoutLines(want) {
    const known = !(want.to || want.chip || want.words.length);
    return !this.orders.length && known && (!want.rule || this.rules.has(want.rule));
  }

  show(limit) {
    if (!this.table) return;
    this.table.replaceChildren(this.table.tHead, ...this.matching.slice(0, limit));
    const rest = this.matching.length - limit;
    this.more.hidden = rest <= 0;
    this.more.textContent =
      rest > STEP ? `Show ${STEP} more of ${written(rest)}` : `Show ${rest} more`;
  }

  showTo(limit) {
    this.limit = limit;
    this.show(limit);
  }
}

class Narrowing {
  constructor(form) {
    this.form = form;
    this.status = document.getElementById("status");
    const sections = [...document.querySelectorAll("section.reason")];
    const rulesByGroup = new Map(sections.map((one) => [one.dataset.group, rulesOf(one)]));
    this.total = document.querySelectorAll("tbody.line").length;
    this.reasons = sections.map((section) => new Reason(section, rulesByGroup));
  }

  get want() {
    const { words, verdict, to, chip, rule } = this.form.elements;
    return {
      words: folded(words.value).split(/\s+/).filter(Boolean),
      verdict: verdict.value,
      to: to.value,
      chip: chip.value,
      rule: rule.value,
    };
  }

  apply() {
    const want = this.want;
    for (const reason of this.reasons) reason.narrow(want);
    const shown = this.reasons.filter(({ matching }) => matching.length).length;
    const first = Math.max(1, Math.min(STEP, Math.floor(AT_ONCE / shown)));
    for (const reason of this.reasons) reason.showTo(first);
    const lines = this.reasons.reduce((sum, { matching }) => sum + matching.length, 0);
    const said = [`${written(lines)} of ${written(this.total)} lines`, ...this.said()];
    this.status.textContent = said.join(", ");
  }

  // A print has no form: it must say in words what was asked.
  said() {
    const { words, verdict, to, chip, rule } = this.form.elements;
    const chosen = [to, chip, rule].filter(({ value }) => value);
    return [
      verdict.value,
      ...chosen.map((list) => list.selectedOptions[0].text),
      words.value.trim() && `“${words.value.trim()}”`,
    ].filter(Boolean);
  }

  // A link to a reason that is hidden would lead nowhere.
  follow({ target }) {
    const aim = target.closest('a[href^="#reason-"]')?.getAttribute("href");
    if (aim && document.querySelector(aim).closest("section").hidden) {
      this.form.reset();
      this.apply();
    }
  }

  start() {
    for (const reason of this.reasons) {
      reason.more?.addEventListener("click", () => reason.showTo(reason.limit + STEP));
      addEventListener("beforeprint", () => reason.show(Infinity));
      addEventListener("afterprint", () => reason.show(reason.limit));
    }
    document.addEventListener("click", (event) => this.follow(event));
    this.form.addEventListener("input", () => this.apply());
    this.form.addEventListener("reset", () => setTimeout(() => this.apply()));
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.apply();
    this.form.hidden = false;
  }
}

// Until the first lines are chosen none is laid out. Should that fail, all of them are.
document.documentElement.classList.add("starting");
document.addEventListener("DOMContentLoaded", () => {
  const form = document.getElementById("filters");
  try {
    if (form) new Narrowing(form).start();
  } finally {
    document.documentElement.classList.remove("starting");
  }
});
