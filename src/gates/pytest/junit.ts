/** One `<testcase>` of a junit report. */
export interface JunitCase {
  readonly classname: string;
  readonly name: string;
  /** Present in the `xunit1` family only. */
  readonly file: string | undefined;
  /** From 0, as pytest counts. */
  readonly line: number | undefined;
  readonly results: readonly JunitResult[];
}

/** What a case carries when it did not simply pass. */
export interface JunitResult {
  readonly kind: 'failure' | 'error' | 'skipped';
  readonly type: string;
  readonly message: string;
}

const TOKEN =
  /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<(\/?)([\w:.-]+)((?:"[^"]*"|'[^']*'|[^>"'])*)>/g;
const ATTRIBUTE = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const ENTITY = /&(?:#x([0-9a-f]+)|#(\d+)|(lt|gt|amp|quot|apos));/gi;
const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/**
 * The cases of a junit report as pytest writes it, in order; `undefined` when the report is cut off. Reads the subset
 * of XML that Python's ElementTree emits (elements, attributes, entities), which needs no parser of all of XML.
 */
export function readJunit(xml: string): readonly JunitCase[] | undefined {
  const cases: JunitCase[] = [];
  let open: { attributes: Readonly<Record<string, string>>; results: JunitResult[] } | undefined;
  let root: string | undefined;
  let closed = false;
  for (const [token, slash, tag, rest] of xml.matchAll(TOKEN)) {
    if (tag === undefined) continue;
    const empty = rest!.endsWith('/') || slash === '/';
    root ??= tag;
    if (tag === root && empty) closed = true;
    if (tag === 'testcase') {
      if (slash !== '/') open = { attributes: attributesOf(token), results: [] };
      if (empty && open !== undefined) {
        cases.push(caseOf(open.attributes, open.results));
        open = undefined;
      }
    } else if (open !== undefined && slash !== '/' && isResult(tag)) {
      const { type = '', message = '' } = attributesOf(token);
      open.results.push({ kind: tag, type, message });
    }
  }
  return closed ? cases : undefined;
}

function isResult(tag: string): tag is JunitResult['kind'] {
  return tag === 'failure' || tag === 'error' || tag === 'skipped';
}

function caseOf(attributes: Readonly<Record<string, string>>, results: readonly JunitResult[]): JunitCase {
  const { classname = '', name = '', file, line } = attributes;
  return { classname, name, file, line: line === undefined ? undefined : Number(line), results };
}

function attributesOf(token: string): Readonly<Record<string, string>> {
  const attributes: Record<string, string> = {};
  for (const [, name, double, single] of token.matchAll(ATTRIBUTE)) {
    attributes[name!] = unescapeXml(double ?? single ?? '');
  }
  return attributes;
}

function unescapeXml(text: string): string {
  return text.replace(ENTITY, (_, hex?: string, decimal?: string, named?: string) => {
    if (named !== undefined) return NAMED[named.toLowerCase()]!;
    return String.fromCodePoint(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16));
  });
}
