import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** A small repository with a wave, in `cases/<CODE>.yaml`. */
export interface FindingCase {
  /** Texts by path; an empty `shop/__init__.py` is there besides. */
  readonly tree?: Readonly<Record<string, string | Uint8Array>>;
  /** Text of `shop/models.py`. */
  readonly models?: string;
  /** The wave splits `shop.models`: these symbols to `shop.first`, the rest to `shop.rest`. */
  readonly moves?: string;
  /** YAML of the only rule instead. */
  readonly rule?: string;
  /** All files of the wave instead. */
  readonly wave?: Readonly<Record<string, string>>;
  /** Texts that stand in the planned tree instead of what was composed; null for a file that is not there. */
  readonly planned?: Readonly<Record<string, string | null>>;
  /** A command on a real folder: what only it finds. The plan of the wave in memory without it. */
  readonly run?: CaseCommand;
  /** No interpreter can be found. */
  readonly pythonless?: boolean;
  /** Of a tree that nearly triggers the code: other errors that it cannot do without. */
  readonly errors?: readonly string[];
}

/** The command that a case is shown by. */
export interface CaseCommand {
  readonly command: 'diff' | 'check' | 'suggest' | 'test';
  /** Commands of the wave may run. */
  readonly trust?: boolean;
  /** Of `test`: its snapshots have been written, and then these files had other texts. */
  readonly afterwards?: Readonly<Record<string, string>>;
  /** Of `suggest`, which is asked for `shop.models`. */
  readonly into?: number;
  readonly around?: readonly string[];
}

/** The two trees of a code. */
export function readCases(file: URL): { readonly triggers: FindingCase; readonly nearly: FindingCase } {
  return parse(readFileSync(file, 'utf8'));
}

/** The files of a case's tree. */
export function treeOf({ tree = {}, models }: FindingCase): ReadonlyMap<string, Buffer> {
  const texts: Record<string, string | Uint8Array> = { 'shop/__init__.py': '', ...tree };
  if (models !== undefined) texts['shop/models.py'] = models;
  return new Map(Object.entries(texts).map(([path, text]) => [path, Buffer.from(text as string)]));
}

/** The files of a case's wave. */
export function waveFiles({ wave, rule, moves }: FindingCase): { path: string; text: string }[] {
  const split = `kind: split-module
source: shop.models
legacy: delete
heir: shop.rest
into:
  - { module: shop.first, symbols: [${moves}] }
  - { module: shop.rest, rest: true }
`;
  const files = wave ?? { 'wave.yaml': 'title: A wave\n', 'rule.yaml': rule ?? split };
  return Object.entries(files).map(([name, text]) => ({ path: `rules-yaml/wave/${name}`, text }));
}
