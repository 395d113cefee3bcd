/** Tells a waiting person what is going on; never on stdout, which belongs to results. */
export interface ProgressReporter {
  /** Announces a piece of work, does it, and tells that it is done or that it failed. */
  step<T>(title: string, work: () => Promise<T>): Promise<T>;
  /** A word about the current step: a file, a number. */
  update(text: string): void;
  /** Gives work that goes on beside other work of the current step a line of its own. It waits until it begins. */
  track(name: string): TrackedWork;
}

/** One line of work in progress, with its state, its time and what it said last. */
export interface TrackedWork {
  begin(): void;
  said(line: string): void;
  /** @param result how it ended, in few words. */
  end(result: string): void;
}
