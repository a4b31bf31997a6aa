// What the bundler makes of files that are no TypeScript.

/** The core, packed for `www/sidebar/module.ts`. */
declare module 'packed-wasm' {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
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
