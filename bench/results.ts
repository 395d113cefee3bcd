import type { Point } from './growth-plot.js';
import type { Measured } from './measure.js';
import type { Peer } from './peers.js';

/** One tree with everything that was measured on it. */
export interface Scene {
  readonly title: string;
  readonly files: number;
  readonly measured: readonly Measured[];
  /** Two commands that move one and ten symbols, from which is reckoned what as many as the split has would take. */
  readonly split?: { readonly one: string; readonly ten: string; readonly symbols: number };
}

/** How time grows with one number. */
export interface Growth {
  readonly title: string;
  readonly label: string;
  readonly svg: string;
  readonly points: readonly Point[];
}

/** Everything that one run of the benchmark found. */
export interface Results {
  readonly rounds: number;
  readonly peers: readonly Pick<Peer, 'name' | 'version'>[];
  readonly scenes: readonly Scene[];
  readonly growths: readonly Growth[];
}
