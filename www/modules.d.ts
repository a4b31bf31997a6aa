// What the bundler makes of files that are no TypeScript.

/** The core, packed as LZMA. */
declare module 'packed-wasm' {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}

/** What unpacks it: the package lzma1, whose own declarations are sources that do not pass our checks. */
declare module 'unpack-lzma' {
  export function decompress(packed: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>;
}

declare module '*.css' {
  const text: string;
  export default text;
}

/** The texts whose keys start with the names behind the colon, parted by commas. */
declare module 'words:*' {
  const words: { languages: string[]; texts: Record<string, string[]> };
  export default words;
}
