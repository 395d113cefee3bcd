import type { Survey } from './survey.js';

const known = new WeakMap<Survey, Map<string, readonly string[]>>();
const LARGEST = 4 * 1024 * 1024;

/** Paths of the text files whose bytes hold a word. */
export function wordReaders(survey: Survey, word: string): readonly string[] {
  let words = known.get(survey);
  if (!words) {
    words = new Map();
    known.set(survey, words);
  }
  let paths = words.get(word);
  if (!paths) {
    paths = survey
      .holding([Buffer.from(word)])
      .filter((path) => (survey.file(path)?.bytes.length ?? Number.POSITIVE_INFINITY) <= LARGEST);
    words.set(word, paths);
  }
  return paths;
}
