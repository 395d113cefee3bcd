/** Tells a waiting person what is going on. */
export interface ProgressReporter {
  step<T>(title: string, work: () => Promise<T>): Promise<T>;
  update(text: string): void;
}
