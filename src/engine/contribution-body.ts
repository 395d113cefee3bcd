import type { BodyPart } from './compose.js';
import type { Contribution } from './contribution.js';

/** The statements of several contributions, one behind the other. */
export function layoutedBody(
  contributions: readonly Contribution[],
  something: boolean,
  test: string,
): string {
  let text = '';
  for (const { composition } of contributions)
    text += renderBody(composition.body, something || text !== '', composition.layout.newline, test);
  return text;
}

/** Statements with the empty lines that the source had between them, two around classes and functions. */
export function renderBody(
  body: readonly BodyPart[],
  something: boolean,
  newline: string,
  test: string,
): string {
  let text = '';
  for (const [index, part] of body.entries()) {
    const previous = body[index - 1];
    const adjacent = previous !== undefined && previous.unit === part.unit - 1;
    const wide = part.isDefinition || previous?.isDefinition === true;
    const least = previous === undefined ? (wide ? 2 : 1) : wide && !part.guarded ? 2 : 0;
    let blank = adjacent ? part.blank : Math.max(part.blank, least);
    if (previous === undefined) blank = Math.max(least, Math.min(part.blank, 2));
    const opens = part.guarded && !(previous?.guarded === true);
    if (opens) blank = previous?.isDefinition ? 2 : 1;
    if (previous?.guarded && !part.guarded) blank = Math.max(blank, 2);
    if (text !== '' || something) text += newline.repeat(blank + 1);
    if (opens) text += `if ${test}:${newline}`;
    text += part.text;
  }
  return text;
}
