// The reader's own texts: pasted, or dropped as a .txt, .md or .html file. Comes in: text or a file; goes out: nodes for
// the story, made of elements of ours and text. Nothing of a file is ever run or loaded.
//
// Known limit: of Markdown only headings, lists, quotations, emphasis and links are understood.

/** Kinds of files that can be dropped, as a file dialog wants them. */
export const ACCEPT = '.txt,.md,.markdown,.html,.htm';

/** The paragraphs of a plain text: parted by blank lines. */
export function fromText(text: string): DocumentFragment {
  const story = new DocumentFragment();
  for (const paragraph of text.split(/\n\s*\n/)) {
    if (paragraph.trim()) story.append(element('p', paragraph.trim()));
  }
  return story;
}

/** A Markdown text without its markup. */
export function fromMarkdown(source: string): DocumentFragment {
  const story = new DocumentFragment();
  for (const block of source.split(/\n\s*\n/)) {
    const lines = block.trim();
    if (!lines) continue;
    const heading = /^(#{1,6})\s+(.*)$/.exec(lines);
    if (heading) story.append(element(`h${heading[1]!.length}`, plain(heading[2]!)));
    else story.append(element('p', plain(lines.replaceAll(/^\s*(?:>|[-*+]|\d+\.)\s+/gm, ''))));
  }
  return story;
}

/** Links as their words, emphasised words without their signs. */
function plain(line: string): string {
  return line.replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll(/(\*\*|__|\*|_|`)(?=\S)(.+?)(?<=\S)\1/g, '$2');
}

/** Elements of a file that are built again, without any of their attributes; of all others the content alone is. */
const KEPT = new Set(['article', 'main', 'section', 'div', 'header', 'footer', 'nav', 'aside', 'form', 'h1', 'h2', 'h3',
  'h4', 'h5', 'h6', 'p', 'blockquote', 'ul', 'ol', 'li', 'figure', 'figcaption', 'br', 'a', 'b', 'strong', 'em', 'i']);
const DROPPED = new Set(['script', 'style', 'noscript', 'template', 'iframe', 'object', 'svg', 'math', 'head', 'select',
  'textarea', 'button']);

/** The text of an HTML file in its blocks. The file is parsed by a document that runs and loads nothing. */
export function fromHtml(source: string): DocumentFragment {
  const parsed = new DOMParser().parseFromString(source, 'text/html');
  const story = new DocumentFragment();
  // Pairs of a node of the file and where its copy goes; a list and no recursion, because files nest deeply.
  const ahead: [Node, Node][] = [...parsed.body.childNodes].reverse().map(node => [node, story]);
  for (let next = ahead.pop(); next; next = ahead.pop()) {
    const [node, into] = next;
    if (node.nodeType === Node.TEXT_NODE) into.appendChild(document.createTextNode(node.nodeValue ?? ''));
    if (node.nodeType !== Node.ELEMENT_NODE) continue;
    const name = (node as Element).localName;
    if (DROPPED.has(name)) continue;
    const copy = KEPT.has(name) ? into.appendChild(document.createElement(name)) : into;
    for (const child of [...node.childNodes].reverse()) ahead.push([child, copy]);
  }
  return story;
}

/** What a file holds, by its name: a text, which is all article, or a page. Null for a kind that is not understood. */
export async function fromFile(file: File): Promise<[DocumentFragment, 'text' | 'page'] | null> {
  const extension = file.name.toLowerCase().split('.').at(-1) ?? '';
  const read = { txt: fromText, md: fromMarkdown, markdown: fromMarkdown, html: fromHtml, htm: fromHtml }[extension];
  return read ? [read(await file.text()), read === fromHtml ? 'page' : 'text'] : null;
}

function element(name: string, text: string): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}
