import type { RelocationIndex } from './relocation-index.js';

/** What a message may mention without being another message for it. */
export interface MessageWorld {
  readonly relocations: RelocationIndex;
  /** Real path of the repository root, when known. */
  readonly root: string | undefined;
  /** The module that a file holds, when it holds one. */
  moduleOf(file: string): string | undefined;
}

const PATH = /(?<![\w./\\@+-])(?:[A-Za-z]:)?[\w./\\@+-]*\w\.(?:pyi?|ipynb)\b(?::\d+)?(?::\d+)?/g;
const LOCATION = /\b(lines?|columns?|col|row) \d+(?:(?:-| to | and )\d+)?|:\d+(?::\d+)?(?=[\s,;:)\]]|$)/g;
const ADDRESS = /\b0x[0-9a-f]{4,}\b/gi;
const WORD = /[A-Za-z_]\w*/g;

/**
 * Words a message so that it reads the same before and after the wave: without lines and columns, without the path
 * of this checkout, and with one name for a module and everything it was split into.
 */
export function comparableMessage(world: MessageWorld): (message: string) => string {
  const names = comparableNames(world.relocations);
  return (message) => {
    let text = world.root === undefined ? message : message.replaceAll(`${world.root}/`, '');
    text = text.replace(PATH, (path) => {
      const file = path.replace(/(?::\d+){1,2}$/, '');
      const module = world.moduleOf(file);
      return module !== undefined && world.relocations.modules.has(module) ? module : file;
    });
    text = text.replace(LOCATION, (place) => place.replace(/\d+/g, '#')).replace(ADDRESS, '0x#');
    return names(text).replace(/\s+/g, ' ').trim();
  };
}

/** Words a text with one name for a module and everything it was split into, and for the old and new names of a symbol. */
export function comparableNames(relocations: RelocationIndex): (text: string) => string {
  const modules = modulePattern([...relocations.modules]);
  const { renamed } = relocations;
  return (text) => {
    const told =
      modules === undefined
        ? text
        : text.replace(modules, (module) => `<${relocations.family(module) ?? module}>`);
    return renamed.size === 0 ? told : told.replace(WORD, (word) => renamed.get(word) ?? word);
  };
}

const DURATION = /\b\d+(?:\.\d+)?\s?(?:ms|s|sec|seconds?|minutes?)\b/g;
const CLOCK = /\b(?:\d{4}-\d\d-\d\d[T ])?\d\d:\d\d:\d\d(?:[.,]\d+)?Z?\b/g;
const COUNT = /\b\d+(?:\.\d+)? ([A-Za-z]+?)s?\b/g;

/**
 * Words a line of any command so that two runs of it compare: without clocks, durations and counts, which differ
 * between two runs that say the same ("Found 3 errors in 2 files").
 */
export function comparableLine(line: string): string {
  return line
    .replace(CLOCK, '#')
    .replace(DURATION, '#')
    .replace(COUNT, (_, noun: string) => `# ${noun}`)
    .replace(/\b\d+(?:\.\d+)?%?/g, '#');
}

/** The modules as whole dotted names: `pkg.a` in `pkg.a.f`, but neither in `pkg.ab` nor in `other.pkg.a`. */
function modulePattern(modules: readonly string[]): RegExp | undefined {
  if (modules.length === 0) return undefined;
  const longestFirst = [...modules].sort((a, b) => b.length - a.length);
  const names = longestFirst.map((module) => module.replaceAll('.', '\\.')).join('|');
  return new RegExp(`(?<![\\w.])(?:${names})(?!\\w)`, 'g');
}
