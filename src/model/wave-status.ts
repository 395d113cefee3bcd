import type { Finding } from './finding.js';

/** How a wave stands to a repository. */
export interface WaveStatus {
  readonly name: string;
  readonly title: string;
  /** Done and clean; can be applied as it stands; or something stands in its way. */
  readonly state: 'landed' | 'ready' | 'blocked';
  /** Files that it would change. */
  readonly changes: number;
  /** Why it is blocked: the refusal in one line, and the errors behind it. */
  readonly reason: string | undefined;
  readonly findings: readonly Finding[];
}
