// What the bundler makes of files that are no TypeScript.

/** A module packed by gzip. */
declare module '*.wasm' {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}

declare module '*.css' {
  const text: string;
  export default text;
}
