import { continues, DOT, digitValue, isDigit, UNDERSCORE, ZERO } from './characters.js';
import { PythonSyntaxError } from './tokens.js';

/** The end of the number at `start`, a digit or a dot before one. */
export function numberEnd(text: string, start: number): number {
  let pos = start;
  if (text.charCodeAt(start) === ZERO) {
    switch (text.charCodeAt(start + 1) | 32) {
      case 120: // x
        return radixNumber(text, start, 16, 'hexadecimal');
      case 111: // o
        return radixNumber(text, start, 8, 'octal');
      case 98: // b
        return radixNumber(text, start, 2, 'binary');
    }
  }
  if (text.charCodeAt(pos) !== DOT) pos = digits(text, pos);
  const integerEnd = pos;
  if (text.charCodeAt(pos) === DOT) {
    pos++;
    if (isDigit(text.charCodeAt(pos))) pos = digits(text, pos);
  }
  if ((text.charCodeAt(pos) | 32) === 101) {
    // e: an exponent only when digits follow, as `1else` is a number and a keyword.
    const sign = text.charCodeAt(pos + 1);
    const signed = sign === 43 || sign === 45;
    if (isDigit(text.charCodeAt(pos + (signed ? 2 : 1)))) pos = digits(text, pos + (signed ? 2 : 1));
    else if (signed) throw new PythonSyntaxError('invalid decimal literal', pos);
  }
  if ((text.charCodeAt(pos) | 32) === 106) {
    return endNumber(text, pos + 1, 'imaginary');
  }
  if (pos === integerEnd && text.charCodeAt(start) === ZERO) checkLeadingZeros(text, start, pos);
  return endNumber(text, pos, 'decimal');
}

/** Digits with single underscores between them. */
function digits(text: string, from: number): number {
  let pos = from;
  for (;;) {
    while (isDigit(text.charCodeAt(pos))) pos++;
    if (text.charCodeAt(pos) !== UNDERSCORE) return pos;
    pos++;
    if (!isDigit(text.charCodeAt(pos))) throw new PythonSyntaxError('invalid decimal literal', pos - 1);
  }
}

function radixNumber(text: string, start: number, radix: number, name: string): number {
  let pos = start + 2;
  for (;;) {
    if (text.charCodeAt(pos) === UNDERSCORE) pos++;
    const from = pos;
    while (digitValue(text.charCodeAt(pos)) < radix) pos++;
    const c = text.charCodeAt(pos);
    if (isDigit(c)) throw new PythonSyntaxError(`invalid digit '${text[pos]}' in ${name} literal`, pos);
    if (pos === from) throw new PythonSyntaxError(`invalid ${name} literal`, pos - 1);
    if (c !== UNDERSCORE) return endNumber(text, pos, name);
  }
}

function checkLeadingZeros(text: string, start: number, end: number): void {
  for (let i = start; i < end; i++) {
    const c = text.charCodeAt(i);
    if (c !== ZERO && c !== UNDERSCORE) {
      throw new PythonSyntaxError(
        'leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers',
        start,
      );
    }
  }
}

/** A number may touch the keyword after it (`1if x else y`), but no other word. */
function endNumber(text: string, end: number, name: string): number {
  const c = text.charCodeAt(end);
  if (c < 128 && continues[c] === 1 && !startsAfterNumber(text, end)) {
    throw new PythonSyntaxError(`invalid ${name} literal`, end - 1);
  }
  return end;
}

const AFTER_NUMBER = /and|else|for|i[fns]|or|not/y;

function startsAfterNumber(text: string, pos: number): boolean {
  AFTER_NUMBER.lastIndex = pos;
  return AFTER_NUMBER.test(text);
}
