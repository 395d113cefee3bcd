import { describe, expect, test } from 'vitest';
import { proveWave, textOf } from '../support/wave.js';

const MOVE = 'kind: move-symbol\nsource: shop.models\nto: shop.orders\nsymbols: [Order]\n';

const tree = (orders: string, models: string) => ({
  'shop/__init__.py': '',
  'shop/customers.py': 'class Customer:\n    pass\n',
  'shop/models.py': models,
  'shop/orders.py': orders,
});

const PLAIN = 'class Order:\n    pass\n';
const GUARDED =
  'from __future__ import annotations\n\nfrom typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    from shop.customers import Customer\n\n\nclass Order:\n    by: Customer\n\n\nclass Line:\n    by: Customer\n';

function moved(orders: string, models: string): string | undefined {
  const proved = proveWave(tree(orders, models), MOVE);
  expect(proved.planned.plan.findings.map(({ code, message }) => `${code} ${message}`)).toEqual([]);
  expect(proved.gates.filter(({ passed }) => !passed)).toEqual([]);
  return textOf(proved, 'shop/orders.py');
}

describe('an `if TYPE_CHECKING:` whose only import is not needed any more', () => {
  const first = 'from __future__ import annotations\n\n';
  const block = 'if TYPE_CHECKING:\n    from shop.models import Order\n';
  const rest = '\n\ndef cost(order: Order) -> int:\n    return 1\n';

  test('goes with the import of TYPE_CHECKING, and leaves no gap', () => {
    expect(moved(`${first}from typing import TYPE_CHECKING\n\n${block}${rest}`, PLAIN)).toBe(
      `${first.trimEnd()}\n${rest}\n\n${PLAIN}`,
    );
  });

  test('TYPE_CHECKING stays where something else reads it, or where it has company', () => {
    const twice = `${first}from typing import TYPE_CHECKING, Protocol\n\n${block}${rest}\n\nclass P(Protocol):\n    pass\n`;
    expect(moved(twice, PLAIN)).toBe(
      `${first}from typing import Protocol\n${rest}\n\nclass P(Protocol):\n    pass\n\n\n${PLAIN}`,
    );
    const read = `${first}import typing\n\nif typing.TYPE_CHECKING:\n    from shop.models import Order\n${rest}\nprint(typing.TYPE_CHECKING)\n`;
    expect(moved(read, PLAIN)).toBe(
      `${first}import typing\n${rest}\nprint(typing.TYPE_CHECKING)\n\n\n${PLAIN}`,
    );
  });

  test('stays for what the moved code needs for its types', () => {
    expect(moved(`${first}from typing import TYPE_CHECKING\n\n${block}${rest}`, GUARDED)).toBe(
      `${first}from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    from shop.customers import Customer\n${rest}\n\nclass Order:\n    by: Customer\n`,
    );
  });
});
