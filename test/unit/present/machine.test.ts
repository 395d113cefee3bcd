import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../src/model/finding.js';
import { renderAnnotations } from '../../../src/present/github.js';
import { findingsJson, outcomeJson, planJson } from '../../../src/present/json.js';
import { renderSarif } from '../../../src/present/sarif.js';
import { create, planOf, remove, replacing } from './plans.js';

const findings: readonly Finding[] = [
  { code: 'RW510', severity: 'note', place: undefined, message: 'baseline cycle' },
  {
    code: 'RW201',
    severity: 'error',
    place: { file: 'waves/wave 4/split.yaml', line: 4, column: 15, endLine: 4, endColumn: 20 },
    message: 'symbol `alpha` is claimed twice: 100%\nreally',
    hint: 'Take one out.',
    related: [{ place: { file: 'src/registry.py', line: 1, column: 5 }, message: 'defined here' }],
  },
];

describe('json', () => {
  it('is versioned, and carries contents byte for byte', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.string({ unit: 'grapheme' }), (binary, text) => {
        const plan = planOf([create('a.bin', binary), remove('b.py', `\uFEFF${text}`)]);
        const document = JSON.parse(planJson(plan));
        expect([document.version, document.kind, document.wave]).toEqual([1, 'plan', 'wave4']);
        const decode = ({ encoding, text: content }: { encoding: BufferEncoding; text: string }) =>
          new Uint8Array(Buffer.from(content, encoding));
        expect(decode(document.changes[0].after)).toEqual(binary);
        expect(decode(document.changes[1].before)).toEqual(new TextEncoder().encode(`\uFEFF${text}`));
      }),
    );
  });

  it('tells the edits of a modified file', () => {
    const [change] = JSON.parse(planJson(planOf([replacing('a.py', 'x = 1\n', '1', '2')]))).changes;
    expect(change).toMatchInlineSnapshot(`
      {
        "after": {
          "encoding": "utf-8",
          "text": "x = 2
      ",
        },
        "before": {
          "encoding": "utf-8",
          "text": "x = 1
      ",
        },
        "edits": [
          {
            "end": 5,
            "form": "from-import",
            "rule": "split",
            "start": 4,
            "text": "2",
          },
        ],
        "kind": "modify",
        "path": "a.py",
      }
    `);
  });

  it('tells an outcome without contents', () => {
    const plan = planOf([replacing('a.py', 'x = 1\n', '1', '2')], { findings });
    const told = outcomeJson({
      status: 'applied',
      run: 'r1',
      plan,
      gates: [],
      seconds: 1.5,
      reason: undefined,
    });
    const document = JSON.parse(told);
    expect(Object.keys(document)).toMatchInlineSnapshot(`
      [
        "version",
        "kind",
        "wave",
        "root",
        "status",
        "run",
        "seconds",
        "reason",
        "gates",
        "without",
        "changes",
        "findings",
        "staticGates",
        "relocations",
        "statistics",
      ]
    `);
    expect(document.changes).toEqual([{ kind: 'modify', path: 'a.py' }]);
    expect(document.reason).toBeNull();
  });

  it('tells findings alone, the riskiest first', () => {
    const document = JSON.parse(findingsJson(findings));
    expect(document.kind).toBe('findings');
    expect(document.findings.map(({ code }: Finding) => code)).toEqual(['RW201', 'RW510']);
  });
});

describe('sarif', () => {
  it('is a 2.1.0 log', () => {
    expect(renderSarif(findings, { version: '1.2.3' })).toMatchInlineSnapshot(`
      "{
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [
          {
            "tool": {
              "driver": {
                "name": "rewrite",
                "version": "1.2.3",
                "rules": [
                  {
                    "id": "RW201",
                    "help": {
                      "text": "rewrite explain RW201"
                    }
                  },
                  {
                    "id": "RW510",
                    "help": {
                      "text": "rewrite explain RW510"
                    }
                  }
                ]
              }
            },
            "columnKind": "utf16CodeUnits",
            "originalUriBaseIds": {
              "ROOT": {
                "description": {
                  "text": "The root of the repository."
                }
              }
            },
            "results": [
              {
                "ruleId": "RW201",
                "ruleIndex": 0,
                "level": "error",
                "message": {
                  "text": "symbol \`alpha\` is claimed twice: 100%\\nreally\\nTake one out."
                },
                "locations": [
                  {
                    "physicalLocation": {
                      "artifactLocation": {
                        "uri": "waves/wave%204/split.yaml",
                        "uriBaseId": "ROOT"
                      },
                      "region": {
                        "startLine": 4,
                        "startColumn": 15,
                        "endLine": 4,
                        "endColumn": 20
                      }
                    }
                  }
                ],
                "relatedLocations": [
                  {
                    "id": 0,
                    "physicalLocation": {
                      "artifactLocation": {
                        "uri": "src/registry.py",
                        "uriBaseId": "ROOT"
                      },
                      "region": {
                        "startLine": 1,
                        "startColumn": 5
                      }
                    },
                    "message": {
                      "text": "defined here"
                    }
                  }
                ]
              },
              {
                "ruleId": "RW510",
                "ruleIndex": 1,
                "level": "note",
                "message": {
                  "text": "baseline cycle"
                }
              }
            ]
          }
        ]
      }
      "
    `);
  });

  it('is a log without findings too', () => {
    expect(JSON.parse(renderSarif([], { version: '1.2.3' })).runs[0].results).toEqual([]);
  });
});

describe('annotations', () => {
  it('escapes what the runner reads as its own', () => {
    expect(renderAnnotations(findings)).toMatchInlineSnapshot(`
      "::error file=waves/wave 4/split.yaml,line=4,endLine=4,col=15,endColumn=20,title=RW201::symbol \`alpha\` is claimed twice: 100%25%0Areally%0ATake one out.
      ::notice title=RW510::baseline cycle
      "
    `);
  });
});
