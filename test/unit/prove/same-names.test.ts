import { describe, expect, it } from 'vitest';
import { haveSameNames } from '../../../src/engine/prove/same-names.js';
import { SourceFile } from '../../../src/engine/source-file.js';

function same(before: string, after: string): boolean {
  const [old, now] = [before, after].map((text) => new SourceFile('a.py', Buffer.from(text)).importView);
  return haveSameNames(old!, now!);
}

const CODE = 'def f():\n    return g\n';

describe('two states of a file bind the same names', () => {
  it.each([
    ['another module', `from a import g\n${CODE}`, `from b import g\n${CODE}`],
    ['another name, the same alias', `from a import g as x\n${CODE}`, `from b import h as x\n${CODE}`],
    [
      'two statements for one',
      `from a import g, h\n\n${CODE}`,
      `from b import g\nfrom c import h\n\n${CODE}`,
    ],
    ['in a function', 'def f():\n    from a import g\n    g()\n', 'def f():\n    from b import g\n    g()\n'],
    [
      'comments between',
      `from a import g  # why\nimport os\n${CODE}`,
      `from b import g  # why\nimport os\n${CODE}`,
    ],
  ])('%s', (_, before, after) => {
    expect(same(before, after)).toBe(true);
  });

  it.each([
    ['a name less', `from a import g, h\n${CODE}`, `from b import g\n${CODE}`],
    ['a name under another name', `from a import g\n${CODE}`, `from b import h\n${CODE}`],
    ['other code', `from a import g\n${CODE}`, `from b import g\n${CODE}g()\n`],
    ['behind other code', `from a import g\nx = 1\nimport os\n`, `x = 1\nfrom b import g\nimport os\n`],
    ['in a block', `from a import g\nif x:\n    import os\n`, `if x:\n    from a import g\n    import os\n`],
    ['in a class', `class A:\n    from a import g\n    x = 1\n`, `from a import g\nclass A:\n    x = 1\n`],
    ['twice, where order counts', `from a import g\nfrom b import g\n`, `from b import g\nfrom a import g\n`],
    ['a star of another module', `from a import *\n${CODE}`, `from b import *\n${CODE}`],
    [
      'under a guard',
      `import t\nif t.TYPE_CHECKING:\n    import a\n    import g\n`,
      `import t\nif t.TYPE_CHECKING:\n    import a\nimport g\n`,
    ],
  ])('not: %s', (_, before, after) => {
    expect(same(before, after)).toBe(false);
  });
});
