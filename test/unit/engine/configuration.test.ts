import { describe, expect, test } from 'vitest';
import { type ProvedWave, proveWave } from '../support/wave.js';

/**
 * Settings of tools by file. `@` stands for a module that is split, `@a` and `@b` for the parts of it that their
 * symbols `A` and `B` go to, `/` for its file, and `%` for its file as a regular expression has it.
 */
const SETTINGS: Readonly<Record<string, string>> = {
  'pyproject.toml': `[project.scripts]
hit = "@a:A"
cost = "@b:B.cost"

[project.entry-points."shop.rates"]
std = "@a:A"  # counts

[tool.poetry.scripts]
hit = { reference = "@b:B", type = "console" }

[tool.poetry.plugins."shop.rates"]
"std" = "@b:B"

[tool.setuptools.dynamic]
version = { attr = "@a.A" }

[tool.coverage.run]
source = ["@"]
omit = [
    "/",
    "src/*/legacy.py",
    "**/legacy.py",
]
exclude_also = ["@a\\\\.A", "raise @b\\\\.B"]

[tool.mypy]
plugins = ["@"]

[[tool.mypy.overrides]]
module = ["@", "@.*", "shop.base"]
ignore_errors = true

[tool.ruff.lint.per-file-ignores]
"/" = ["E501"]

[tool.ruff.lint.flake8-tidy-imports.banned-api]
"@a.A".msg = "Use shop.base."

[tool.pyright]
strict = ["/"]

[tool.pytest.ini_options]
addopts = "-p @ --cov=@ --cov-report=term"
filterwarnings = ["ignore::@b.B", "ignore:.*:UserWarning:@"]

[[tool.importlinter.contracts]]
name = "Layers"
type = "forbidden"
source_modules = ["@"]
forbidden_modules = ["shop.base"]
ignore_imports = ["@ -> shop.base"]

[tool.hatch.version]
path = "/"

[tool.towncrier]
exclude = '^%$'
`,
  'setup.cfg': `[metadata]
version = attr: @a.A

[options.entry_points]
console_scripts =
    hit = @a:A
    cost = @b:B

[flake8]
per-file-ignores =
    /: E501

[mypy-@]
ignore_errors = true

[mypy-@.*]
ignore_errors = true
`,
  'setup.py': `from setuptools import setup

setup(
    name="shop",
    entry_points={"console_scripts": ["hit = @a:A", "cost=@b:B"]},
)
`,
  '.importlinter': `[importlinter:contract:1]
name = Layers
type = layers
layers =
    @
    shop.base
`,
  '.coveragerc': `[run]
source = @
omit =
    /
    */legacy.py
`,
  'mypy.ini': '[mypy]\nplugins = @a:A\n\n[mypy-@]\ndisallow_untyped_defs = true\n',
  'pytest.ini': '[pytest]\naddopts = -p @\n',
  'tox.ini':
    '[testenv]\ncommands =\n    python -m @\n    python -c "from @a import A"\n    pytest --cov=@ /\n',
  'pyrefly.toml': 'project-excludes = ["/"]\n\n[errors]\n"@a.A" = "ignore"\n',
  'pyrightconfig.json':
    '{\n  "ignore": ["/"],\n  "executionEnvironments": [{ "root": "src", "extra": "@" }]\n}\n',
  Procfile: 'web: gunicorn @a:A\nworker: celery -A @ worker\n',
  Makefile: 'run:\n\tpython -m @\n\tpython /\nserve:\n\tuvicorn @b:B --reload\n',
  Dockerfile: 'FROM python:3.13\nCOPY / /srv/\nENV APP=@a:A\nCMD ["python", "-m", "@"]\n',
  'docker-compose.yml':
    'services:\n  web:\n    command: gunicorn @a:A\n    environment:\n      SETTINGS: @\n',
  '.github/workflows/ci.yml':
    'jobs:\n  test:\n    steps:\n      - run: python -m @\n      - run: ruff check /\n      - run: python -c "import @; @a.A()"\n',
  '.github/CODEOWNERS': '/ @shop/owners\n',
  '.pre-commit-config.yaml':
    'repos:\n  - repo: local\n    hooks:\n      - id: one\n        entry: python -m @\n        files: ^%$\n',
  'docs/conf.py':
    'autodoc_mock_imports = ["@"]\nautodoc_type_aliases = {"B": "@b.B"}\nnitpick_ignore = [("py:class", "@a.A")]\n',
  'docs/api.rst':
    '.. automodule:: @\n   :members:\n\n.. autoclass:: @b.B\n\nSee :mod:`@` and :func:`~@a.A`.\n',
  '.env': 'DJANGO_SETTINGS_MODULE=@\nAPP=@b:B\n',
  'uwsgi.ini': '[uwsgi]\nmodule = @a:A\npythonpath = /\n',
  'logging.yaml': 'loggers:\n  @:\n    level: DEBUG\nformatters:\n  json:\n    (): @b.B\n',
  'MANIFEST.in': 'exclude /\n',
  'noxfile.py':
    'def tests(session):\n    session.run("python", "-m", "@")\n    session.run("mypy", "/")\n    session.run("gunicorn", "@a:A")\n',
};

const SHOP = {
  'src/shop/__init__.py': '',
  'src/shop/base.py': 'BASE = 0\n',
  'src/shop/legacy.py': 'def A():\n    return 1\n\n\nclass B:\n    cost = 2\n',
};

const SPLIT = `kind: split-module
source: shop.legacy
legacy: delete
into:
  - { module: shop.alpha, symbols: [A] }
  - { module: shop.beta, symbols: [B] }
`;

/** A file's text with modules in the place of the marks. */
function settings(text: string, { whole, a, b }: { whole: string; a: string; b: string }): string {
  const file = `src/${whole.replaceAll('.', '/')}.py`;
  return text
    .replaceAll(
      /@([ab])(\\+\.)/g,
      (_, part: string, dot: string) => (part === 'a' ? a : b).replaceAll('.', dot) + dot,
    )
    .replaceAll(/@(\\+\.)/g, (_, dot: string) => whole.replaceAll('.', dot) + dot)
    .replaceAll(/@a(?=[.:]A| import A)/g, a)
    .replaceAll(/@b(?=[.:]B)/g, b)
    .replaceAll(/@(?!\w)/g, whole)
    .replaceAll(/(?<=^|[\s"[(])\/(?=["\s:])/gm, file);
}

const BEFORE = { whole: 'shop.legacy', a: 'shop.legacy', b: 'shop.legacy' };
const files = Object.entries(SETTINGS).map(([path, text]) => ({
  path,
  text,
  before: settings(text, BEFORE),
}));

function run(path: string, text: string, rule: string): ProvedWave {
  return proveWave({ ...SHOP, [path]: text }, rule);
}

/** The file's text after the wave, and the errors in it by code and line, each line once. */
function outcome({ planned: { plan }, findings }: ProvedWave, path: string) {
  const errors = [...plan.findings, ...findings].filter(({ severity }) => severity === 'error');
  const lines = new Map(errors.map(({ code, place }) => [place?.line ?? 0, `${code} ${place?.line}`]));
  const found = [...lines].sort(([a], [b]) => a - b).map(([, each]) => each);
  const change = plan.changes.find((each) => each.path === path);
  return { found, after: change?.kind === 'modify' ? Buffer.from(change.after).toString() : undefined };
}

const HEIR = SPLIT.replace('into:', 'heir: shop.beta\ninto:');
const MOVE = 'kind: move-module\nsource: shop.legacy\nto: shop.sub.ledger\n';

describe.each(files)('$path', ({ path, text, before }) => {
  test('symbols are followed, and what names the module alone is refused', () => {
    const { found, after = before } = outcome(run(path, before, SPLIT), path);
    expect(after).toBe(settings(text, { whole: 'shop.legacy', a: 'shop.alpha', b: 'shop.beta' }));
    const left = after.split('\n').flatMap((line, index) => (/legacy/.test(line) ? [index + 1] : []));
    expect(found).toEqual(left.map((line) => `RW601 ${line}`));
  });

  test.each([
    [
      'with an heir, what names the module alone is the heir',
      HEIR,
      { whole: 'shop.beta', a: 'shop.alpha', b: 'shop.beta' },
    ],
    [
      'of a module that moves, all is followed',
      MOVE,
      { whole: 'shop.sub.ledger', a: 'shop.sub.ledger', b: 'shop.sub.ledger' },
    ],
  ])('%s', (_, rule, names) => {
    const { found, after = before } = outcome(run(path, before, rule), path);
    const lines = after.split('\n').flatMap((line, index) => (/legacy/.test(line) ? [index + 1] : []));
    // A pattern for files of this name may mean others as well.
    expect(lines.filter((line) => !/\*\/legacy\.py/.test(after.split('\n')[line - 1]!))).toEqual([]);
    expect(found).toEqual(lines.map((line) => `RW601 ${line}`));
    expect(after).toBe(settings(text, names));
  });
});
