// Notes on marks that the reader holds to be wrong. They stay on this machine: kept by the browser, and saved as a case file
// for `tests/cases` when the reader asks for it.
//
// Comes in: notes as the core writes them (`Note` in src/view/note.rs). Goes out: how many are kept. Known limit: of more
// than LONGEST notes the oldest go.

/** What is used here of the core's note. */
interface Note {
  case: string;
}

/** Where notes are kept, as one text; null where none was kept yet. */
export interface Store {
  load(): Promise<string | null>;
  save(text: string): Promise<void>;
}

const NAME = 'rapporteur-notes';
const LONGEST = 100;

/** The storage of the page that the sidebar is in. */
export const pageStore: Store = {
  load: async () => localStorage.getItem(NAME),
  save: async text => localStorage.setItem(NAME, text),
};

/** Notes in a store. Each call resolves to how many are kept then. */
export interface Notes {
  count(): Promise<number>;
  add(note: string): Promise<number>;
  /** Takes back the note with the same case. */
  drop(note: string): Promise<number>;
  forget(): Promise<number>;
  /** Offers all cases as a file. */
  download(): Promise<number>;
}

export function createNotes(store: Store): Notes {
  const load = async () => {
    const kept: unknown = JSON.parse((await store.load()) ?? '[]');
    return Array.isArray(kept) ? (kept as Note[]) : [];
  };
  const save = async (notes: Note[]) => {
    await store.save(JSON.stringify(notes.slice(-LONGEST)));
    return Math.min(notes.length, LONGEST);
  };
  const without = async ({ case: gone }: Note) => (await load()).filter(note => note.case !== gone);
  return {
    count: async () => (await load()).length,
    add: async text => {
      const note = JSON.parse(text) as Note;
      return save([...(await without(note)), note]);
    },
    drop: async text => save(await without(JSON.parse(text) as Note)),
    forget: () => save([]),
    download: async () => {
      const notes = await load();
      offer(notes.map(note => note.case).join('\n'));
      return notes.length;
    },
  };
}

function offer(cases: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([cases], { type: 'text/plain' }));
  link.download = `${NAME}.case`;
  link.click();
  // After the browser has taken it up.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
