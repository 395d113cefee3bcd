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
    const bytes = Buffer.from(word);
    paths = survey.paths.filter((path) => {
      const file = survey.file(path);
      return file !== undefined && file.bytes.length <= LARGEST && Buffer.from(file.bytes).includes(bytes);
    });
    words.set(word, paths);
  }
  return paths;
}
