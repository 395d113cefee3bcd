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
  /** What the element encloses: the traceback. */
  readonly text: string;
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
  let open: OpenCase | undefined;
  let root: string | undefined;
  let closed = false;
  for (const match of xml.matchAll(TOKEN)) {
    const [token, slash, tag, rest] = match;
    if (tag === undefined) continue;
    const opens = slash !== '/';
    const closes = !opens || rest!.endsWith('/');
    root ??= tag;
    if (tag === root && closes) closed = true;
    if (tag === 'testcase' && opens) open = { attributes: attributesOf(token), results: [] };
    if (open !== undefined && isResult(tag) && opens) {
      const text = closes ? '' : textAt(xml, match.index + token.length);
      const { type = '', message = '' } = attributesOf(token);
      open.results.push({ kind: tag, type, message, text });
    }
    if (tag === 'testcase' && closes && open !== undefined) {
      cases.push(caseOf(open));
      open = undefined;
    }
  }
  return closed ? cases : undefined;
}

interface OpenCase {
  readonly attributes: Readonly<Record<string, string>>;
  readonly results: JunitResult[];
}

function textAt(xml: string, start: number): string {
  const end = xml.indexOf('<', start);
  return unescapeXml(end === -1 ? '' : xml.slice(start, end));
}

function isResult(tag: string): tag is JunitResult['kind'] {
  return tag === 'failure' || tag === 'error' || tag === 'skipped';
}

function caseOf({ attributes, results }: OpenCase): JunitCase {
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
