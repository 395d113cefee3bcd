import type { CodePage } from '../../model/code-page.js';

export const provingCodes: readonly CodePage[] = [];
