import { z } from 'zod';
import type { MentionDecision } from '../model/wave.js';
import { pathGlob } from './words.js';
import type { YamlDocument } from './yaml-document.js';

/** The files that a decision about mentions is for. */
export const mentionPath = pathGlob.describe('Glob over repository paths.');

/** Why mentions stay as they are. */
export const leaveReason = z
  .string()
  .min(1)
  .describe('Why mentions there stay as they are: plans, history. Code is rewritten all the same.');

/** The decisions of a valid `mentions` list, with their places. */
export function buildMentions(
  entries:
    | readonly {
        readonly path: string;
        readonly module?: string | undefined;
        readonly leave?: string | undefined;
      }[]
    | undefined,
  document: YamlDocument,
): MentionDecision[] {
  return (entries ?? []).map(({ path, module, leave }, index) => ({
    path,
    module,
    leave,
    place: document.valuePlace(['mentions', index]),
  }));
}
