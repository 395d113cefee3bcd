import { describe, expect, test } from 'vitest';
import { UserError } from '../../../src/model/errors.js';
import { load, problems, SOUND_RULE, waveProblems } from './loading.js';

describe('wave.yaml', () => {
  test('shape: RW102, RW103 and RW104, each at its place', () => {
    const text = `title: |
  two
  lines
gates:
  - gate: ruff
    timeout: -1
    paths: [/etc, ../x, src]
waivers:
  - code: 601
    path: docs/**
    reson: old
  - code: R1
    path: docs
    reason: " "
`;
    const place = 'must be a path inside the repository, with forward slashes';
    expect(waveProblems(text)).toEqual([
      'RW103 wave.yaml:1:8 `title` must be one line of text',
      'RW103 wave.yaml:6:14 `timeout` must be more than 0',
      `RW103 wave.yaml:7:13 \`/etc\` ${place}`,
      `RW103 wave.yaml:7:19 \`../x\` ${place}`,
      'RW103 wave.yaml:9:11 `code` must be text, but it is a number',
      'RW102 wave.yaml:11:5 unknown key `reson` (did you mean `reason`?)',
      'RW103 wave.yaml:12:11 `R1` is not a finding code such as `RW601`',
      'RW103 wave.yaml:14:13 ` ` must not be blank',
    ]);
  });
  test('a single document, and not an empty one', () => {
    expect(waveProblems('title: A\n---\ntitle: B\n')).toEqual([
      'RW103 wave.yaml:3:1 wave.yaml must hold a single document',
    ]);
    expect(waveProblems('')).toEqual(['RW111 wave.yaml:1:1 this file says nothing']);
  });
  test('RW104, RW103: what a command gate needs and what it can not have', () => {
    const text = `title: A
gates:
  - gate: command
    args: [x]
  - gate: ruff
    argv: [ruff]
  - gate: snapshot
    argv: [python, -m, shop]
    tolerance: 5%
  - gate: benchmark
    argv: [python, -m, shop]
    tolerance: 0.05
`;
    expect(waveProblems(text)).toEqual([
      'RW104 wave.yaml:3:5 the key `argv` is missing: it is what the gate runs',
      'RW103 wave.yaml:4:5 `args` means nothing for `gate: command`: put it into `argv`',
      'RW103 wave.yaml:6:5 `argv` is only for `command`, `benchmark` and `snapshot`; `args` changes arguments',
      'RW104 wave.yaml:7:5 the key `save` is missing: it is where the output is kept',
      'RW103 wave.yaml:9:5 `tolerance` is only for `benchmark`',
      'RW103 wave.yaml:12:16 `tolerance` must be text, but it is a number',
    ]);
  });
  test('RW109 and RW113: the list of rule files', () => {
    const found = waveProblems('title: A\nrules: [r.yaml, r.yaml, wave.yaml, rr.yaml, other.yaml]\n');
    expect(found).toEqual([
      'RW113 wave.yaml:2:17 `r.yaml` is listed twice [2:9 first listed here]',
      'RW113 wave.yaml:2:25 wave.yaml is the wave itself, not one of its rules',
      'RW109 wave.yaml:2:36 there is no `rr.yaml` in this wave (did you mean `r.yaml`?)',
      'RW109 wave.yaml:2:45 there is no `other.yaml` in this wave (rule files: `r.yaml`)',
    ]);
  });
  test('RW111: a wave without rules', () => {
    expect(waveProblems('title: A\nrules: []\n')).toEqual(['RW111 wave.yaml:2:8 `rules` must not be empty']);
    expect(problems({ 'wave.yaml': 'title: A\n' })).toEqual([
      'RW111 wave.yaml:1:1 this file has no rule file beside it',
    ]);
  });
  test('RW112: an unknown gate or fixer lists the known ones', () => {
    const all = 'there are `benchmark`, `command`, `pytest`, `ruff`, `ruff-format` and `snapshot`';
    expect(waveProblems('title: A\nfixers:\n  - gate: black\ngates:\n  - gate: rufff\n')).toEqual([
      `RW112 wave.yaml:3:11 there is no fixer \`black\` (${all})`,
      `RW112 wave.yaml:5:11 there is no gate \`rufff\` (did you mean \`ruff\`? ${all})`,
    ]);
  });
  test('RW115: a folder without wave.yaml', () => {
    expect(problems({ 'r.yaml': SOUND_RULE })).toEqual([
      'RW115 wave.yaml:1:1 `waves/w` holds no wave.yaml (create it with a `title`)',
    ]);
  });
  test('a problem is a usage error that says how many there are', () => {
    const broken = (): unknown => load({ 'wave.yaml': 'titel: A\nrules: []\n', 'r.yaml': SOUND_RULE });
    expect(broken).toThrow(UserError);
    expect(broken).toThrow(
      expect.objectContaining({ exitCode: 2, title: 'the rules of `w` have 2 problems' }),
    );
  });
});
