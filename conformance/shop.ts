import type { Tree } from './cell.js';

/** The module that is split: state with the functions that change it, a class, constants, a private helper. */
export const LEGACY = `"""Everything that the shop does, in one place."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass

from shop.base import BASE

__all__ = ["BASE", "LIMIT", "RATES", "STATE", "Item", "bump", "price", "total"]

logger = logging.getLogger(__name__)

LIMIT = 10
RATES = {"std": 2}
STATE: dict[str, int] = {"hits": BASE}


def bump(by: int = 1) -> int:
    """Count hits."""
    STATE["hits"] += by
    logger.debug("hits: %s", STATE["hits"])
    return STATE["hits"]


@dataclass
class Item:
    """Something to sell."""

    name: str
    qty: int = 1

    def cost(self) -> int:
        return price(self.name) * self.qty


def price(name: str) -> int:
    """What one piece costs."""
    return _lookup(name)


def _lookup(name: str) -> int:
    return RATES.get(name, LIMIT)


def total(items: list[Item]) -> int:
    """What all pieces cost, as JSON would carry it."""
    return json.loads(json.dumps(sum(item.cost() for item in items)))
`;

/** The package around it; importers are added per cell. */
export const SHOP: Tree = {
  'shop/__init__.py': '"""A shop."""\n',
  'shop/base.py': 'BASE = 0\n',
  'shop/deep/__init__.py': '',
  'shop/legacy.py': LEGACY,
};

/** To three destinations, of which each needs the one before it. */
export const SPLIT = `kind: split-module
source: shop.legacy
legacy: delete
into:
  - module: shop.alpha
    docstring: State of the shop.
    symbols: [LIMIT, RATES, STATE, bump]
  - module: shop.beta
    docstring: What the shop sells.
    rest: true
  - module: shop.deep.gamma
    docstring: Sums.
    symbols: [total]
`;

/** The same with a module that inherits mentions of the old one. */
export const SPLIT_WITH_HEIR = SPLIT.replace('legacy: delete\n', 'legacy: delete\nheir: shop.beta\n');

/** Only the counter moves; the rest stays where it was. */
export const KEEP = `kind: split-module
source: shop.legacy
legacy: keep
into:
  - module: shop.alpha
    docstring: State of the shop.
    symbols: [STATE, bump]
`;

/** Everything to one new module. */
export const RENAME = `kind: split-module
source: shop.legacy
legacy: delete
heir: shop.ledger
into:
  - module: shop.ledger
    docstring: Everything that the shop does.
    rest: true
`;

/** To a module that exists already, and a new one. */
export const EXISTING = `kind: split-module
source: shop.legacy
legacy: delete
into:
  - module: shop.till
    existing: true
    symbols: [LIMIT, RATES, STATE, bump, price, _lookup]
  - module: shop.beta
    docstring: What the shop sells.
    rest: true
`;
