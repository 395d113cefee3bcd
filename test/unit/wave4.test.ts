import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { GATES } from '../../src/gates/index.js';
import { loadWave } from '../../src/rules/load.js';

const folder = new URL('../../rules-yaml/wave4/', import.meta.url);
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => ({
    path: `rules-yaml/wave4/${name}`,
    text: readFileSync(new URL(name, folder), 'utf8'),
  }));
const knownGates = new Set(GATES.map(({ name }) => name));
const wave = loadWave(files, { name: 'wave4', folder: 'rules-yaml/wave4', shipped: true, knownGates });
const splits = wave.rules.flatMap((rule) => (rule.kind === 'split-module' ? [rule] : []));

test('wave 4 deletes both modules and leaves no name of theirs in use', () => {
  expect(splits.map(({ id, source, legacy }) => [id, source, legacy])).toEqual([
    ['split-registry', 'datafusion_engine.schema.registry', 'delete'],
    ['split-runtime', 'datafusion_engine.session.runtime', 'delete'],
  ]);
  const modules = splits.flatMap(({ into }) => into.map(({ module }) => module));
  expect(modules).toEqual([
    'datafusion_engine.schema.observability_schemas',
    'datafusion_engine.schema.nested_views',
    'datafusion_engine.schema.extraction_schemas',
    'datafusion_engine.session.config',
    'datafusion_engine.session.features',
    'datafusion_engine.session.introspection',
    'datafusion_engine.session.profile',
  ]);
});

test('it reads as a design: a pattern or the rest for each module, names for exceptions only', () => {
  for (const { into } of splits) {
    expect(into.filter(({ rest }) => rest)).toHaveLength(1);
    for (const destination of into) {
      expect(destination.selector !== undefined || destination.rest, destination.module).toBe(true);
      const names = destination.symbols.map(({ name }) => name);
      expect(names, destination.module).toEqual([...names].sort());
      expect(names.length, destination.module).toBeLessThan(16);
    }
  }
});

test('each new module has a docstring that pydocstyle accepts', () => {
  for (const { module, docstring } of splits.flatMap(({ into }) => into)) {
    expect(docstring, module).toMatch(/^[A-Z][^\n"\\]{0,90}\.$/);
  }
});

test('its gates are those of every wave', () => {
  expect(wave.fixers.map(({ gate }) => gate)).toEqual(['ruff-isort', 'ruff-format']);
  expect(wave.gates.map(({ gate }) => gate)).toEqual(['ruff', 'pyrefly', 'pyright', 'imports', 'pytest']);
});
