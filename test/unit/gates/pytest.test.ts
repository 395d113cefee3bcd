import { describe, expect, it } from 'vitest';
import { findGate } from '../../../src/gates/index.js';
import { readJunit } from '../../../src/gates/pytest/junit.js';
import { CONTEXT, outputOf, specOf } from './outputs.js';

const gate = findGate('pytest')!;
const read = (junit: string | undefined, more: Parameters<typeof outputOf>[0] = {}) =>
  gate.read(outputOf({ exitCode: 1, files: junit === undefined ? {} : { junit }, ...more }), '/repo');

// Recorded from pytest 9.2, shortened.
const REPORT = `<?xml version="1.0" encoding="utf-8"?><testsuites name="pytest tests"><testsuite name="pytest" errors="4" failures="3" skipped="2" tests="12" time="0.044" timestamp="2026-01-31T09:36:40.072684+00:00" hostname="host"><testcase classname="" name="tests.test_broken" file="tests/test_broken.py" time="0.000"><error message="collection failure">ImportError while importing test module '/repo/tests/test_broken.py'.
Traceback:
tests/test_broken.py:1: in &lt;module&gt;
    from pkg.gone import x
E   ModuleNotFoundError: No module named 'pkg.gone'</error></testcase><testcase classname="tests.test_a" name="test_ok" file="tests/test_a.py" line="3" time="0.000" /><testcase classname="tests.test_a" name="test_param[a&lt;b]" file="tests/test_a.py" line="7" time="0.000" /><testcase classname="tests.test_a" name="test_param[c&amp;d::e]" file="tests/test_a.py" line="7" time="0.000"><failure message="AssertionError: assert 'c&amp;d::e' != 'c&amp;d::e'">tests/test_a.py:10: in test_param
E   AssertionError: assert 'c&amp;d::e' != 'c&amp;d::e'</failure></testcase><testcase classname="tests.test_a" name="test_param[q&quot;\\xe9]" file="tests/test_a.py" line="7" time="0.000" /><testcase classname="tests.test_a.TestK.TestInner" name="test_deep" file="tests/test_a.py" line="14" time="0.000"><failure message="ValueError: boom#x1B[31m &lt;tag&gt; ]]&gt;">tests/test_a.py:16: in test_deep
E   ValueError: boom#x1B[31m &lt;tag&gt; ]]&gt;</failure></testcase><testcase classname="tests.test_a.TestK" name="test_skip" file="tests/test_a.py" line="17" time="0.000"><skipped type="pytest.skip" message="why not">/repo/tests/test_a.py:19: why not</skipped></testcase><testcase classname="tests.test_a.TestK" name="test_xf" file="tests/test_a.py" line="20" time="0.000"><skipped type="pytest.xfail" message="" /></testcase><testcase classname="tests.test_a" name="test_fixture" file="tests/test_a.py" line="36" time="0.000"><error message="failed on setup with &quot;RuntimeError: fixture&quot;">tests/test_a.py:28: in broken
E   RuntimeError: fixture</error></testcase><testcase classname="tests.test_a" name="test_both" file="tests/test_a.py" line="44" time="0.000"><failure message="assert 0&#10;more">tests/test_a.py:46: in test_both
E   assert 0</failure></testcase><testcase classname="tests.test_a" name="test_both" file="tests/test_a.py" line="44" time="0.000"><error message="failed on teardown with &quot;RuntimeError: teardown&quot;">tests/test_a.py:34: in late
E   RuntimeError: teardown</error></testcase></testsuite></testsuites>`;

const NONE = `<?xml version="1.0" encoding="utf-8"?><testsuites name="pytest tests"><testsuite name="pytest" errors="0" failures="0" skipped="0" tests="0" time="0.008" timestamp="2026-01-31T09:36:41.007322+00:00" hostname="host" /></testsuites>`;

describe('pytest', () => {
  it('asks for a report that names files', () => {
    const command = gate.command(specOf('pytest', { paths: ['tests/unit'] }), CONTEXT);
    expect(command.argv.join(' ')).toBe(
      'pytest -q --continue-on-collection-errors --maxfail=0 -o junit_family=xunit1 ' +
        '-o junit_log_passing_tests=false --junitxml=/tmp/scratch/pytest-junit.xml tests/unit',
    );
    expect(command.files).toEqual({ junit: '/tmp/scratch/pytest-junit.xml' });
  });

  it('reads what failed', () => {
    const told = read(REPORT).diagnostics.map(({ code, subject, file, line, message }) => ({
      at: `${file}:${line}`,
      told: `${code} ${subject}: ${message}`,
    }));
    expect(told).toMatchInlineSnapshot(`
      [
        {
          "at": "tests/test_broken.py:0",
          "told": "error tests/test_broken.py: collection failure: ModuleNotFoundError: No module named 'pkg.gone'",
        },
        {
          "at": "tests/test_a.py:8",
          "told": "failed tests/test_a.py::test_param[c&d::e]: AssertionError: assert 'c&d::e' != 'c&d::e'",
        },
        {
          "at": "tests/test_a.py:15",
          "told": "failed tests/test_a.py::TestK::TestInner::test_deep: ValueError: boom#x1B[31m <tag> ]]>",
        },
        {
          "at": "tests/test_a.py:37",
          "told": "error tests/test_a.py::test_fixture: failed on setup with "RuntimeError: fixture"",
        },
        {
          "at": "tests/test_a.py:45",
          "told": "failed tests/test_a.py::test_both: assert 0",
        },
      ]
    `);
  });

  it('reads every test by its node id', () => {
    expect(Object.fromEntries(read(REPORT).tests!)).toMatchInlineSnapshot(`
      {
        "tests/test_a.py::TestK::TestInner::test_deep": "failed",
        "tests/test_a.py::TestK::test_skip": "skipped",
        "tests/test_a.py::TestK::test_xf": "xfailed",
        "tests/test_a.py::test_both": "failed",
        "tests/test_a.py::test_fixture": "error",
        "tests/test_a.py::test_ok": "passed",
        "tests/test_a.py::test_param[a<b]": "passed",
        "tests/test_a.py::test_param[c&d::e]": "failed",
        "tests/test_a.py::test_param[q"\\xe9]": "passed",
        "tests/test_broken.py": "error",
      }
    `);
  });

  it('takes no tests for no failure', () => {
    expect(read(NONE, { exitCode: 5 })).toEqual({ diagnostics: [], tests: new Map() });
  });

  it('reads a report of the old kind, with `testsuite` outermost', () => {
    const old = '<testsuite><testcase classname="t" name="test_a" file="t.py" line="0"/></testsuite>';
    expect(Object.fromEntries(read(old, { exitCode: 0 }).tests!)).toEqual({ 't.py::test_a': 'passed' });
  });

  it.each([
    ['left no junit report', undefined, 1],
    ['left a junit report that is cut off', REPORT.slice(0, 1200), 1],
    ['left a junit report that is cut off', '', 1],
    ['ended with exit code 3', NONE, 3],
    ['ended with exit code 4', NONE, 4],
    ['was interrupted', NONE, 2],
  ])('says that it %s', (reason, junit, exitCode) => {
    expect(() => read(junit, { exitCode })).toThrow(reason);
  });
});

describe('junit', () => {
  it('reads entities of every kind once', () => {
    const xml = `<testsuites><testcase name='it&apos;s &#x3c;&#62; &amp;lt;'/></testsuites>`;
    expect(readJunit(xml)![0]!.name).toBe("it's <> &lt;");
  });

  it('is not led astray by what stands in texts', () => {
    const xml =
      '<testsuites><!-- <testcase name="no"/> --><testcase name="a > b"><system-out><![CDATA[<testcase name="no"/>]]>' +
      '</system-out><failure message="m">t &lt;error&gt;</failure></testcase></testsuites>';
    expect(readJunit(xml)).toEqual([
      {
        classname: '',
        name: 'a > b',
        file: undefined,
        line: undefined,
        results: [{ kind: 'failure', type: '', message: 'm', text: 't <error>' }],
      },
    ]);
  });
});
