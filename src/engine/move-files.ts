import type { FileChange } from '../model/plan.js';
import { isPackageFile } from '../python/module-index.js';
import type { CarriedFile } from './lower.js';
import type { ModuleIdentity, RelocationTable } from './relocation-table.js';
import type { Survey } from './survey.js';

/** Files that get another path and keep their content, but for references in it. */
export class FileMoves {
  private readonly moves = new Map<string, CarriedFile>();

  constructor(
    table: RelocationTable,
    carried: readonly CarriedFile[],
    private readonly survey: Survey,
  ) {
    for (const { split, path, rule } of table.legacies) {
      if (!split.whole || rule.retargetOnly) continue;
      this.add({ from: path, to: split.whole.path, rule: rule.id });
      const stub = `${path}i`;
      if (survey.index.has(stub)) this.add({ from: stub, to: `${split.whole.path}i`, rule: rule.id });
    }
    for (const file of carried) this.add(file);
  }

  private add(move: CarriedFile): void {
    this.moves.set(move.from, move);
  }

  /** Paths of Python files that move. */
  get sources(): readonly string[] {
    return [...this.moves.keys()].filter((path) => /\.pyi?$/.test(path));
  }

  /** What relative imports of a moved file are relative to after the wave; `undefined` when it stays. */
  identityAfter(path: string): ModuleIdentity | undefined {
    const to = this.moves.get(path)?.to;
    if (to === undefined) return undefined;
    const root = this.survey.index.roots
      .filter((each) => each === '' || to.startsWith(`${each}/`))
      .sort((a, b) => b.length - a.length)[0]!;
    const inside = to.slice(root === '' ? 0 : root.length + 1);
    const module = inside.replace(/(?:\/__init__)?\.pyi?$/, '').replaceAll('/', '.');
    return { module, isPackage: isPackageFile(to), path: to };
  }

  /** Changes of files that move, as a new file and a deleted one. */
  apply(changes: readonly FileChange[]): FileChange[] {
    const modified = new Map(changes.map((change) => [change.path, change]));
    const stay = changes.filter(({ path }) => !this.moves.has(path));
    const moved = [...this.moves.values()].flatMap(({ from, to, rule }): FileChange[] => {
      const change = modified.get(from);
      const before = this.survey.file(from)?.bytes;
      if (before === undefined) return [];
      const after = change?.kind === 'modify' ? change.after : before;
      const edits = change?.kind === 'modify' ? change.edits : [];
      return [
        { kind: 'create', path: to, after, rule, moved: { from, edits } },
        { kind: 'delete', path: from, before, rule },
      ];
    });
    return [...stay, ...moved];
  }
}
