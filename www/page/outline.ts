// The page as the core wants it: blocks and text runs in reading order. One walk over the live DOM, which lists and
// decides nothing; which blocks are the article is the core's business.
//
// `<p>He <a>said</a> no.</p>` gives one block and three runs. Open shadow roots are walked as the reader sees them, slots
// in their place. Known limit: frames of another origin and closed shadow roots are not read.

/** A line of its own. `parent` is an index into the list of blocks; null for the outermost. */
export interface Block {
  parent: number | null;
  tag: string;
  role: string;
  /** Id, classes and itemprop, parted by spaces. */
  tokens: string;
  /** In the layout but not to be seen. */
  hidden: boolean;
}

/** The text of one text node, or a line break. */
export interface Run {
  block: number;
  text: string;
  link: boolean;
  emphasis: boolean;
  break: boolean;
}

/** What `Outline` in src/outline.rs reads. */
export interface Outline {
  url: string;
  title: string;
  language: string;
  meta: [name: string, content: string][];
  blocks: Block[];
  runs: Run[];
}

/** An outline and, for each of its runs, the text node it came from (null for a line break). */
export interface Reading {
  outline: Outline;
  nodes: (Text | null)[];
}

/** What the walk knows about the place it has reached. */
interface Place {
  node: Node;
  block: number;
  link: boolean;
  emphasis: boolean;
  hidden: boolean;
}

/** Elements whose text is no text of the page. */
const SILENT = new Set(['SCRIPT', 'STYLE', 'NOSCRIPT', 'TEMPLATE', 'TEXTAREA', 'SELECT', 'OPTION', 'IFRAME', 'OBJECT',
  'CANVAS', 'AUDIO', 'VIDEO', 'SVG', 'MATH', 'HEAD']);
const EMPHASIS = new Set(['B', 'STRONG', 'EM', 'I']);

/** Reads everything below `root` (by default the whole page). */
export function readPage(root: Element = document.body): Reading {
  const outline: Outline = {
    url: location.href,
    title: document.title,
    language: document.documentElement.lang,
    meta: readMeta(),
    blocks: [],
    runs: [],
  };
  const nodes: (Text | null)[] = [];
  // A stack of places still to be visited: pages nest deeper than a call stack may.
  const ahead: Place[] = [{ node: root, block: -1, link: false, emphasis: false, hidden: false }];
  for (let place = ahead.pop(); place; place = ahead.pop()) {
    const { node, block, link, emphasis } = place;
    if (node instanceof Text) {
      if (block < 0 || node.data === '') continue;
      outline.runs.push({ block, text: node.data, link, emphasis, break: false });
      nodes.push(node);
    } else if (node instanceof Element && !SILENT.has(node.nodeName.toUpperCase())) {
      if (node.nodeName === 'BR') {
        outline.runs.push({ block, text: '\n', link, emphasis, break: true });
        nodes.push(null);
        continue;
      }
      const inside = enter(node, place, outline.blocks);
      if (inside) for (const child of children(node).reverse()) ahead.push({ ...inside, node: child });
    }
  }
  return { outline, nodes };
}

/** The place inside an element, after listing it where it begins a line of its own. Null where it shows nothing. */
function enter(element: Element, around: Place, blocks: Block[]): Place | null {
  const { display, visibility } = getComputedStyle(element);
  if (display === 'none') return null;
  const hidden = visibility !== 'visible';
  const place = {
    node: element,
    block: around.block,
    link: around.link || element.nodeName === 'A',
    emphasis: around.emphasis || EMPHASIS.has(element.nodeName),
    hidden,
  };
  const flows = display === 'contents' || display.startsWith('inline') || display.startsWith('ruby');
  if (flows && around.block >= 0 && hidden === around.hidden) return place;
  blocks.push({
    parent: around.block < 0 ? null : around.block,
    tag: element.localName,
    role: (element.getAttribute('role') ?? '').toLowerCase(),
    tokens: ['id', 'class', 'itemprop'].map(name => element.getAttribute(name) ?? '').join(' ').trim(),
    hidden,
  });
  return { ...place, block: blocks.length - 1 };
}

/** What a reader sees inside an element: of its shadow root where it has one, of what is slotted where it is a slot. */
function children(element: Element): Node[] {
  if (element instanceof HTMLSlotElement) {
    const slotted = element.assignedNodes();
    if (slotted.length > 0) return slotted;
  }
  return [...(element.shadowRoot ?? element).childNodes];
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
