import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CHECKOUT } from '../../scripts/dependencies.mjs';
import { SmallRepository } from '../faults/small-repository.js';
import { tree } from '../unit/effects/tree.js';

const RULE = 'rules-yaml/split/models.yaml';
const WAVE = 'rules-yaml/split/wave.yaml';
const MODELS = 'src/shop/models.py';
const APP = 'src/shop/app.py';

const IS_ROOT = process.getuid?.() === 0;
const NOBODY = 65534;
/** The superuser reads everything, so there the command runs as somebody who may not; who must be able to run it. */
const MAY_RUN_AS_NOBODY =
  IS_ROOT &&
  spawnSync(process.execPath, [`${CHECKOUT}dist/cli.js`, '--version'], { uid: NOBODY, gid: NOBODY })
    .status === 0;

interface Expected {
  readonly exit: 1 | 2 | 3;
  readonly says: string | RegExp;
}

/** Applies the wave; nothing may be written, inside or outside, and what is said is no stack. */
async function expectRefused(
  repository: SmallRepository,
  { exit, says }: Expected,
  options: { readonly uid?: number; readonly args?: readonly string[]; readonly patience?: number } = {},
): Promise<void> {
  const [before, beside] = [repository.tree(), repository.outside()];
  const { args = ['apply', 'split', '--trust'], patience = 60_000, uid } = options;
  const ended = await repository.rewrite(args, { patience, ...(uid === undefined ? {} : { uid }) });
  const said = ended.stdout + ended.stderr;
  expect(ended.code, said).toBe(exit);
  if (typeof says === 'string') expect(said).toContain(says);
  else expect(said).toMatch(says);
  expect(said).not.toMatch(/^\s+at |This is a bug/m);
  expect(repository.tree()).toEqual(before);
  expect(repository.outside()).toEqual(beside);
  expect(repository.exists('.rewrite/lock')).toBe(false);
  expect(repository.runStates()).toEqual([]);
}

/** A repository that a chosen user owns, so that git trusts it. */
function giveAway(repository: SmallRepository, uid: number): void {
  const { status } = spawnSync('chown', ['-R', `${uid}:${uid}`, repository.folder]);
  expect(status).toBe(0);
}

describe('wave files', () => {
  const title = 'title: Split the models\n';
  const bomb = `a: &a [x, x, x, x, x, x, x, x, x]\n${[...'bcdefgh'].map((key, index) => `${key}: &${key} [${Array(9).fill(`*${'abcdefg'[index]}`).join(', ')}]\n`).join('')}`;
  const rule = (from: string, to: string) => (text: string) => text.replace(from, to);

  test.concurrent.each<[string, string, string | ((text: string) => string), Expected]>([
    ['.. in a module', RULE, rule('shop.orders', '"../../outside"'), { exit: 2, says: 'RW106' }],
    ['dots in a module', RULE, rule('shop.orders', 'shop...orders'), { exit: 2, says: 'RW106' }],
    ['an absolute path as a module', RULE, rule('shop.orders', '/tmp/orders'), { exit: 2, says: 'RW106' }],
    ['.git as a module', RULE, rule('shop.orders', '.git.hooks.orders'), { exit: 2, says: 'RW106' }],
    ['.. in the source', RULE, rule('source: shop.models', 'source: "..models"'), { exit: 2, says: 'RW106' }],
    [
      '.. in mentions',
      RULE,
      (text) => `${text}mentions: [{ path: ../x, leave: no }]\n`,
      { exit: 2, says: 'inside the repository' },
    ],
    [
      'an absolute path in a waiver',
      WAVE,
      `${title}waivers: [{ code: RW601, path: /etc/passwd, reason: x }]\n`,
      { exit: 2, says: 'inside the repository' },
    ],
    [
      '.. in a waiver',
      WAVE,
      `${title}waivers: [{ code: RW601, path: a/../../b, reason: x }]\n`,
      { exit: 2, says: 'inside the repository' },
    ],
    [
      '.. in the list of rules',
      WAVE,
      `${title}rules: [../../x.yaml]\n`,
      { exit: 2, says: 'inside the repository' },
    ],
    [
      '.. in the paths of a gate',
      WAVE,
      `${title}gates: [{ gate: ruff, paths: [../x] }]\n`,
      { exit: 2, says: 'inside the repository' },
    ],
    ['a bomb of aliases', WAVE, title + bomb, { exit: 2, says: 'RW101' }],
    [
      'a hundred thousand aliases',
      WAVE,
      `${title}description: &d x\nwaivers: [${'*d,'.repeat(100_000)}]\n`,
      { exit: 2, says: 'more than 100 aliases' },
    ],
    ['an anchor in itself', WAVE, `${title}gates: &g [*g]\n`, { exit: 2, says: 'contains itself' }],
    ['deep nesting', WAVE, `${title}gates: ${'['.repeat(10_000)}\n`, { exit: 2, says: 'nested too deeply' }],
    ['a key given twice', WAVE, `${title}title: Again\n`, { exit: 2, says: 'given twice' }],
    ['a huge file', WAVE, `${title}#${'x'.repeat(2_000_000)}`, { exit: 2, says: 'too large' }],
    ['a link to nowhere', WAVE, '-> nowhere', { exit: 2, says: 'no wave `split`' }],
    ['a foreign tag', WAVE, `${title}description: !!js/function "x"\n`, { exit: 2, says: 'RW101' }],
    [
      'a shell line for a command',
      WAVE,
      `${title}gates: [{ gate: command, argv: "rm -rf /" }]\n`,
      { exit: 2, says: '`argv` must be a list' },
    ],
    [
      'a glob that would explode as a regular expression',
      WAVE,
      `${title}waivers: [{ code: RW601, path: "(a+)+b", reason: x }]\n`,
      { exit: 2, says: 'neither parentheses' },
    ],
    [
      'a regular expression that is too large',
      RULE,
      rule('symbols: [LIMIT, Order]', 'rule: { kind: class_definition, regex: "((a{1000}){1000}){1000}" }'),
      { exit: 2, says: 'RW105' },
    ],
    [
      'a rule in thousands of levels',
      RULE,
      rule('symbols: [LIMIT, Order]', `rule: ${'{ has: '.repeat(3000)}{ kind: integer }${' }'.repeat(3000)}`),
      { exit: 2, says: 'nested too deeply' },
    ],
    [
      'a rule that needs itself',
      RULE,
      rule('symbols: [LIMIT, Order]', 'rule: { matches: a }\n    utils: { a: { any: [{ matches: a }] } }'),
      { exit: 2, says: 'cyclic' },
    ],
  ])('%s', async (_what, path, change, expected) => {
    using repository = new SmallRepository();
    repository.write(path, typeof change === 'string' ? change : change(repository.read(path)));
    await expectRefused(repository, expected);
  });

  test.concurrent('bytes that are not UTF-8', async () => {
    using repository = new SmallRepository();
    fs.writeFileSync(join(repository.root, WAVE), Buffer.from('title: caf\xe9\n', 'latin1'));
    await expectRefused(repository, { exit: 2, says: `\`${WAVE}\` is not UTF-8` });
  });

  test.concurrent('many stars in a glob take no time', async () => {
    using repository = new SmallRepository({ [`docs/${'a'.repeat(100)}.md`]: 'See shop.models.\n' });
    repository.write(
      WAVE,
      `${title}waivers: [{ code: RW601, path: "docs/${'*a'.repeat(30)}b", reason: x }]\n`,
    );
    await expectRefused(repository, { exit: 1, says: 'RW601' }, { patience: 20_000 });
  });
});

describe('paths', () => {
  test.concurrent('a destination in a folder that leads out of the repository', async () => {
    using repository = new SmallRepository();
    fs.mkdirSync(join(repository.folder, 'outside'));
    fs.symlinkSync('../../../outside', join(repository.root, 'src/shop/out'));
    repository.write(RULE, repository.read(RULE).replace('shop.orders', 'shop.out.orders'));
    repository.commit();
    await expectRefused(repository, { exit: 3, says: /src\/shop\/out leads out of the repository/ });
    expect(fs.readdirSync(join(repository.folder, 'outside'))).toEqual([]);
  });

  test.concurrent('a source behind a link that leads out of the repository is no module of it', async () => {
    using repository = new SmallRepository();
    fs.mkdirSync(join(repository.folder, 'outside'));
    fs.renameSync(join(repository.root, MODELS), join(repository.folder, 'outside/models.py'));
    fs.symlinkSync('../../../outside/models.py', join(repository.root, MODELS));
    repository.commit();
    const text = fs.readFileSync(join(repository.folder, 'outside/models.py'), 'utf8');
    await expectRefused(repository, { exit: 1, says: 'RW201' });
    expect(fs.readFileSync(join(repository.folder, 'outside/models.py'), 'utf8')).toBe(text);
  });

  test.concurrent('.rewrite as a link to elsewhere', async () => {
    using repository = new SmallRepository();
    fs.mkdirSync(join(repository.folder, 'outside'));
    fs.symlinkSync('../outside', join(repository.root, '.rewrite'));
    repository.write('.gitignore', '.rewrite\n');
    repository.commit();
    await expectRefused(repository, { exit: 3, says: '.rewrite is not a folder' });
    expect(fs.readdirSync(join(repository.folder, 'outside'))).toEqual([]);
  });

  test.concurrent('a destination in a submodule', async () => {
    using library = new SmallRepository();
    using repository = new SmallRepository();
    repository.git('submodule', '--quiet', 'add', library.root, 'src/shop/vendor');
    repository.write(RULE, repository.read(RULE).replace('shop.orders', 'shop.vendor.orders'));
    repository.commit();
    await expectRefused(repository, { exit: 3, says: 'src/shop/vendor is a repository of its own' });
  });

  test.concurrent('destinations that differ only in case, from each other or from what is there', async () => {
    using repository = new SmallRepository({ 'src/shop/People.py': '' });
    await expectRefused(repository, {
      exit: 3,
      says: 'People.py and src/shop/people.py differ only in case',
    });
    using other = new SmallRepository();
    other.write(RULE, other.read(RULE).replace('shop.orders', 'shop.PEOPLE'));
    other.commit();
    await expectRefused(other, { exit: 3, says: 'differ only in case' });
  });

  test.concurrent.each([
    ['file', MODELS, 0o444],
    ['importer', APP, 0o444],
    ['folder', 'src/shop', 0o555],
  ])('a read-only %s', async (_what, path, mode) => {
    using repository = new SmallRepository();
    fs.chmodSync(join(repository.root, path), mode);
    await expectRefused(repository, { exit: 3, says: /what is read-only:\n\s+src\/shop/ });
    fs.chmodSync(join(repository.root, path), 0o755);
  });
});

describe('Python files', () => {
  const deep: [string, (depth: number) => string][] = [
    ['sum', (depth) => `x = 1${' + 1'.repeat(depth)}\n`],
    ['elif', (depth) => `if 0:\n    pass\n${'elif 0:\n    pass\n'.repeat(depth)}`],
  ];

  test.concurrent.each(
    deep.flatMap(([what, text]) => [MODELS, APP].map((path) => [what, path, text] as const)),
  )('10,000 levels: %s in %s', async (_what, path, text) => {
    using repository = new SmallRepository();
    repository.append(path, text(10_000));
    repository.commit();
    await expectRefused(repository, {
      exit: 1,
      says: /RW202[\s\S]*too deeply nested/,
    });
  });

  test.concurrent('hundreds of levels are no problem', async () => {
    using repository = new SmallRepository();
    for (const path of [MODELS, APP]) for (const [, text] of deep) repository.append(path, text(700));
    repository.commit();
    const { code, stdout, stderr } = await repository.apply();
    expect(code, stdout + stderr).toBe(0);
  });

  test.concurrent.each([MODELS, APP])('%s is not UTF-8', async (path) => {
    using repository = new SmallRepository();
    fs.appendFileSync(join(repository.root, path), Buffer.from('# caf\xe9\n', 'latin1'));
    repository.commit();
    await expectRefused(repository, { exit: 1, says: /RW203[\s\S]*not valid text/ });
  });

  test.concurrent('binary files named .py', async () => {
    using repository = new SmallRepository();
    const noise = Buffer.from([0, 0xff, 0xfe, 1, 2, 0x80]);
    // One in which the module may be imported is told; the others are nobody's business.
    fs.writeFileSync(join(repository.root, 'src/noise.py'), noise);
    fs.writeFileSync(
      join(repository.root, 'src/word.py'),
      Buffer.concat([noise, Buffer.from('models'), noise]),
    );
    fs.writeFileSync(
      join(repository.root, 'src/blob.py'),
      Buffer.concat([noise, Buffer.from('\nimport shop.models\n'), noise]),
    );
    fs.writeFileSync(join(repository.root, 'src/nul.py'), 'import shop.models\0\n');
    repository.commit();
    await expectRefused(repository, { exit: 1, says: /RW20[23][\s\S]*src\/blob\.py/ });
    fs.rmSync(join(repository.root, 'src/blob.py'));
    await expectRefused(repository, { exit: 1, says: /RW20[23][\s\S]*src\/nul\.py/ });
    fs.rmSync(join(repository.root, 'src/nul.py'));
    repository.commit();
    expect((await repository.apply()).code).toBe(0);
  });
});

// The superuser reads everything: without somebody else who may run the command there is nothing to see.
describe.skipIf(IS_ROOT && !MAY_RUN_AS_NOBODY)('files that may not be read', () => {
  test.concurrent.each([
    ['an importer', APP, 1, 'RW203'],
    ['the source', MODELS, 1, 'RW203'],
    ['the folder of both', 'src/shop', 1, /RW20[13]/],
    ['the wave', WAVE, 3, 'permission denied'],
  ] as const)('%s', async (_what, path, exit, says) => {
    using repository = new SmallRepository();
    const uid = IS_ROOT ? NOBODY : undefined;
    if (uid !== undefined) giveAway(repository, uid);
    fs.chmodSync(join(repository.root, path), 0);
    const visible = () => {
      fs.chmodSync(join(repository.root, path), 0o755);
      const seen = repository.tree();
      fs.chmodSync(join(repository.root, path), 0);
      return seen;
    };
    const before = visible();
    const { code, stdout, stderr } = await repository.rewrite(
      ['apply', 'split'],
      uid === undefined ? {} : { uid },
    );
    const said = stdout + stderr;
    expect(code, said).toBe(exit);
    expect(said).toMatch(says);
    expect(said).not.toMatch(/^\s+at |This is a bug/m);
    expect(visible()).toEqual(before);
    fs.chmodSync(join(repository.root, path), 0o755);
  });
});

describe('a full disk', () => {
  /** Only the superuser may mount; for all others the fault-injecting file system stands in (test/faults). */
  function mounted(folder: string, size: string): boolean {
    if (!IS_ROOT || process.platform !== 'linux') return false;
    fs.mkdirSync(folder, { recursive: true });
    return spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder]).status === 0;
  }

  test('while the wave is written', async (context) => {
    using repository = new SmallRepository();
    const disk = join(repository.folder, 'disk');
    if (!mounted(disk, '2m')) return context.skip('a small file system cannot be mounted here');
    try {
      fs.cpSync(repository.root, join(disk, 'repository'), { recursive: true });
      const root = join(disk, 'repository');
      const filler = join(disk, 'filler');
      // Room for the lock, not for the wave.
      fs.appendFileSync(join(root, APP), `# ${'x'.repeat(200_000)}\n`);
      spawnSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.org', 'commit', '-qam', 'Large'], {
        cwd: root,
      });
      for (const chunk of [100_000, 4096]) {
        try {
          for (;;) fs.appendFileSync(filler, Buffer.alloc(chunk));
        } catch {
          // Full.
        }
      }
      fs.truncateSync(filler, fs.statSync(filler).size - 60_000);
      const text = fs.readFileSync(join(root, APP), 'utf8');
      const { code, stderr } = await repository.rewrite(['apply', 'split'], { cwd: root });
      expect(code, stderr).toBe(3);
      expect(stderr).toContain('the disk is full (ENOSPC');
      expect(fs.readFileSync(join(root, APP), 'utf8')).toBe(text);
      expect(fs.existsSync(join(root, 'src/shop/orders.py'))).toBe(false);
      expect(fs.existsSync(join(root, '.rewrite/lock'))).toBe(false);
      fs.rmSync(filler);
      const again = await repository.rewrite(['apply', 'split'], { cwd: root });
      expect(again.code, again.stderr).toBe(0);
    } finally {
      spawnSync('umount', [disk]);
    }
  });

  test('where reports of tools are kept', async (context) => {
    using repository = new SmallRepository();
    const disk = join(repository.folder, 'disk');
    if (!mounted(disk, '64k')) return context.skip('a small file system cannot be mounted here');
    try {
      try {
        for (let index = 0; ; index++) fs.mkdirSync(join(disk, String(index)));
      } catch {
        // Full.
      }
      const before = repository.tree();
      const { code, stderr } = await repository.rewrite(['apply', 'split'], { env: { TMPDIR: disk } });
      if (code !== 0)
        expect({ code, stderr }).toMatchObject({ code: 3, stderr: expect.stringContaining('ENOSPC') });
      if (code !== 0) expect(repository.tree()).toEqual(before);
      expect(repository.exists('.rewrite/lock')).toBe(false);
    } finally {
      spawnSync('umount', [disk]);
    }
  });
});

describe('repositories of all sorts', () => {
  async function expectRoundTrip(repository: SmallRepository, cwd = repository.root): Promise<void> {
    const before = tree(cwd);
    const applied = await repository.rewrite(['apply', 'split'], { cwd });
    expect(applied.code, applied.stderr).toBe(0);
    expect(fs.existsSync(join(cwd, 'src/shop/orders.py'))).toBe(true);
    expect((await repository.rewrite(['undo'], { cwd })).code).toBe(0);
    expect(fs.existsSync(join(cwd, 'src/shop/orders.py'))).toBe(false);
    expect(tree(cwd)).toEqual(before);
  }

  test.concurrent('without git', async () => {
    using repository = new SmallRepository({}, { git: false });
    await expectRoundTrip(repository);
  });

  test.concurrent('a worktree: the other one is left alone', async () => {
    using repository = new SmallRepository();
    const worktree = join(repository.folder, 'worktree');
    repository.git('worktree', 'add', '--quiet', worktree, '-b', 'other');
    await expectRoundTrip(repository, worktree);
    expect(spawnSync('git', ['status', '--porcelain'], { cwd: worktree, encoding: 'utf8' }).stdout).toBe('');
  });

  test.concurrent('a submodule: seen from inside it is a repository, from outside none of ours', async () => {
    using library = new SmallRepository();
    using repository = new SmallRepository({ 'src/shop/models.py': 'X = 1\n', 'src/shop/app.py': '' });
    repository.git('submodule', '--quiet', 'add', library.root, 'libraries/shop');
    repository.commit();
    await expectRoundTrip(repository, join(repository.root, 'libraries/shop'));
  });

  test.concurrent('a sparse checkout: what it hides is not left behind unseen', async () => {
    using repository = new SmallRepository({
      'other/user.py': 'from shop.models import Order\n',
      'other/nothing.py': 'x = 1\n',
    });
    repository.git('sparse-checkout', 'set', '--no-cone', '/src/', '/rules-yaml/');
    expect(repository.exists('other/user.py')).toBe(false);
    await expectRefused(repository, {
      exit: 1,
      says: /RW203[\s\S]*sparse checkout[\s\S]*other\/user\.py|other\/user\.py[\s\S]*sparse/,
    });
    repository.git('sparse-checkout', 'disable');
    await expectRoundTrip(repository);
  });

  test.concurrent('files in a sparse checkout that say nothing of the wave do not matter', async () => {
    using repository = new SmallRepository({ 'other/nothing.py': 'x = 1\n' });
    repository.git('sparse-checkout', 'set', '--no-cone', '/src/', '/rules-yaml/');
    await expectRoundTrip(repository);
  });
});

describe('commands of a wave', () => {
  const hostile = (marker: string) =>
    `title: Split the models\ngates:\n  - { gate: command, argv: [touch, "${marker}", "; rm -rf /", "\\e[2Jfine", "$HOME"] }\n`;

  test.concurrent('are shown with nothing hidden, and refused without --trust', async () => {
    using repository = new SmallRepository();
    repository.write(WAVE, hostile(join(repository.folder, 'ran')));
    repository.commit();
    await expectRefused(
      repository,
      { exit: 3, says: '"; rm -rf /" "\\u001b[2Jfine" "$HOME"' },
      { args: ['apply', 'split'] },
    );
  });

  test.concurrent('run as they stand when they are trusted: no shell reads them', async () => {
    using repository = new SmallRepository();
    const said = join(repository.folder, 'said');
    const code = `import sys; open(${JSON.stringify(said)}, "w").write(repr(sys.argv[1:]))`;
    repository.write(
      WAVE,
      `title: Split the models\ngates:\n  - { gate: command, argv: [python3, -c, ${JSON.stringify(code)}, "; exit 1", "$HOME", "*"] }\n`,
    );
    repository.commit();
    expect((await repository.apply()).code).toBe(0);
    expect(fs.readFileSync(said, 'utf8')).toBe("['; exit 1', '$HOME', '*']");
  });

  test.concurrent('a script of the repository is named by its path', async () => {
    using repository = new SmallRepository({ 'scripts/check.sh': '#!/bin/sh\nexit 0\n' });
    fs.chmodSync(join(repository.root, 'scripts/check.sh'), 0o755);
    repository.write(WAVE, 'title: Split\ngates:\n  - { gate: command, argv: [scripts/check.sh] }\n');
    repository.commit();
    const { code, stderr } = await repository.apply();
    expect(code, stderr).toBe(0);
  });

  /** Answers the question at a terminal, which Python provides. */
  const AT_TERMINAL = `import os, pty, sys
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(sys.argv[2], sys.argv[2:])
said = b""
answered = False
while True:
    try:
        chunk = os.read(terminal, 4096)
    except OSError:
        break
    if not chunk:
        break
    said += chunk
    if not answered and b"[y/N]" in said:
        answered = True
        os.write(terminal, sys.argv[1].encode() + b"\\r")
sys.stdout.write(said.decode(errors="replace"))
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
`;

  test.each([
    ['y', 0],
    ['', 3],
    ['\u0003', 3],
  ])('at a terminal they are shown and asked for: %j', (answer, exit) => {
    using repository = new SmallRepository();
    repository.gates({ code: 'pass' });
    const before = repository.tree();
    const argv = ['-c', AT_TERMINAL, answer, process.execPath, `${CHECKOUT}dist/cli.js`, 'apply', 'split'];
    const { status, stdout, stderr } = spawnSync('python3', argv, {
      cwd: repository.root,
      encoding: 'utf8',
      timeout: 60_000,
    });
    expect(stdout + stderr).toContain('python3 -c pass');
    expect(status, stdout + stderr).toBe(exit);
    if (exit !== 0) expect(repository.tree()).toEqual(before);
  });
});
