// Notices that the page has changed: an article swapped in place, text loaded late, words edited.
//
// Comes in: the documents and shadow roots that were read. Goes out: calls of `changed`, once things have settled, never
// while the tab is hidden, and ever more rarely on a page that never rests. `touched` is called at once, before the
// browser paints, for text nodes whose words were replaced: marks on them would stand on wrong words.
//
// Known limit: text that appears by a change of style alone (a folded part of a page) is noticed at the next other change.

/** What happens on a watched page. */
export interface Changes {
  /** The words of a text node were replaced. */
  touched(node: Text): void;
  /** The page has changed and come to rest, or went on changing for too long. Not called again before it has ended. */
  changed(): Promise<void>;
}

/** A page that is being watched. */
export interface Watch {
  /** What to watch from now on, in place of what was watched before. */
  follow(roots: readonly Node[]): void;
  stop(): void;
}

/** The page is at rest when nothing has happened for so long, in milliseconds. */
const REST = 300;
/** A page that does not come to rest is read anyway after so long … */
const PATIENCE = 1500;
/** … and after twice as long each time it still has not, up to this. */
const LONGEST = 60_000;

/** Starts to watch. */
export function watch({ touched, changed }: Changes): Watch {
  let patience = PATIENCE;
  /** When the first and the last of the changes happened that `changed` has not told yet. */
  let [first, last] = [0, 0];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let busy = false;
  const observer = new MutationObserver(hear);

  function hear(records: readonly MutationRecord[]): void {
    let any = false;
    for (const { type, target } of records) {
      if (type === 'characterData') touched(target as Text);
      any ||= !isEdited(target);
    }
    if (!any) return;
    last = performance.now();
    first ||= last;
    plan();
  }

  function plan(): void {
    clearTimeout(timer);
    if (!first || busy || document.hidden) return;
    timer = setTimeout(() => void settle(), Math.min(last + REST, first + patience) - performance.now());
  }

  async function settle(): Promise<void> {
    const rested = performance.now() - last >= REST;
    patience = rested ? PATIENCE : Math.min(patience * 2, LONGEST);
    first = 0;
    busy = true;
    await changed().finally(() => (busy = false));
    plan();
  }

  document.addEventListener('visibilitychange', plan);
  return {
    follow(roots) {
      // What happened and was not told yet would be forgotten.
      hear(observer.takeRecords());
      observer.disconnect();
      for (const root of roots) observer.observe(root, { subtree: true, childList: true, characterData: true });
    },
    stop() {
      clearTimeout(timer);
      observer.disconnect();
      document.removeEventListener('visibilitychange', plan);
    },
  };
}

/** Whether somebody types there: what the reader writes is none of our business. */
function isEdited(node: Node): boolean {
  const element = node.nodeType === Node.ELEMENT_NODE ? (node as Element) : node.parentElement;
  return Boolean(element?.closest('[contenteditable]:not([contenteditable=false])'));
}
