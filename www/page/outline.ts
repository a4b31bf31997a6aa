// The page as the core wants it: blocks and text runs in reading order. One walk over the live DOM, which lists and
// decides nothing; which blocks are the article is the core's business.
//
// `<p>He <a>said</a> no.</p>` gives one block and three runs. Open shadow roots are walked as the reader sees them, slots
// in their place; frames of the same origin are entered. Blocks and runs are tuples, because a page has thousands of them
// and they travel between processes as JSON. Known limit: frames of another origin and closed shadow roots are not read.

/** What `Block` in src/outline.rs reads. `parent` is an index into the list of blocks; null for the outermost. */
export type Block = [
  parent: number | null,
  tag: string,
  role: string,
  /** Id, classes and itemprop, parted by spaces. */
  tokens: string,
  /** Not to be seen: not displayed, or in the layout without being painted. */
  hidden: boolean,
  /** Of its box, in CSS pixels. */
  width: number,
  /** 0 too for boxes wider than a pixel. */
  height: number,
];

/** What `Run` in src/outline.rs reads: the text of one text node, or a line break. */
export type Run = [block: number, text: string, link: boolean, emphasis: boolean, lineBreak: boolean];

/** What `Entry` in src/outline.rs reads: an object of JSON-LD. */
export type Entry = [kind: string, headline: string, author: string, published: string, publisher: string, body: string, free: string];

/** What `Outline` in src/outline.rs reads. */
export interface Outline {
  url: string;
  title: string;
  language: string;
  /** Whether the browser put its own translation in place of the page's words. */
  translated: boolean;
  /** MIME type of the document; a text that the reader brought is "text/plain". */
  document: string;
  meta: [name: string, content: string][];
  /** What stands at the top of the page's JSON-LD, in lists and graphs there too. */
  data: Entry[];
  blocks: Block[];
  runs: Run[];
}

/** An outline and, for each of its runs, the text node it came from (null for a line break). */
export interface Reading {
  outline: Outline;
  nodes: (Text | null)[];
  /** What was walked: the element asked for, shadow roots and bodies of frames. Changes in them are seen separately. */
  roots: Node[];
}

/** An element that the walk has entered. */
interface Level {
  /** The child to visit next, where the children are a chain of siblings. */
  next: Node | null;
  /** The children still to be visited, the next one last, where a slot collects them from elsewhere. */
  slotted: Node[] | null;
  block: number;
  /** Whether the element is that block, and not a part of its lines. */
  own: boolean;
  link: boolean;
  emphasis: boolean;
  /** Whether it or an element around it is not displayed. */
  gone: boolean;
  hidden: boolean;
}

/** Elements whose text is no text of the page. */
const SILENT = new Set(['SCRIPT', 'STYLE', 'NOSCRIPT', 'TEMPLATE', 'TEXTAREA', 'SELECT', 'OPTION', 'OBJECT', 'CANVAS',
  'AUDIO', 'VIDEO', 'svg', 'math', 'HEAD', 'IMG', 'INPUT', 'LINK', 'META', 'PICTURE', 'SOURCE', 'PROGRESS', 'METER',
  // Our own element, on a page that embeds it.
  'RAPPORTEUR-SIDEBAR']);
/** Elements that begin a line of their own where no style says otherwise. Inside of what is not displayed, nothing but the
 * name says so, and asking the browser for styles there is slow. */
const BLOCKS = new Set(['ADDRESS', 'ARTICLE', 'ASIDE', 'BLOCKQUOTE', 'BODY', 'CENTER', 'DD', 'DETAILS', 'DIALOG', 'DIV', 'DL',
  'DT', 'FIELDSET', 'FIGCAPTION', 'FIGURE', 'FOOTER', 'FORM', 'H1', 'H2', 'H3', 'H4', 'H5', 'H6', 'HEADER', 'LI', 'MAIN', 'NAV',
  'OL', 'P', 'PRE', 'SECTION', 'SUMMARY', 'TABLE', 'TBODY', 'TD', 'TFOOT', 'TH', 'THEAD', 'TR', 'UL']);
/** Milliseconds of reading after which the page comes first again, and nodes between two looks at the clock. */
const SLICE = 30;
const STEPS = 500;
/** Boxes of at most this width are asked for their height too: text in a box of one pixel is hidden from the eye. Each question
 * costs time, and nothing else depends on the height. */
const SPECK = 1;
/** Asks whether an element is displayed and not made invisible. */
const SEEN = { visibilityProperty: true };
const EMPHASIS = new Set(['B', 'STRONG', 'EM', 'I']);

/** What is to be read of a page. */
export interface Source {
  /** By default the whole page. */
  root?: Element;
  /** The reader brought it: a "text", which is all article, or a "page". What the page around it says of itself is not
   * true of it. */
  brought?: 'text' | 'page';
}

/** Reads a page, or a part of it, in one go. */
export function readPage(source: Source = {}): Reading {
  const slices = read(source);
  for (;;) {
    const { done, value } = slices.next();
    if (done) return value;
  }
}

/** The same in slices of at most SLICE, with the page free to go on between them. What it changes meanwhile may be in the
 * reading or not. */
export async function readInSlices(source: Source = {}): Promise<Reading> {
  const slices = read(source);
  for (let begin = performance.now(); ;) {
    const { done, value } = slices.next();
    if (done) return value;
    if (performance.now() - begin < SLICE) continue;
    await new Promise(resume => setTimeout(resume));
    begin = performance.now();
  }
}

/** Yields every now and then. */
function* read({ root = document.body, brought }: Source): Generator<void, Reading> {
  const outline: Outline = {
    url: brought ? '' : location.href,
    title: brought ? '' : document.title,
    language: brought ? '' : document.documentElement.lang,
    // What Chromium's translation leaves on the page; other browsers leave nothing.
    translated: /\btranslated-(ltr|rtl)\b/.test(document.documentElement.className),
    document: brought === 'text' ? 'text/plain' : document.contentType,
    meta: brought ? [] : readMeta(),
    data: brought ? [] : readData(),
    blocks: [],
    runs: [],
  };
  return { outline, ...(yield* walk(root, outline)) };
}

/** Lists the blocks and runs below `root`; gives the text node of each run. */
function* walk(root: Element, { blocks, runs }: Outline): Generator<void, Pick<Reading, 'nodes' | 'roots'>> {
  const nodes: (Text | null)[] = [];
  const roots: Node[] = [root];
  // A list of levels and no recursion: pages nest deeper than a call stack may.
  const levels: Level[] = [];
  const outside: Level = { next: null, slotted: null, block: -1, own: false, link: false, emphasis: false, gone: false,
    hidden: false };
  enter(root, outside);
  let steps = 0;
  for (let level = levels.at(-1); level; level = levels.at(-1)) {
    if ((steps += 1) % STEPS === 0) yield;
    let node;
    if (level.slotted) {
      node = level.slotted.pop();
    } else if ((node = level.next)) {
      level.next = node.nextSibling;
    }
    if (!node) leave(level);
    else if (node.nodeType === Node.TEXT_NODE) list(node as Text, level);
    else if (node.nodeType === Node.ELEMENT_NODE) enter(node as Element, level);
  }
  return { nodes, roots };

  /** A block that turned out to hold no text is not listed. */
  function leave({ own, block }: Level): void {
    levels.pop();
    if (!own || block !== blocks.length - 1 || runs.at(-1)?.[0] === block) return;
    blocks.pop();
    const around = levels.at(-1);
    if (around) part(around);
  }

  /** What stands before and after an empty block is as far apart as two line breaks make it. */
  function part({ block, link, emphasis }: Level): void {
    const [last, before] = [runs.at(-1), runs.at(-2)];
    if (last?.[0] !== block) return;
    for (let n = last[4] ? (before?.[4] ? 2 : 1) : 0; n < 2; n += 1) {
      runs.push([block, '\n', link, emphasis, true]);
      nodes.push(null);
    }
  }

  function list(node: Text, { block, link, emphasis }: Level): void {
    const text = node.data;
    // White space at the start of a block is never shown.
    if (runs.at(-1)?.[0] !== block && text.trim() === '') return;
    runs.push([block, text, link, emphasis, false]);
    nodes.push(node);
  }

  function enter(element: Element, around: Level): void {
    const name = element.nodeName;
    if (SILENT.has(name)) return;
    if (name === 'BR') {
      runs.push([around.block, '\n', around.link, around.emphasis, true]);
      nodes.push(null);
      return;
    }
    // Most elements of a page have none, and asking for each by name takes longer.
    const named = element.hasAttributes();
    if (named && isEditable(element)) return;
    const slotted = name === 'SLOT' ? inSlot(element as HTMLSlotElement) : null;
    const inside = name === 'IFRAME' ? inFrame(element as HTMLIFrameElement) : (element.shadowRoot ?? element).firstChild;
    const first = slotted ? null : inside;
    if (first && first.parentNode !== element) roots.push(first.parentNode!);
    if (!first && !slotted) {
      if (BLOCKS.has(name) || name === 'HR') part(around);
      return;
    }
    const level: Level = {
      next: first,
      slotted,
      block: around.block,
      own: false,
      link: around.link || name === 'A',
      emphasis: around.emphasis || EMPHASIS.has(name),
      gone: around.gone,
      hidden: around.hidden,
    };
    let flows = !BLOCKS.has(name);
    // Most elements are plainly visible blocks, and this question is the cheapest that tells.
    if (!level.gone && (flows || !element.checkVisibility?.(SEEN))) {
      const style = getComputedStyle(element);
      const display = style.display;
      level.gone = display === 'none';
      level.hidden = level.gone || style.visibility !== 'visible';
      // What a page unfolds when the reader asks for more is a block; a hidden word in a line is not to be read.
      if (flows && level.hidden) return;
      if (!level.gone) flows = display === 'contents' || display.startsWith('inline') || display.startsWith('ruby');
    } else if (!level.gone) {
      level.hidden = false;
    }
    if (!flows || around.block < 0 || level.hidden !== around.hidden) {
      const width = level.gone ? 0 : ((element as HTMLElement).offsetWidth ?? 0);
      level.own = true;
      level.block = blocks.push([
        around.block < 0 ? null : around.block,
        element.localName,
        named ? (element.getAttribute('role') ?? '').toLowerCase() : '',
        named ? tokens(element) : '',
        level.hidden,
        width,
        width > SPECK || level.gone ? 0 : (element as HTMLElement).offsetHeight ?? 0,
      ]) - 1;
    }
    levels.push(level);
  }
}

/** Whether the reader writes there. */
function isEditable(element: Element): boolean {
  const value = element.getAttribute('contenteditable');
  return value !== null && value !== 'false';
}

/** Id, classes and itemprop, parted by spaces. */
function tokens(element: Element): string {
  return `${element.id} ${element.getAttribute('class') ?? ''} ${element.getAttribute('itemprop') ?? ''}`.trim();
}

/** What is shown in a slot, the first node last; null where it shows what it holds itself. */
function inSlot(slot: HTMLSlotElement): Node[] | null {
  const nodes = slot.assignedNodes();
  return nodes.length > 0 ? nodes.reverse() : null;
}

/** The body of a frame's document; null where the frame is of another origin. */
function inFrame(frame: HTMLIFrameElement): Node | null {
  return frame.contentDocument?.body ?? null;
}

function readMeta(): [string, string][] {
  const meta: [string, string][] = [];
  for (const element of document.querySelectorAll<HTMLMetaElement>('meta[content]')) {
    const name = element.getAttribute('property') ?? element.getAttribute('name') ?? element.getAttribute('itemprop');
    if (name) meta.push([name, element.content]);
  }
  for (const { dateTime } of document.querySelectorAll<HTMLTimeElement>('time[datetime]')) meta.push(['time', dateTime]);
  return meta;
}

function readData(): Entry[] {
  const entries: Entry[] = [];
  for (const script of document.querySelectorAll('script[type="application/ld+json"]')) {
    const ahead = [parse(script.textContent)];
    for (let value = ahead.pop(); value !== undefined; value = ahead.pop()) {
      if (Array.isArray(value)) ahead.push(...value.toReversed());
      if (typeof value !== 'object' || value === null || Array.isArray(value)) continue;
      const { '@graph': graph, ...entry } = value as Record<string, unknown>;
      if (graph !== undefined) ahead.push(graph);
      const fields = ['@type', 'headline', 'author', 'datePublished', 'publisher', 'articleBody', 'isAccessibleForFree'] as const;
      const [kind, headline, author, published, publisher, body, free] = fields.map(name => named(entry[name]));
      entries.push([kind!.replaceAll(', ', ' '), headline!, author!, published!, publisher!, body!, free!.toLowerCase()]);
    }
  }
  return entries;
}

/** What is no JSON is passed over, as search engines do. */
function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** "Ann, Bo" of "Ann, Bo", of `{ name: "Ann, Bo" }` and of a list of either; empty for anything else. */
function named(value: unknown): string {
  if (Array.isArray(value)) return value.filter(item => !Array.isArray(item)).map(named).filter(Boolean).join(', ');
  if (typeof value === 'object' && value !== null && 'name' in value) return typeof value.name === 'string' ? value.name : '';
  return typeof value === 'string' || typeof value === 'boolean' ? String(value) : '';
}
