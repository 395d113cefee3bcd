/** A package of the set: what is downloaded, and how its own tests are run. */
export interface StressPackage {
  readonly name: string;
  readonly version: string;
  /** Folder of the source distribution that Python imports from. */
  readonly root: string;
  /** Dotted names that the modules to split begin with. */
  readonly top: string;
  /** What its tests need besides pytest, pinned. */
  readonly requirements: readonly string[];
  /** Arguments of pytest: the fast part of the tests, from the root of the source distribution. */
  readonly tests: readonly string[];
  /** Modules that are never chosen, by regular expression over the dotted name. */
  readonly except?: RegExp;
  /** How the tests are run; pytest, unless said otherwise. */
  readonly runner?: 'unittest';
  /** The source distribution has no tests: every module is imported, alone, instead. */
  readonly untested?: string;
}

const TEST_MODULES = /(^|\.)(tests?|testing|conftest)(\.|$)|\.test_/;

/** Whether a module may be chosen for a split. */
export function isEligible({ top, except }: StressPackage, module: string): boolean {
  return module.startsWith(`${top}.`) && !TEST_MODULES.test(module) && !(except?.test(module) ?? false);
}

/** Packages whose tests take seconds. */
export const QUICK: readonly string[] = ['click', 'mistune', 'sqlparse'];

/** The set, small packages first. */
export const PACKAGES: readonly StressPackage[] = [
  {
    name: 'click',
    version: '8.2.1',
    root: 'src',
    top: 'click',
    requirements: [],
    // The tests of the pager fail now and then on a busy machine.
    tests: ['tests', '-k', 'not pager'],
  },
  {
    name: 'mistune',
    version: '3.1.3',
    root: 'src',
    top: 'mistune',
    requirements: [],
    tests: ['tests'],
  },
  {
    name: 'sqlparse',
    version: '0.5.3',
    root: '',
    top: 'sqlparse',
    requirements: [],
    tests: ['tests'],
  },
  {
    name: 'more-itertools',
    version: '10.7.0',
    root: '',
    top: 'more_itertools',
    requirements: [],
    tests: ['tests'],
  },
  {
    name: 'jinja2',
    version: '3.1.6',
    root: 'src',
    top: 'jinja2',
    requirements: ['trio==0.30.0'],
    tests: ['tests'],
  },
  {
    name: 'attrs',
    version: '25.3.0',
    root: 'src',
    top: 'attr',
    requirements: ['hypothesis==6.136.6', 'cloudpickle==3.1.1', 'pympler==1.1'],
    tests: [
      'tests/test_functional.py',
      'tests/test_next_gen.py',
      'tests/test_validators.py',
      'tests/test_slots.py',
      'tests/test_converters.py',
      'tests/test_init_subclass.py',
      'tests/test_setattr.py',
      'tests/test_cmp.py',
    ],
  },
  {
    name: 'boltons',
    version: '25.0.0',
    root: '',
    top: 'boltons',
    requirements: [],
    tests: ['tests'],
  },
  {
    name: 'jsonschema',
    version: '4.25.0',
    root: '',
    top: 'jsonschema',
    requirements: ['jsonpath-ng==1.7.0'],
    // Without the suite of the standard, which takes minutes.
    tests: ['jsonschema/tests', '--ignore=jsonschema/tests/test_jsonschema_test_suite.py'],
  },
  {
    name: 'parso',
    version: '0.8.4',
    root: '',
    top: 'parso',
    requirements: [],
    tests: [
      'test/test_tokenize.py',
      'test/test_parser.py',
      'test/test_parser_tree.py',
      'test/test_diff_parser.py',
      'test/test_cache.py',
      'test/test_get_code.py',
      'test/test_utils.py',
      'test/test_pgen2.py',
    ],
  },
  {
    name: 'pygments',
    version: '2.19.2',
    root: '',
    top: 'pygments',
    requirements: ['wcag-contrast-ratio==0.9'],
    tests: [
      ...['basic_api', 'cmdline', 'guess', 'inherit', 'templates', 'using_api'].map(
        (each) => `tests/test_${each}.py`,
      ),
      ...['html', 'matlab', 'matlabsession', 'octave', 'scheme', 'smarty'].map(
        (each) => `tests/snippets/${each}`,
      ),
      '-k',
      'not random_input',
    ],
    except: /lexers\._|_builtins$|_mapping$|\.unistring$/,
  },
  {
    name: 'tornado',
    version: '6.5.1',
    root: '',
    top: 'tornado',
    requirements: [],
    tests: ['tornado/test/web_test.py', 'tornado/test/websocket_test.py', 'tornado/test/iostream_test.py'],
  },
  {
    name: 'docutils',
    version: '0.21.2',
    root: '',
    top: 'docutils',
    requirements: ['pygments==2.19.2'],
    tests: [
      'test/test_parsers',
      'test/test_nodes.py',
      'test/test_statemachine.py',
      'test/test_utils',
      'test/test_writers',
    ],
    except: /\.languages\.|\.math\.(unichar|tex2uni)/,
  },
  {
    name: 'networkx',
    version: '3.5',
    root: '',
    top: 'networkx',
    requirements: ['numpy==2.3.2', 'matplotlib==3.10.5'],
    tests: [
      'networkx/utils/tests',
      'networkx/algorithms/shortest_paths/tests/test_weighted.py',
      'networkx/drawing/tests/test_pylab.py',
      '-k',
      'not display and not ticks',
    ],
  },
  {
    name: 'pydantic',
    version: '2.11.7',
    root: '',
    top: 'pydantic',
    requirements: [
      'dirty-equals==0.9.0',
      'pytest-mock==3.14.1',
      'email-validator==2.2.0',
      'pytz==2025.2',
      'jsonschema==4.25.0',
    ],
    tests: [
      'tests/test_types.py',
      'tests/test_json_schema.py',
      '-k',
      'not multiple_parametrization',
      '-W',
      'ignore::pytest.PytestUnknownMarkWarning',
      // Its options are those of a plug-in that measures.
      '-o',
      'addopts=',
    ],
    except: /^pydantic\.(v1|deprecated)\./,
  },
  {
    name: 'sqlalchemy',
    version: '2.0.42',
    root: 'lib',
    top: 'sqlalchemy',
    requirements: [],
    tests: [
      'test/sql/test_compiler.py',
      'test/sql/test_select.py',
      'test/sql/test_metadata.py',
      'test/sql/test_quote.py',
      '-p',
      'no:warnings',
    ],
  },
  {
    name: 'sympy',
    version: '1.14.0',
    root: '',
    top: 'sympy',
    requirements: ['hypothesis==6.136.6'],
    tests: [
      'sympy/polys/tests/test_polytools.py',
      'sympy/combinatorics/tests/test_perm_groups.py',
      'sympy/matrices/tests/test_matrixbase.py',
      '-k',
      // Without those that take seconds.
      `not (${[
        ...['slow', 'blowup', 'factor', 'lift_multiple', '20427', 'rootof', 'roots', 'intervals', 'cancel'],
        ...['subgroup_search', 'sylow', 'normal_closure', 'centralizer'],
        ...['float_issue', '11238', 'pinv', 'norm', 'power', '16823', 'simplif', 'refine', '18531'],
      ].join(' or ')})`,
    ],
  },
  {
    name: 'rich',
    version: '14.1.0',
    root: '',
    top: 'rich',
    requirements: [],
    tests: [],
    untested: 'its tests are in its repository only',
  },
  {
    name: 'hypothesis',
    version: '6.136.6',
    root: 'src',
    top: 'hypothesis',
    requirements: [],
    tests: [],
    untested: 'its tests are in its repository only',
    except: /^hypothesis\.(vendor|extra)\./,
  },
  {
    name: 'textual',
    version: '5.0.1',
    root: 'src',
    top: 'textual',
    requirements: ['pytest-asyncio==1.1.0', 'httpx==0.28.1'],
    tests: [
      'tests/test_data_table.py',
      'tests/test_widget.py',
      'tests/test_app.py',
      'tests/css/test_parse.py',
    ],
  },
  {
    name: 'django',
    version: '5.2.4',
    root: '',
    top: 'django',
    requirements: [],
    runner: 'unittest',
    tests: ['tests/runtests.py', '--parallel=1', '-v2', 'queries', 'modeladmin'],
  },
];
