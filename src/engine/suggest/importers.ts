import { absoluteName, isPackageFile } from '../../python/module-index.js';
import { holdsAny } from '../holds-any.js';
import { lastSegment } from '../last-segment.js';
import type { Survey } from '../survey.js';

/** A file that takes names from the module. */
export interface Importer {
  readonly path: string;
  readonly names: ReadonlySet<string>;
}

const FROM = /^[ \t]*from[ \t]+(\.*)([\w.]*)[ \t]+import[ \t]*(\([^)]*\)|[^\n\r;#(]*)/gm;
const IMPORT = /^[ \t]*import[ \t]+([\w.]+)(?:[ \t]+as[ \t]+(\w+))?/gm;

/**
 * Who takes which names of a module, read from the texts without parsing: it says which symbols are used together,
 * and decides nothing else.
 */
export function importersOf(survey: Survey, path: string): Importer[] {
  const segment = lastSegment(path);
  const importers: Importer[] = [];
  for (const other of survey.paths) {
    if (other === path || !other.endsWith('.py')) continue;
    const file = survey.file(other);
    if (!file || !holdsAny(file.bytes, [segment])) continue;
    const names = namesTaken(survey, other, file.text, path);
    if (names.size > 0) importers.push({ path: other, names });
  }
  return importers;
}

function namesTaken({ index }: Survey, importer: string, text: string, path: string): Set<string> {
  const own = index.nameOf(importer);
  const names = new Set<string>();
  const objects = new Set<string>();
  for (const [, dots, module, list] of text.matchAll(FROM)) {
    const absolute = absoluteName(own, isPackageFile(importer), dots!.length, module!);
    if (absolute === undefined) continue;
    const isSource = index.resolve(absolute, importer) === path;
    for (const [, name, alias] of list!.replace(/#.*/g, '').matchAll(/(\w+)(?:\s+as\s+(\w+))?/g)) {
      if (isSource) names.add(name!);
      else if (index.resolve(`${absolute}.${name}`, importer) === path) objects.add(alias ?? name!);
    }
  }
  for (const [, module, alias] of text.matchAll(IMPORT))
    if (index.resolve(module!, importer) === path) objects.add(alias ?? module!);
  for (const object of objects) {
    const attribute = new RegExp(`(?<![\\w.])${object.replaceAll('.', '\\.')}\\.(\\w+)`, 'g');
    for (const [, name] of text.matchAll(attribute)) names.add(name!);
  }
  return names;
}
