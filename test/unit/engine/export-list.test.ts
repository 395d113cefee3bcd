import { describe, expect, test } from 'vitest';
import { addExportEntries, renameExportEntry } from '../../../src/engine/change-exports.js';
import { SourceFile } from '../../../src/engine/source-file.js';

type Edits = ReturnType<typeof addExportEntries>;

const fileOf = (text: string) => new SourceFile('m.py', Buffer.from(text));

function applied(text: string, edits: Edits): string {
  const backwards = edits.map((edit, at) => ({ ...edit, at }));
  backwards.sort((a, b) => b.start - a.start || b.end - a.end || b.at - a.at);
  return backwards.reduce(
    (now, { start, end, text: put }) => now.slice(0, start) + put + now.slice(end),
    text,
  );
}

const added = (text: string, ...names: string[]) => applied(text, addExportEntries(fileOf(text), names));
const renamed = (text: string, name: string, ...names: string[]) =>
  applied(text, renameExportEntry(fileOf(text), name, names));

describe('an entry more', () => {
  test('on a line of its own where the others have one', () => {
    expect(added('__all__ = [\n    "b",\n]\n', 'c')).toBe('__all__ = [\n    "b",\n    "c",\n]\n');
    expect(added('__all__ = [\r\n\t"b"\r\n]\r\n', 'c')).toBe('__all__ = [\r\n\t"b",\r\n\t"c"\r\n]\r\n');
  });

  test('beside the others on their line, quoted as they are', () => {
    expect(added("__all__ = ('b',)\n", 'c', 'd')).toBe("__all__ = ('b', 'c', 'd',)\n");
    expect(added('__all__ = ["a", "c"]\n', 'b')).toBe('__all__ = ["a", "b", "c"]\n');
  });

  test('where it sorts, and behind the last in a list that is not sorted', () => {
    expect(added('__all__ = [\n    "b",\n    "d",\n]\n', 'e', 'a', 'c')).toBe(
      '__all__ = [\n    "a",\n    "b",\n    "c",\n    "d",\n    "e",\n]\n',
    );
    expect(added('__all__ = [\n    "d",\n    "b",\n]\n', 'a')).toBe(
      '__all__ = [\n    "d",\n    "b",\n    "a",\n]\n',
    );
  });

  test('comments stay with their entries, and none is repeated', () => {
    expect(added('__all__ = [\n    "a",  # one\n    "b",  # two\n]\n', 'c')).toBe(
      '__all__ = [\n    "a",  # one\n    "b",  # two\n    "c",\n]\n',
    );
    expect(added('__all__ = [\n    "a"  # one\n]\n', 'c')).toBe('__all__ = [\n    "a",  # one\n    "c"\n]\n');
  });

  test('not in the call of `append`, which takes one, and not twice', () => {
    expect(added('__all__ = ["a"]\n__all__.append("b")\n', 'c', 'b', 'c')).toBe(
      '__all__ = ["a", "c"]\n__all__.append("b")\n',
    );
  });
});

describe('an entry that becomes others', () => {
  test('in its place', () => {
    expect(renamed('__all__ = ["d", "b", "c"]\n', 'b', 'x', 'y')).toBe('__all__ = ["d", "x", "y", "c"]\n');
    expect(renamed('__all__ = [\n    "d",\n    "b",  # why\n]\n', 'b', 'x', 'y')).toBe(
      '__all__ = [\n    "d",\n    "x",\n    "y",  # why\n]\n',
    );
  });

  test('where they sort in a sorted list', () => {
    expect(renamed('__all__ = [\n    "b",\n    "c",\n    "e",\n]\n', 'c', 'a', 'd', 'f')).toBe(
      '__all__ = [\n    "a",\n    "b",\n    "d",\n    "e",\n    "f",\n]\n',
    );
  });

  test('the argument of `append` stays one', () => {
    expect(renamed('__all__ = ["b"]\n__all__.append("m")\n', 'm', 'x', 'y')).toBe(
      '__all__ = ["b", "y"]\n__all__.append("x")\n',
    );
  });
});
