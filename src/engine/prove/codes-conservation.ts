import type { CodePage } from '../../model/code-page.js';

const TAMPERED = 'Composing the new modules went wrong; no YAML leads to it.\n';
const REPORT = 'Report it with the statement: this is a mistake of rewrite.';

/** Pages of what conservation and the search for dead modules find. */
export const conservationCodes: readonly CodePage[] = [
  {
    code: 'RW500',
    title: 'A written file would not be Python',
    cause: 'The file parsed before, or is new, and what the plan would write does not parse.',
    example: TAMPERED,
    waysOut: [REPORT],
  },
  {
    code: 'RW501',
    title: 'A statement would be lost',
    cause:
      'Every statement of a split module must stand in the destination that the wave gives it. This one does not.',
    example: TAMPERED,
    waysOut: [REPORT],
  },
  {
    code: 'RW502',
    title: 'A statement would stand twice',
    cause: 'A statement of a split module stands in two of the written files: there would be two of a thing.',
    example: TAMPERED,
    waysOut: [REPORT],
  },
  {
    code: 'RW503',
    title: 'A statement would be changed',
    cause:
      'A statement arrives with other tokens or comments than it had, beyond references that follow the wave. For a comment above a statement it is a warning.',
    example: TAMPERED,
    waysOut: [REPORT, 'A lost comment can be moved by hand after the wave.'],
  },
  {
    code: 'RW504',
    title: 'A statement comes from nowhere',
    cause: 'A written file has a definition that no split module has.',
    example: TAMPERED,
    waysOut: [REPORT],
  },
  {
    code: 'RW505',
    title: 'Statements would change their order',
    cause: 'Two statements that go to the same module would run in another order than now.',
    example: TAMPERED,
    waysOut: [REPORT],
  },
  {
    code: 'RW510',
    title: 'A deleted module is imported',
    cause: 'A file imports a module that the wave deletes, or has deleted: the import would fail.',
    example: 'from shop.models import Order   # shop.models was split and deleted\n',
    waysOut: [
      'Import the name from the module that defines it now.',
      'Report it when the wave should have done that.',
    ],
  },
  {
    code: 'RW511',
    title: 'A shim would remain',
    cause:
      'A module under the dead name only hands on names that have moved, or a kept module imports them for others to find.',
    example: '# shop/models.py, after the wave\nfrom shop.orders import Order\n',
    waysOut: ['Import the names from the modules that define them.', 'Delete what stands at the dead path.'],
  },
];
