import type { Finding } from '../model/finding.js';
import type { FileChange } from '../model/plan.js';
import { decodeSource, encodeSource } from '../python/encoding.js';
import { documentPrograms, isDocument } from './code-documents.js';
import { applyEdits, orderEdits } from './edits.js';
import { joined, stretches } from './embedded-code.js';
import { FileContext, type RetargetContext } from './file-context.js';
import { type MentionFinder, mentionHint, residueMessage, rewriteMentions } from './mentions.js';
import type { ReferenceFilter } from './reference-filter.js';
import { retargetProgram } from './retarget-code.js';
import { retargetStrings } from './retarget-strings.js';
import type { Survey } from './survey.js';

/** Files that are written by tools from others, or that nobody reads as text. */
const GENERATED = /(?:^|\/)(?:uv\.lock|poetry\.lock|package-lock\.json|Cargo\.lock)$/;
const LARGEST = 4 * 1024 * 1024;

/**
 * Rewrites what documents, configuration and other text files say about legacy modules, where it is certain;
 * reports the rest as residue.
 */
export function planTexts(
  survey: Survey,
  finder: MentionFinder,
  context: RetargetContext,
  filter: ReferenceFilter,
): { changes: FileChange[]; findings: Finding[] } {
  const changes: FileChange[] = [];
  const findings: Finding[] = [];
  for (const path of survey.holding(finder.words)) {
    if (/\.pyi?$/.test(path) || GENERATED.test(path)) continue;
    const file = survey.file(path);
    if (!file || file.bytes.length > LARGEST || file.bytes.subarray(0, 8000).includes(0)) continue;
    if (!finder.isSpelt(file.bytes) && !isDocument(path)) continue;
    // Most documents have nothing to do with the wave: their texts are not kept.
    const decoded = decodeSource(file.bytes);
    if (!decoded) continue;
    const code = new FileContext(context, file);
    const programs = filter.mayHoldCode(path, decoded.text) ? documentPrograms(path, decoded.text) : [];
    const together = joined(programs);
    const covered = (
      programs.length > 1 && retargetProgram(code, together, finder, retargetStrings)
        ? [together]
        : programs.filter((program) => retargetProgram(code, program, finder, retargetStrings))
    ).flatMap(stretches);
    const mentions = finder
      .find(decoded.text, path)
      .filter(({ start }) => !covered.some((stretch) => stretch.start <= start && start < stretch.end));
    if (mentions.length === 0 && covered.length === 0) continue;
    findings.push(...code.findings);
    const { edits, unresolved } = rewriteMentions(decoded.text, mentions, path);
    for (const mention of unresolved) {
      findings.push({
        code: 'RW601',
        severity: 'error',
        place: survey.place(path, mention.start, mention.end),
        message: residueMessage(mention),
        hint: mentionHint(mention.legacy),
      });
    }
    if (edits.length === 0 && code.edits.length === 0) continue;
    const ordered = orderEdits(
      [
        ...code.edits,
        ...edits.map(({ start, end, text, legacy, form }) => ({
          start,
          end,
          text,
          rule: legacy.rule.id,
          form,
        })),
      ],
      decoded.text,
    );
    const after = encodeSource(applyEdits(decoded.text, ordered), decoded.encoding);
    changes.push({ kind: 'modify', path, before: file.bytes, after, edits: ordered });
  }
  return { changes, findings };
}
