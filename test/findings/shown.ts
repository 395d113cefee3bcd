import type { Finding } from '../../src/model/finding.js';

/** What the terminal shows for a case, and the findings by code. */
export interface Shown {
  readonly text: string;
  readonly codes: readonly string[];
  readonly errors: readonly string[];
}

/** Which codes there are, and which of them are errors. */
export function codesOf(findings: readonly Finding[]): Pick<Shown, 'codes' | 'errors'> {
  const errors = findings.filter(({ severity }) => severity === 'error');
  return {
    codes: [...new Set(findings.map(({ code }) => code))],
    errors: [...new Set(errors.map(({ code }) => code))],
  };
}
