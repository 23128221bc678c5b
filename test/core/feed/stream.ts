/** Reads a made-up file of orders of so many megabytes, and says how many documents it had. */

import { feedReader } from '../../../src/core/feed/read.ts';
import { bytes, definitionOf } from './fixture.ts';

const ROWS = 500;
const row = (number: number): string =>
  `${4_500_000_000 + Math.floor(number / 5)},2024-03-05,4012345000009,K-${number % 997},"Bolt, M8 ""x"" 40",12.50\n`;

const length = Number(process.argv[2]) * 1e6;
const reader = feedReader(definitionOf('group: Order No', 'number: Order No\nlines:\n  each: row\n  quantity: Price'));
let documents = 0;

const take = (units: ReturnType<typeof reader.push>): void => {
  documents += units.filter(({ unit }) => unit === 'set').length;
};

take(reader.push(bytes('Order No,Order Date,Ship To,Item,Description,Price\n')));
const rows = Math.floor(length / row(0).length / ROWS) * ROWS;
for (let number = 0; number < rows; number += ROWS)
  take(reader.push(bytes(Array.from({ length: ROWS }, (_, i) => row(number + i)).join(''))));
take(reader.end());
process.stdout.write(String(documents));
