import type { Finding, Place } from '../../../model/finding.js';
import { isMapping, itemsOf } from '../../plain-data.js';
import { error, quote } from '../../problem.js';
import { missingKey } from '../../schema-findings.js';
import { checkSelector } from '../../selector.js';
import { entryName } from '../../symbols.js';
import type { YamlDocument } from '../../yaml-document.js';

/** What the schema of `split-module` can't say; reads the document defensively, since its shape may be wrong. */
export function checkSplitModule(document: YamlDocument, destinationKeys: readonly string[]): Finding[] {
  const rule = isMapping(document.data) ? document.data : {};
  const into = itemsOf(rule.into);
  return [
    ...into.flatMap((entry, index) => checkDestination(document, entry, index, destinationKeys)),
    ...distinctModules(document, rule.source, into),
    ...singleRest(document, into),
    ...distinctSymbols(document, into),
    ...knownHeirs(document, rule, into),
  ];
}

/** Mentions can only be sent to modules that the rule writes to. */
function knownHeirs(
  document: YamlDocument,
  rule: Record<string, unknown>,
  into: readonly unknown[],
): Finding[] {
  const modules = into.flatMap((entry) =>
    isMapping(entry) && typeof entry.module === 'string' ? [entry.module] : [],
  );
  const findings: Finding[] = [];
  const check = (module: unknown, place: Place) => {
    if (typeof module !== 'string' || modules.includes(module)) return;
    findings.push(
      error(
        'RW103',
        place,
        `${quote(module)} is no destination of this rule`,
        `one of ${modules.map(quote).join(', ')}`,
      ),
    );
  };
  check(rule.heir, document.valuePlace(['heir']));
  for (const [index, entry] of itemsOf(rule.mentions).entries()) {
    if (!isMapping(entry)) continue;
    check(entry.module, document.valuePlace(['mentions', index, 'module']));
    if ('module' in entry === 'leave' in entry) {
      findings.push(
        error('RW103', document.valuePlace(['mentions', index]), 'give either `module` or `leave`'),
      );
    }
  }
  return findings;
}

function checkDestination(
  document: YamlDocument,
  entry: unknown,
  index: number,
  known: readonly string[],
): Finding[] {
  if (!isMapping(entry)) return [];
  const path = ['into', index] as const;
  const findings = checkSelector(document, path, entry);
  for (const key of ['constraints', 'utils']) {
    if (key in entry && !('rule' in entry)) {
      findings.push(missingKey(document, [...path, 'rule'], `: ${quote(key)} belongs to one`));
    }
  }
  if (entry.existing === true && 'docstring' in entry) {
    const message = 'a module that exists keeps its docstring; this one would never be used';
    findings.push(error('RW103', document.keyPlace([...path, 'docstring']), message));
  }
  // With a key that is misspelt, what seems to be missing is probably there.
  const misspelt = Object.keys(entry).some((key) => !known.includes(key));
  const selects = 'rule' in entry || entry.rest === true || itemsOf(entry.symbols).length > 0;
  const wrongSymbols = 'symbols' in entry && !Array.isArray(entry.symbols);
  if (!misspelt && !selects && !wrongSymbols && !('constraints' in entry) && !('utils' in entry)) {
    const hint = 'give it `symbols`, a `rule`, or `rest: true`';
    findings.push(error('RW111', document.valuePlace(path), 'this destination selects nothing', hint));
  }
  return findings;
}

function distinctModules(document: YamlDocument, source: unknown, into: readonly unknown[]): Finding[] {
  const seen = new Map<unknown, Place>();
  return into.flatMap((entry, index) => {
    const module = isMapping(entry) ? entry.module : undefined;
    if (typeof module !== 'string') return [];
    const place = document.valuePlace(['into', index, 'module']);
    if (module === source) {
      const hint =
        'with `legacy: keep`, what no destination claims stays in the source, which becomes a package when a destination stands below it';
      return [error('RW107', place, `${quote(module)} is the module that is split`, hint)];
    }
    const first = seen.get(module);
    if (first === undefined) {
      seen.set(module, place);
      return [];
    }
    const finding = error('RW107', place, `${quote(module)} is a destination twice`, 'merge the two entries');
    return [{ ...finding, related: [{ place: first, message: 'first given here' }] }];
  });
}

function singleRest(document: YamlDocument, into: readonly unknown[]): Finding[] {
  const takers = into.flatMap((entry, index) =>
    isMapping(entry) && entry.rest === true
      ? [{ place: document.keyPlace(['into', index, 'rest']), module: entry.module }]
      : [],
  );
  const [first, ...others] = takers;
  return others.map(({ place, module }) => ({
    ...error(
      'RW107',
      place,
      `only one destination can take the rest: ${quote(String(first!.module))} does, so not ${quote(String(module))} as well`,
    ),
    related: [{ place: first!.place, message: 'this one does already' }],
  }));
}

function distinctSymbols(document: YamlDocument, into: readonly unknown[]): Finding[] {
  const seen = new Map<string, { place: Place; module: unknown }>();
  const findings: Finding[] = [];
  into.forEach((entry, index) => {
    if (!isMapping(entry)) return;
    itemsOf(entry.symbols).forEach((symbol, at) => {
      const name = entryName(symbol);
      if (name === undefined) return;
      const place = document.valuePlace(['into', index, 'symbols', at]);
      const first = seen.get(name);
      if (first === undefined) {
        seen.set(name, { place, module: entry.module });
        return;
      }
      const related = [
        { place: first.place, message: `first named here, for ${quote(String(first.module))}` },
      ];
      findings.push({ ...error('RW110', place, `${quote(name)} is named twice in this rule`), related });
    });
  });
  return findings;
}
