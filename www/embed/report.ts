// The report as JavaScript sees it: the fields that the embed reads, and what is left of it after a reader's site chose
// what to show. `www/package` checks these types against the Rust ones.
//
// Known limit: a report without its text cannot be found again on a page.

/** Half-open, in the unit that `offsets` names. */
export type Span = [start: number, end: number];
export type QuoteKind = 'direct' | 'mixed' | 'indirect';
export type Stance = 'support' | 'oppose' | 'demand' | 'offer' | 'agree' | 'reject' | 'accuse' | 'deny' | 'warn' | 'assert';

export interface Actor {
  id: number;
  name: string;
  kind: 'person' | 'office' | 'state' | 'government' | 'organisation' | 'group' | 'unnamed';
  role: string | null;
  country: string | null;
  of: number | null;
  mentions: Span[];
  members: number[];
}

export interface Attribution {
  id: number;
  kind: QuoteKind;
  source: Span | null;
  speaker: number | null;
  cue: Span | null;
  content: Span[];
  parent: number | null;
  hedged: boolean;
  confidence: number;
}

export interface Issue {
  id: number;
  label: string;
  topic: string | null;
  mentions: Span[];
}

export interface Position {
  id: number;
  holders: number[];
  stance: Stance;
  plover: string | null;
  strength: number;
  cue: Span;
  proposition: Span | null;
  sentence: Span;
  issue: number | null;
  addressees: number[];
  conditional: boolean;
  earlier: boolean;
  reported_by: number | null;
  attribution: number | null;
  confidence: number;
  rule: string;
}

export interface Relation {
  kind: 'contrast' | 'agreement';
  positions: [number, number];
  issue: number;
}

export interface Article {
  headline: string | null;
  byline: string | null;
  published: string | null;
  publisher: string | null;
  url: string | null;
  language_declared: string | null;
}

export interface Report {
  version: number;
  doc?: string;
  offsets: 'utf-8' | 'utf-16';
  language: string;
  article: Article | null;
  text?: string;
  actors: Actor[];
  attributions: Attribution[];
  issues: Issue[];
  positions: Position[];
  relations: Relation[];
}

/** Kinds that a site can choose: those of quotes, and positions. */
export type Kind = QuoteKind | 'position';

/** The report without what a site does not want to show; ids are numbered anew, references follow. */
export function narrow(report: Report, kinds: ReadonlySet<string>, least: number): Report {
  const kept = <T extends { id: number }>(list: T[], keep: (item: T) => boolean) => {
    const ids = new Map<number, number>();
    for (const item of list) if (keep(item)) ids.set(item.id, ids.size);
    return ids;
  };
  const quotes = kept(report.attributions, ({ kind, confidence }) => kinds.has(kind) && confidence >= least);
  const stances = kept(report.positions, ({ confidence }) => kinds.has('position') && confidence >= least);
  const moved = (ids: Map<number, number>, id: number | null) => (id === null ? null : ids.get(id) ?? null);
  return {
    ...report,
    attributions: report.attributions.filter(({ id }) => quotes.has(id))
      .map(item => ({ ...item, id: quotes.get(item.id)!, parent: moved(quotes, item.parent) })),
    positions: report.positions.filter(({ id }) => stances.has(id))
      .map(item => ({ ...item, id: stances.get(item.id)!, attribution: moved(quotes, item.attribution) })),
    relations: report.relations.filter(({ positions }) => positions.every(id => stances.has(id)))
      .map(item => ({ ...item, positions: item.positions.map(id => stances.get(id)!) as [number, number] })),
  };
}

/** The report with offsets in UTF-16 code units, which JavaScript counts in. */
export function inUtf16(report: Report): Report {
  if (report.offsets === 'utf-16' || report.text === undefined) return report;
  // By byte: the unit. Bytes inside a letter are never asked for.
  const units = new Map<number, number>();
  let [bytes, unit] = [0, 0];
  for (const letter of report.text) {
    units.set(bytes, unit);
    const point = letter.codePointAt(0)!;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    unit += letter.length;
  }
  units.set(bytes, unit);
  const span = ([start, end]: Span): Span => [units.get(start) ?? 0, units.get(end) ?? unit];
  const maybe = (given: Span | null) => given && span(given);
  return {
    ...report,
    offsets: 'utf-16',
    actors: report.actors.map(actor => ({ ...actor, mentions: actor.mentions.map(span) })),
    attributions: report.attributions.map(item => ({
      ...item, source: maybe(item.source), cue: maybe(item.cue), content: item.content.map(span),
    })),
    issues: report.issues.map(issue => ({ ...issue, mentions: issue.mentions.map(span) })),
    positions: report.positions.map(item => ({
      ...item, cue: span(item.cue), proposition: maybe(item.proposition), sentence: span(item.sentence),
    })),
  };
}
