import type { Finding } from '../model/finding.js';
import { absoluteName } from '../python/module-index.js';
import { globMatcher } from './glob.js';
import { importedModules } from './import-candidates.js';
import { isAmbiguous, isNamed } from './mentions.js';
import { identityOf, splitName } from './relocation-table.js';
import type { SourceFile } from './source-file.js';
import type { SourceRule } from './source-rule.js';
import { isUnboundCode, textRanges } from './string-contexts.js';
import type { Survey } from './survey.js';

/**
 * What a landed wave forbids for good: imports and mentions of the modules that it deleted, and imports of symbols from
 * where it took them. A file is parsed only when its text says that it may be one that does this.
 */
export function checkLanded(rules: readonly SourceRule[], survey: Survey, exhaustive: boolean): Finding[] {
  const dead = rules.filter(
    ({ legacy, source, into }) =>
      legacy === 'delete' && !into.some(({ module }) => module.startsWith(`${source}.`)),
  );
  const left = rules.filter(({ legacy, retargetOnly }) => legacy === 'keep' && !retargetOnly);
  const sources = [...dead, ...left].map(({ source }) => source);
  if (sources.length === 0) return [];
  const segments = sources.map((source) => Buffer.from(source.slice(source.lastIndexOf('.') + 1)));
  const findings: Finding[] = [];
  for (const path of survey.holding(segments)) {
    if (!path.endsWith('.py')) continue;
    const file = survey.file(path);
    if (!file) continue;
    if (!(exhaustive || mayName(file, sources, survey)) || !survey.python(path)) continue;
    findings.push(
      ...deadImports(path, dead, survey),
      ...deadMentions(path, dead, survey),
      ...staleImports(path, left, survey),
    );
  }
  return findings;
}

/** Whether a file may import or mention one of the modules, by its words alone. */
function mayName(file: SourceFile, sources: readonly string[], survey: Survey): boolean {
  if (sources.some((source) => file.text.includes(source))) return true;
  const lasts = new Set(sources.map((source) => splitName(source).last));
  const counts = (segment: string) => lasts.has(segment);
  const { read, imported, children, unsure } = importedModules(
    identityOf(file.path, survey),
    file.lexedImports,
    counts,
  );
  const isSource = (dotted: string) => sources.some((source) => `${dotted}.`.startsWith(`${source}.`));
  return unsure || [...read, ...imported, ...children].some(isSource);
}

/** Symbols that are taken from a module which the wave took them out of: something there passes them on. */
function staleImports(path: string, left: readonly SourceRule[], survey: Survey): Finding[] {
  const { module, isPackage } = identityOf(path, survey);
  const findings: Finding[] = [];
  for (const { node } of survey.file(path)!.scopes.imports) {
    if (node.kind !== 'ImportFrom') continue;
    const base = absoluteName(module, isPackage, node.level, node.module);
    const rule = left.find(({ source }) => source === base);
    if (!rule) continue;
    for (const alias of node.names) {
      const now = newPlaceOf(alias.name, rule);
      const isRemoved = rule.removes.includes(alias.name);
      if (now === undefined && !isRemoved) continue;
      findings.push({
        code: 'RW802',
        severity: 'error',
        place: survey.place(path, alias.start, alias.end),
        message: `\`${alias.name}\` is imported from \`${rule.source}\`, and wave rule \`${rule.id}\` took it from there.`,
        hint: now === undefined ? 'Nothing has taken its place: drop the import.' : `It is \`${now}\` now.`,
      });
    }
  }
  return findings;
}

/** What a symbol of a kept module is called since the wave, with its module; `undefined` when it is not concerned. */
function newPlaceOf(name: string, { into, renames, source }: SourceRule): string | undefined {
  for (const { module, symbols } of into) {
    const moved = symbols.find((symbol) => symbol.name === name);
    if (moved) return `${module}.${moved.as ?? name}`;
  }
  const renamed = renames.find((symbol) => symbol.name === name);
  return renamed?.as === undefined ? undefined : `${source}.${renamed.as}`;
}

function deadImports(path: string, dead: readonly SourceRule[], survey: Survey): Finding[] {
  const file = survey.file(path)!;
  const { module, isPackage } = identityOf(path, survey);
  const findings: Finding[] = [];
  for (const { node } of file.scopes.imports) {
    const base =
      node.kind === 'ImportFrom' ? absoluteName(module, isPackage, node.level, node.module) : undefined;
    for (const alias of node.names) {
      const rule = dead.find(
        ({ source }) =>
          isWithin(base ?? alias.name, source) ||
          (base !== undefined &&
            isWithin(`${base}.${alias.name}`, source) &&
            !bindsItself(base, alias.name, survey)),
      );
      if (!rule) continue;
      findings.push({
        code: 'RW510',
        severity: 'error',
        place: survey.place(path, alias.start, alias.end),
        message: `\`${rule.source}\` is imported here, and wave rule \`${rule.id}\` deleted it.`,
        hint:
          rule.into.length === 0
            ? 'Nothing has taken its place: drop the import.'
            : `Import it from where it stands now: ${rule.into.map((destination) => `\`${destination.module}\``).join(', ')}.`,
      });
    }
  }
  return findings;
}

/** Whether a dotted name is that of a module or of something in it. */
function isWithin(dotted: string, module: string): boolean {
  return dotted === module || dotted.startsWith(`${module}.`);
}

/** Whether a package's `__init__` gives a name a meaning of its own: it is no submodule then. */
function bindsItself(base: string, name: string, survey: Survey): boolean {
  const init = survey.index.resolve(base);
  return init !== undefined && survey.python(init)?.scopes.module.bindings.has(name) === true;
}

function deadMentions(path: string, dead: readonly SourceRule[], survey: Survey): Finding[] {
  const file = survey.file(path)!;
  const imports = file.scopes.imports.map(({ node }) => node);
  const findings: Finding[] = [];
  let isText: ReturnType<typeof textRanges> | undefined;
  for (const rule of dead) {
    if (rule.mentions.some((each) => each.leave !== undefined && globMatcher(each.path)(path))) continue;
    const pattern = new RegExp(`(?<![\\w./-])${rule.source.replaceAll('.', '\\.')}(?![\\w/-])`, 'g');
    for (const match of file.text.matchAll(pattern)) {
      isText ??= textRanges(file);
      if (!isNamed(file.text, match.index, rule.source, path)) continue;
      if (isAmbiguous(file.text, match.index, rule.source, path)) continue;
      if (!isText(match.index) && !isUnboundCode(file, match.index)) continue;
      if (imports.some((node) => node.start <= match.index && match.index < node.end)) continue;
      findings.push({
        code: 'RW601',
        severity: 'error',
        place: survey.place(path, match.index, match.index + rule.source.length),
        message: `\`${rule.source}\` is mentioned here, and wave rule \`${rule.id}\` deleted it.`,
        hint: 'Name what has taken its place, say under `mentions` why it stays, or waive it with a reason.',
      });
    }
  }
  return findings;
}
