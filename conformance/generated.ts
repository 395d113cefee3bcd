import type { Cell, Tree } from './cell.js';
import { KINDS, type Kind } from './kinds.js';
import { KEEP, SHOP, SPLIT } from './shop.js';
import { SITUATIONS, type Situation } from './situations.js';
import { SNIPPETS, type Snippet } from './snippets.js';

/** What every importer has at hand. */
const HEAD = `import contextlib
import importlib
import pkgutil
import subprocess
import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING, TypeVar, cast
from unittest.mock import patch

FAKE = SimpleNamespace(bump=7, legacy=SimpleNamespace(bump=7))

`;

/** Each snippet in each situation that it can stand in. */
export function generatedCells(): Cell[] {
  return SNIPPETS.flatMap((snippet) => SITUATIONS.flatMap((situation) => cellOf(snippet, situation)));
}

/** The same for each other kind of rule, with the references and in the situations that it has. */
export function kindCells(places: 'situations' | 'tested'): Cell[] {
  return KINDS.flatMap((kind) =>
    kind.snippets.flatMap((snippet) =>
      SITUATIONS.filter(({ name }) => kind[places].has(name)).flatMap((situation) =>
        cellOf(snippet, situation, kind),
      ),
    ),
  );
}

function cellOf(snippet: Snippet, situation: Situation, kind?: Kind): Cell[] {
  if (snippet.not?.includes(situation.name) || snippet.only?.includes(situation.name) === false) return [];
  if (kind && snippet.kinds?.includes(kind.name) === false) return [];
  const inside = snippet.inside === true || situation.inside !== undefined;
  const path = inside
    ? situation.nested
      ? 'shop/front/__init__.py'
      : 'shop/desk.py'
    : situation.nested
      ? 'app/inner/__init__.py'
      : 'app/desk.py';
  const rel = situation.nested ? '..' : '.';
  const body = situation.write({
    ...relative(snippet, rel),
    ...(snippet.alias ? { alias: relative(snippet.alias, rel) } : {}),
  });
  if (body === undefined) return [];
  const used = usedHead(body);
  const text = situation.bytes ? situation.bytes(used + body) : used + body;
  const module = path.replace(/(?:\/__init__)?\.py$/, '').replaceAll('/', '.');
  const value = situation.value?.(snippet.value) ?? snippet.value;
  const tree: Tree = {
    ...SHOP,
    ...kind?.files,
    ...(inside ? {} : { 'app/__init__.py': '' }),
    ...snippet.files,
    ...situation.inside,
    ...(kind?.called ? { 'main.py': `from ${module} import run\n\nrun()\n` } : {}),
    [path]: text,
  };
  const place = `${snippet.form}/${situation.name}/${snippet.variant}`;
  const id = kind ? `${kind.name}/${place}` : place;
  const refused = snippet.refused;
  const assertion = assertionOf(module, value, situation);
  return [
    {
      id,
      form: snippet.form,
      situation: situation.name,
      tree,
      kind: kind?.name ?? 'split-module',
      rule: kind?.rule ?? situation.rule ?? SPLIT,
      assertion,
      ...afterOf(assertion, kind),
      gone: kind ? (kind.gone ?? []) : situation.rule === KEEP ? [] : ['shop.legacy'],
      unloaded: kind?.unloaded ?? [],
      shown: [path],
      ...(refused === undefined ? {} : { refused }),
    },
  ];
}

/** What holds after the wave, where it is something else. */
function afterOf(
  assertion: string,
  { package: renamed, afterwards }: Partial<Kind> = {},
): Pick<Cell, 'after'> {
  if (renamed) return { after: assertion.replace(`from ${renamed[0]}.`, `from ${renamed[1]}.`) };
  return afterwards === undefined ? {} : { after: assertion + afterwards };
}

function assertionOf(module: string, value: string, { typeChecking }: Situation): string {
  const head = typeChecking ? 'import typing\ntyping.TYPE_CHECKING = True\n' : '';
  return `${head}from ${module} import run\nfound = run()\nassert found == ${value}, found\n`;
}

function relative<T extends { readonly imports: string }>(snippet: T, rel: string): T {
  return { ...snippet, imports: snippet.imports.replace('{rel}', rel) };
}

/** The lines of the head that a text uses. */
function usedHead(body: string): string {
  const named = (name: string) => new RegExp(`\\b${name}\\b`).test(body);
  const lines = HEAD.split('\n').flatMap((line) => {
    const names = /^(?:from \S+ )?import (.*)$/.exec(line)?.[1]?.split(', ') ?? [];
    const kept = names.filter((name) => named(name) || (name === 'SimpleNamespace' && named('FAKE')));
    if (names.length > 0) return kept.length > 0 ? [line.replace(names.join(', '), kept.join(', '))] : [];
    return line.startsWith('FAKE') ? (named('FAKE') ? ['', line] : []) : [];
  });
  return lines.length > 0 ? `${lines.join('\n')}\n\n` : '';
}
