import type { Tree } from './cell.js';
import { KEEP, RENAME } from './shop.js';
import type { Snippet } from './snippets.js';

/** A place that a reference can stand in, or a way that a file can be written. */
export interface Situation {
  readonly name: string;
  /** The importer's text behind its own imports; `undefined` where the form cannot stand here. */
  readonly write: (snippet: Snippet) => string | undefined;
  /** The importer is a package's `__init__`. */
  readonly nested?: boolean;
  /** Imports the importer with `TYPE_CHECKING` being true. */
  readonly typeChecking?: boolean;
  /** What `run()` is equal to, given what the snippet's use is equal to. */
  readonly value?: (value: string) => string;
  readonly bytes?: (text: string) => string | Uint8Array;
  /** The importer stands in `shop`, with these files. */
  readonly inside?: Tree;
  readonly rule?: string;
}

const block = (text: string, depth = 1) => text.replace(/^(?=.)/gm, '    '.repeat(depth));
const top = (write: (snippet: Snippet) => string) => write;
const local = (write: (snippet: Snippet) => string) => (snippet: Snippet) =>
  snippet.topOnly ? undefined : write(snippet);
const atModule = ({ imports, use }: Snippet) => `${imports}\n\n\ndef run():\n    return ${use}\n`;
const inFunction = ({ imports, use }: Snippet) => `def run():\n${block(imports)}\n    return ${use}\n`;
const twice = (snippet: Snippet) =>
  snippet.topOnly
    ? atModule(snippet)
    : `${snippet.imports}\n\n\ndef first():\n    return ${snippet.use}\n\n\n${inFunction(snippet)}`;
const shadowed = (write: (snippet: Snippet) => string) => (snippet: Snippet) =>
  snippet.bindsNothing
    ? undefined
    : `${write(snippet)}\n\ndef run():\n    return (${snippet.use}, other())\n`;
const reformatted =
  (pattern: RegExp, write: (head: string, names: string[]) => string) => (snippet: Snippet) => {
    const match = pattern.exec(snippet.imports);
    return match ? atModule({ ...snippet, imports: write(match[1]!, match[2]!.split(', ')) }) : undefined;
  };
const FROM = /^(from \S+ import) (\w.*)$/;
const pair = (value: string) => `(${value}, 7)`;

/** The columns of the matrix. */
export const SITUATIONS: readonly Situation[] = [
  { name: 'module', write: atModule },
  { name: 'function', write: local(inFunction) },
  {
    name: 'async',
    write: local(
      ({ imports, use }) =>
        `import asyncio\n\n\nasync def ask():\n${block(imports)}\n    return ${use}\n\n\ndef run():\n    return asyncio.run(ask())\n`,
    ),
  },
  {
    name: 'class',
    write: local(
      ({ imports, use }) =>
        `class Desk:\n${block(imports)}\n    answer = ${use}\n\n\ndef run():\n    return Desk.answer\n`,
    ),
  },
  {
    name: 'method',
    write: local(
      ({ imports, use }) =>
        `class Desk:\n    def answer(self):\n        """Ask."""\n${block(imports, 2)}\n        return ${use}\n\n\ndef run():\n    return Desk().answer()\n`,
    ),
  },
  {
    name: 'closure',
    write: local(
      ({ imports, use }) =>
        `def outer():\n${block(imports)}\n\n    def inner():\n        return ${use}\n\n    return inner\n\n\ndef run():\n    return outer()()\n`,
    ),
  },
  {
    name: 'type-checking',
    typeChecking: true,
    write: ({ imports, use }) => `if TYPE_CHECKING:\n${block(imports)}\n\n\ndef run():\n    return ${use}\n`,
  },
  {
    name: 'try',
    write: ({ imports, use }) =>
      `try:\n${block(imports)}\nexcept ImportError:  # stay usable without it\n    HAVE = False\nelse:\n    HAVE = True\n\n\ndef run():\n    return (HAVE, ${use})\n`,
    value: (value) => `(True, ${value})`,
  },
  {
    name: 'if-else',
    write: ({ imports, use }) =>
      `if sys.version_info >= (3,):\n${block(imports)}\nelse:\n${block(imports)}\n\n\ndef run():\n    return ${use}\n`,
  },
  {
    name: 'match',
    write: local(
      ({ imports, use }) =>
        `def ask(kind):\n    match kind:\n        case "a":\n${block(imports, 3)}\n            return ${use}\n        case _:\n            return None\n\n\ndef run():\n    return ask("a")\n`,
    ),
  },
  { name: 'lambda', write: top(({ imports, use }) => `${imports}\n\nrun = lambda: ${use}\n`) },
  {
    name: 'default',
    write: top(
      ({ imports, use }) => `${imports}\n\n\ndef run(value=${use}, *, other=None):\n    return value\n`,
    ),
  },
  {
    name: 'decorator',
    write: top(
      ({ imports, use }) =>
        `${imports}\n\n\ndef mark(value):\n    return lambda function: lambda: value\n\n\n@mark(${use})\ndef run():\n    """Marked."""\n`,
    ),
  },
  {
    name: 'comprehension',
    write: top(
      ({ imports, use }) =>
        `${imports}\n\n\ndef run():\n    return [${use} for _ in range(1) if ${use}][0]\n`,
    ),
    value: (value) => value.replace('(2, 2, 2)', '(4, 4, 2)').replace('(2, 2)', '(4, 2)').replace(/^2$/, '4'),
  },
  {
    name: 'f-string',
    write: top(
      ({ imports, use }) => `${imports}\n\n\ndef run():\n    return f"""{${use}!r:>0} {{legacy.bump}} ."""\n`,
    ),
    value: (value) => `repr(${value}) + " {legacy.bump} ."`,
  },
  {
    name: 'with-for',
    write: local(
      ({ imports, use }) =>
        `def run():\n    for _ in range(1):\n        with contextlib.suppress(KeyError):\n${block(imports, 3)}\n            # the last thing in the block\n    return ${use}\n`,
    ),
  },
  {
    name: 'global',
    write: local((snippet) => {
      const { imports, name, use } = snippet;
      const all = [...imports.matchAll(/(?:import|,) (\w+)(?: as (\w+))?/g)].map(
        (match) => match[2] ?? match[1]!,
      );
      const names = snippet.bindsNothing || all.length === 0 ? name : all.join(', ');
      return `def load():\n    global ${names}\n${block(imports)}\n\n\ndef run():\n    load()\n    return ${use}\n`;
    }),
  },
  { name: 'init', nested: true, write: atModule },
  { name: 'init-function', nested: true, write: local(inFunction) },
  { name: 'alias', write: ({ alias, ...rest }) => (alias ? atModule({ ...rest, ...alias }) : undefined) },
  {
    name: 'alias-function',
    write: ({ alias, ...rest }) => (alias ? inFunction({ ...rest, ...alias }) : undefined),
  },
  {
    name: 'multi-line',
    write: reformatted(FROM, (head, names) => {
      const lines = names.map((name, index) => `    # about ${name}\n    ${name},  # number ${index + 1}\n`);
      return `# What is needed.\n${head} (  # isort: skip\n${lines.join('')})  # the end`;
    }),
  },
  {
    name: 'noqa',
    write: (snippet) => atModule({ ...snippet, imports: `${snippet.imports}  # noqa: E402 (the shop)` }),
  },
  {
    name: 'backslash',
    write: reformatted(FROM, (head, names) => `${head} \\\n    ${names.join(', \\\n    ')}`),
  },
  {
    name: 'semicolons',
    write: (snippet) => atModule({ ...snippet, imports: `import os; ${snippet.imports}; import re` }),
  },
  {
    name: 'inline suite',
    write: (snippet) => atModule({ ...snippet, imports: `if True: ${snippet.imports}` }),
  },
  {
    name: 'inline def',
    write: local(({ imports, use }) => `def run(): ${imports}; return ${use}\n`),
  },
  {
    name: 'collision',
    write: (snippet) =>
      `${snippet.imports}\n\nalpha = "a"\nbeta = "b"\n\n\ndef run():\n    return (${snippet.use}, alpha, beta)\n`,
    value: (value) => `(${value}, "a", "b")`,
  },
  {
    name: 'collision-local',
    write: ({ imports, use }) =>
      `${imports}\n\n\ndef run(alpha="a"):\n    beta = "b"\n    return (${use}, alpha, beta)\n`,
    value: (value) => `(${value}, "a", "b")`,
  },
  {
    name: 'shadow-parameter',
    write: shadowed(
      ({ imports, name, reach }) => `${imports}\n\n\ndef other(${name}=FAKE):\n    return ${reach}\n`,
    ),
    value: pair,
  },
  {
    name: 'shadow-local',
    write: shadowed(
      ({ imports, name, reach }) => `${imports}\n\n\ndef other():\n    ${name} = FAKE\n    return ${reach}\n`,
    ),
    value: pair,
  },
  {
    name: 'shadow-loop',
    write: shadowed(
      ({ imports, name, reach }) =>
        `${imports}\n\n\ndef other():\n    return [${reach} for ${name} in [FAKE] if ${reach}][0]\n`,
    ),
    value: pair,
  },
  {
    name: 'shadow-with',
    write: shadowed(
      ({ imports, name, reach }) =>
        `${imports}\n\n\ndef other():\n    with contextlib.nullcontext(FAKE) as ${name}:\n        return ${reach}\n`,
    ),
    value: pair,
  },
  {
    name: 'twice',
    write: (snippet) => (snippet.topOnly ? undefined : `${twice(snippet)}`),
  },
  {
    name: 'two functions',
    write: local(
      ({ imports, use }) =>
        `def other():\n${block(imports)}\n    return ${use}\n\n\ndef run():\n${block(imports)}\n    return ${use}\n`,
    ),
  },
  {
    name: 'circular init',
    inside: { 'shop/__init__.py': '"""A shop."""\n\nfrom shop.desk import run\n\n__all__ = ["run"]\n' },
    write: atModule,
  },
  { name: 'CRLF', write: twice, bytes: (text) => text.replaceAll('\n', '\r\n') },
  { name: 'BOM', write: twice, bytes: (text) => `\ufeff${text}` },
  {
    name: 'latin-1',
    write: twice,
    bytes: (text) => Buffer.from(`# -*- coding: latin-1 -*-\n# Café\n${text}`, 'latin1'),
  },
  {
    name: 'tabs',
    write: twice,
    bytes: (text) => text.replace(/^(?: {4})+/gm, (blank) => '\t'.repeat(blank.length / 4)),
  },
  {
    name: 'no newline',
    write: ({ imports, use }) => `def run():\n    return ${use}\n\n\n${imports}`,
  },
  { name: 'form feed', write: (snippet) => `\f\n\f${twice(snippet)}` },
  {
    name: 'emoji',
    write: (snippet) => twice({ ...snippet, imports: `note = "🛒 é"; ${snippet.imports}  # 🛒` }),
  },
  { name: 'one moved', write: atModule, rule: KEEP },
  { name: 'one moved, local', write: local(inFunction), rule: KEEP },
  { name: 'all moved', write: atModule, rule: RENAME },
];
