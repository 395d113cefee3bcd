import type { Cell, Tree } from './cell.js';
import type { Kind } from './kinds.js';
import { SHOP, SPLIT } from './shop.js';

const SPLITS = { name: 'split-module', rule: SPLIT } as const;

/** A cell written out: files beside the shop, and what holds of them. */
export interface HandCell {
  /** `<situation>/<variant>` */
  readonly id: string;
  readonly files: Tree;
  /** Python; `{app}` imports the importer's `run` and compares. */
  readonly holds: string;
  readonly rule?: string;
  readonly refused?: string;
  readonly since?: number;
  /** Files of the tree that are shown besides those of `files`. */
  readonly also?: readonly string[];
}

/** The cells of one form, with splits or another kind of rule. */
export function handCells(
  form: number,
  cells: readonly HandCell[],
  kind: Pick<Kind, 'name' | 'rule' | 'files' | 'gone' | 'afterwards'> = SPLITS,
): Cell[] {
  return cells.map(({ id, files, holds, rule = kind.rule, refused, also, since }) => {
    const assertion = holds.includes('assert')
      ? holds
      : `from app.desk import run\nfound = run()\nassert found == ${holds}, found\n`;
    const inits = Object.keys(files).some((path) => path.startsWith('app/')) ? { 'app/__init__.py': '' } : {};
    return {
      id: kind === SPLITS ? `${form}/${id}` : `${kind.name}/${form}/${id}`,
      form,
      situation: id.split('/', 1)[0]!,
      kind: kind.name,
      tree: { ...SHOP, ...kind.files, ...inits, ...files },
      rule,
      assertion,
      ...(kind.afterwards === undefined ? {} : { after: `${assertion}\n${kind.afterwards}` }),
      gone: kind.gone ?? (rule.includes('module: shop.legacy.') ? [] : goneOf(rule)),
      unloaded: [],
      shown: [...Object.keys(files).filter((path) => path !== 'shop/legacy.py'), ...(also ?? [])],
      ...(refused === undefined ? {} : { refused }),
      ...(since === undefined ? {} : { since }),
    };
  });
}

/** An importer with a function `run` that returns an expression. */
export function desk(imports: string, use: string): Tree {
  return { 'app/desk.py': `${imports}\n\n\ndef run():\n    return ${use}\n` };
}

/** The module that a rule deletes. */
function goneOf(rule: string): string[] {
  return /^source: (\S+)\nlegacy: delete/m.exec(rule)?.slice(1) ?? [];
}
