// <rapporteur-sidebar for="article">: marks an article of the page it stands on, and shows who says what beside it.
//
// Attributes: `for` (id or selector of the article; without it the page's first <article>, <main> or body), `report`
// (address of a report, or "#id" of a script element that holds it; nothing is analysed then), `kinds`, `min-confidence`,
// `palette` ("colour" or "lines"), `lang` (of the sidebar), `open`. Events: `report` when there is one, `select` when an
// item is chosen. Nothing of the article is changed. Known limit: the marks of the last element on a page win.

import { attach, type Page } from '../page/adapter.js';
import { readPage } from '../page/outline.js';
import { learn, type Mark, type Painting, type Sidebar } from 'rapporteur-wasm/rapporteur.js';
import { createSidebar } from '../sidebar/host.js';
import { analyse, pause } from './analysis.js';
import { loadWords, textsFor } from './language.js';
import { chooseLight, drawLight } from './light.js';
import { marksOf } from './marks.js';
import { pageText } from './page-text.js';
import { inUtf16, narrow, type Report } from './report.js';
import type { Texts } from '../sidebar/texts.js';

const ALL = 'direct mixed indirect position';
/** The style sheets of the sidebar and of the marks, filled in by the build. */
declare const SIDEBAR_STYLE: string;
declare const MARKS_STYLE: string;
/** Items of at least this confidence are shown; filled in by the build, from src/lib.rs. */
declare const SHOWN_CONFIDENCE: number;
/** Elements of the sidebar that a site can style by `::part()`, by their class. */
const PARTS = ['head', 'headline', 'tabs', 'tab', 'tools', 'panel', 'foot', 'warning'];

/** The page's marks, once for all elements. */
let marks: CSSStyleSheet | undefined;

/** The worker, which runs this script as well, has no elements. */
const Base = typeof HTMLElement === 'undefined' ? (Object as unknown as typeof HTMLElement) : HTMLElement;

class RapporteurSidebar extends Base {
  static observedAttributes = ['for', 'report', 'kinds', 'min-confidence', 'palette', 'lang', 'open'];

  #aside = document.createElement('aside');
  #drawer = document.createElement('div');
  #root = document.createElement('div');
  #handle = document.createElement('button');
  #page: Page | undefined;
  #sidebar: Sidebar | undefined;
  #chosen: Report | undefined;
  #seen: IntersectionObserver | undefined;
  /** Of the run that counts: an older one that is still going on ends without a word. */
  #run = 0;

  constructor() {
    super();
    const shadow = this.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(SIDEBAR_STYLE);
    shadow.adoptedStyleSheets = [sheet];
    this.#drawer.className = 'drawer';
    this.#drawer.part.add('drawer');
    this.#root.part.add('sidebar');
    this.#handle.className = 'handle';
    this.#handle.part.add('handle');
    this.#handle.type = 'button';
    this.#handle.addEventListener('click', () => this.toggleAttribute('open'));
    this.#drawer.append(this.#root);
    this.#aside.append(this.#drawer, this.#handle);
    shadow.append(this.#aside);
  }

  /** The words of the element itself, in the language that the site or the page asks for. */
  get #texts(): Texts {
    return textsFor(this.lang || document.documentElement.lang || navigator.language);
  }

  /** The report that is shown; undefined before there is one. Setting one shows it without an analysis. */
  get report(): Report | undefined {
    return this.#chosen;
  }

  set report(report: Report | undefined) {
    this.#given = report;
    if (this.isConnected) this.#wait();
  }

  #given: Report | undefined;

  connectedCallback(): void {
    this.#show();
    this.#wait();
  }

  disconnectedCallback(): void {
    this.#run += 1;
    this.#seen?.disconnect();
    this.#page?.leave();
    this.#page = undefined;
  }

  attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    if (before === now) return;
    if (name === 'open' || name === 'lang') this.#show();
    if (name === 'palette') paintWith(now);
    // What was shown before is still there when it opens again.
    else if (this.isConnected && !(name === 'open' && this.#chosen)) this.#wait();
  }

  #show(): void {
    const [open, { language, get }] = [this.hasAttribute('open'), this.#texts];
    this.#aside.lang = language;
    this.#aside.dir = language === 'ar' ? 'rtl' : 'ltr';
    this.#aside.setAttribute('aria-label', get('embed.open'));
    this.#drawer.hidden = !open;
    this.#handle.textContent = get(open ? 'embed.close' : 'embed.open');
    this.#handle.setAttribute('aria-expanded', String(open));
  }

  /** Starts once the article is in sight or the sidebar open, and the browser has nothing better to do. */
  #wait(): void {
    const article = this.#article();
    this.#seen?.disconnect();
    if (!article) return;
    const run = ++this.#run;
    this.#seen = new IntersectionObserver(entries => {
      if (!entries.some(entry => entry.isIntersecting) && !this.hasAttribute('open')) return;
      this.#seen?.disconnect();
      idle(() => {
        if (run === this.#run) void this.#start(article, run).catch(error => this.#complain(error));
      });
    });
    this.#seen.observe(article);
  }

  #article(): Element | null {
    const wanted = this.getAttribute('for');
    if (!wanted) return document.querySelector('article') ?? document.querySelector('main') ?? document.body;
    return document.getElementById(wanted) ?? document.querySelector(wanted);
  }

  async #start(article: Element, run: number): Promise<void> {
    paintWith(this.getAttribute('palette'));
    this.#page?.leave();
    const page = attach({
      select: item => this.#select(item),
      toggled: on => this.#sidebar?.setMarks(on),
      // A page that draws its article anew is read anew.
      changed: () => this.#wait(),
      cleared() {},
    });
    this.#page = page;
    const made = this.#given ?? (await this.#load());
    if (made) {
      page.read({ root: article });
      const report = this.#narrow(inUtf16(made));
      const rows = marksOf(report, pageText(readPage({ root: article })));
      if (run !== this.#run) return;
      const here = new Set(rows.map(([, item]) => item));
      page.paint({ marks: rows, cards: [] });
      this.#draw(() => drawLight(this.#root, report, here, this.#texts, item => {
        page.go(item);
        this.#select(item);
      }));
      this.#finish(report);
      return;
    }
    const { language } = this.#texts;
    const outline = await page.readInSlices({ root: article });
    const [{ report, marks: rows }, words] = await Promise.all([analyse(outline), loadWords(language)]);
    if (run !== this.#run) return;
    if (words) learn(language, words);
    // The reader may ask for what is uncertain, unless the site has chosen how sure all of it must be.
    const least = this.getAttribute('min-confidence');
    const offered = this.#narrow(report, least === null ? 0 : SHOWN_CONFIDENCE);
    this.#sidebar?.free();
    const subject = {
      go: (item: string) => {
        page.go(item);
        this.#tell('select', { item });
      },
      show: page.show,
      paint: ({ cards }: Painting) => {
        const shown = sidebar.report() as Report;
        page.paint({ marks: this.#among(rows, report, shown), cards });
        this.#finish(shown);
      },
    };
    const [sidebar, cards] = this.#draw(() => {
      const made = createSidebar(this.#root, subject, language);
      made.showUncertain(least !== null);
      return [made, made.show(offered)];
    });
    this.#sidebar = sidebar;
    // The rest in tasks of its own: of a long article each takes its time.
    await pause();
    if (run !== this.#run) return;
    const shown = sidebar.report() as Report;
    const marks = this.#among(rows, report, shown);
    await pause();
    if (run !== this.#run) return;
    page.paint({ marks, cards });
    this.#finish(shown);
  }

  /** The kinds that the site wants, as sure as it wants them, or `otherwise`. */
  #narrow(report: Report, otherwise = SHOWN_CONFIDENCE): Report {
    const kinds = (this.getAttribute('kinds') ?? ALL).split(/[\s,]+/);
    const least = Number(this.getAttribute('min-confidence') ?? otherwise);
    return narrow(report, new Set(kinds), Number.isFinite(least) ? least : SHOWN_CONFIDENCE);
  }

  /** The marks of what is shown, under its new numbers. */
  #among(rows: Mark[], all: Report, shown: Report): Mark[] {
    const names = new Map<string, string>();
    const key = (item: { content?: unknown; cue: unknown; sentence?: unknown }) => JSON.stringify([item.content ?? item.sentence, item.cue]);
    for (const [letter, before, after] of [['q', all.attributions, shown.attributions], ['p', all.positions, shown.positions]] as const) {
      const left = [...after];
      for (const item of before) {
        if (left[0] && key(item) === key(left[0])) names.set(`${letter}${item.id}`, `${letter}${left.shift()!.id}`);
      }
    }
    return rows.flatMap(([layer, item, ...place]): Mark[] => {
      const name = names.get(item);
      return name ? [[layer, name, ...place]] : [];
    });
  }

  async #load(): Promise<Report | undefined> {
    const where = this.getAttribute('report');
    if (!where) return undefined;
    if (where.startsWith('#')) return JSON.parse(document.querySelector(where)?.textContent ?? '') as Report;
    const address = new URL(where, document.baseURI).href;
    const { default: report } = await import(/* @vite-ignore */ address, { with: { type: 'json' } }) as { default: Report };
    return report;
  }

  #select(item: string): void {
    this.#sidebar?.select(item);
    if (!this.#sidebar) chooseLight(this.#root, item);
    this.#tell('select', { item });
  }

  /**
   * Draws the sidebar, all of it in one task. What is drawn first is seen when it has the page's own styles as well and stands
   * where it will stand: nothing in it is seen to move.
   */
  #draw<Drawn>(draw: () => Drawn): Drawn {
    const { style } = this.#root;
    if (!this.#root.firstChild) {
      style.visibility = 'hidden';
      requestAnimationFrame(() => requestAnimationFrame(() => (style.visibility = '')));
    }
    const drawn = draw();
    this.#name();
    return drawn;
  }

  /** Names the parts that a site can style. */
  #name(): void {
    for (const name of PARTS) {
      for (const element of this.#root.getElementsByClassName(name)) element.part.add(name);
    }
  }

  #finish(report: Report): void {
    this.#chosen = report;
    this.#name();
    this.#tell('report', report);
  }

  #complain(error: unknown): void {
    this.#root.className = 'rapporteur';
    const words = document.createElement('p');
    words.className = 'warning';
    words.setAttribute('role', 'alert');
    words.textContent = this.#texts.get('embed.failed');
    this.#root.replaceChildren(words);
    console.error('rapporteur-sidebar:', error);
  }

  #tell(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

/** Puts the style of the marks on the page; "lines" leaves the page's own colours and only underlines. */
function paintWith(palette: string | null): void {
  marks ??= new CSSStyleSheet();
  marks.replaceSync(palette === 'lines' ? MARKS_STYLE.replace(/(?<=[{;])(background-)?color:[^;}]*/g, '') : MARKS_STYLE);
  if (!document.adoptedStyleSheets.includes(marks)) document.adoptedStyleSheets.push(marks);
}

/** Safari has no idle callback. */
function idle(act: () => void): void {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(act, { timeout: 2000 });
  else setTimeout(act, 200);
}

/** Gives the page the element, unless another script of ours did. */
export function define(): void {
  if (!customElements.get('rapporteur-sidebar')) customElements.define('rapporteur-sidebar', RapporteurSidebar);
}
