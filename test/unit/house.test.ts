// The rules of the house (docs/house.md), checked on the imports themselves.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const src = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'src');

/** Floors from the bottom; a room may import from the floors below its own, and from nothing beside or above it. */
const FLOORS: readonly (readonly string[])[] = [
  ['core', 'i18n'],
  ['config'],
  ['wire/der', 'wire/dns'],
  ['wire/x509'],
  ['net/resolver'],
  ['net/dnssec'],
  ['net', 'store'],
  ['validation'],
  ['delegation/names'],
  ['delegation/health'],
  ['delegation/persist'],
  ['doctor/outside', 'doctor/inside'],
  ['doctor/causes'],
  ['doctor/remedies'],
  ['doctor/advice', 'doctor/explain'],
  ['delegation/zone'],
  ['delegation/transfer', 'delegation/rollover'],
  ['delegation/providers'],
  ['delegation/audit'],
  ['delegation/broker'],
  ['delegation/identity'],
  ['delegation/import'],
  ['delegation/entrances'],
  ['authority/signer'],
  ['authority/ca'],
  ['authority/acme'],
  ['lab'],
  ['console/api'],
  ['cli'],
  ['main.ts'],
];
const NEIGHBOURS = new Set(['core>i18n', 'i18n>core', 'net/resolver>net', 'net/dnssec>net']);

type Import = { from: string; to: string; file: string; target: string };

test('imports go down the floors only, and enter a room through its index.ts', () => {
  const imports = globSync('**/*.ts', { cwd: src }).flatMap(readImports);
  assert.ok(imports.length > 50, 'the imports were found');
  const wrong = imports.filter((one) => one.from !== one.to).flatMap(complaints);
  assert.deepEqual(wrong, []);
});

test('every room is on a floor', () => {
  const homeless = globSync('**/*.ts', { cwd: src }).filter((file) => floorOf(roomOf(file)) === -1);
  assert.deepEqual(homeless, []);
});

test('no source file is longer than 350 lines', () => {
  const long = globSync('**/*.ts', { cwd: src }).filter(
    (file) => readFileSync(join(src, file), 'utf8').split('\n').length > 350,
  );
  assert.deepEqual(long, []);
});

function complaints({ from, to, file, target }: Import): string[] {
  const found: string[] = [];
  if (floorOf(to) >= floorOf(from) && !NEIGHBOURS.has(`${from}>${to}`)) {
    found.push(`${file} (${from}) imports upwards from ${to}`);
  }
  // the two rooms of the ground floor read each other's types: messages are typed by faults and faults by messages
  const inside = NEIGHBOURS.has(`${from}>${to}`);
  if (!inside && !target.endsWith('index.ts')) found.push(`${file} passes the door of ${to}: ${target}`);
  return found;
}

function readImports(file: string): Import[] {
  const text = readFileSync(join(src, file), 'utf8');
  const specifiers = [...text.matchAll(/(?:from|import\(|new URL\()\s*'(\.{1,2}\/[^']+)'/g)];
  return specifiers.flatMap(([, specifier = '']) => {
    const target = relative(src, resolve(dirname(join(src, file)), specifier));
    if (target === join('..', 'package.json')) return []; // the ground that the house stands on: the version is there
    return [{ from: roomOf(file), to: roomOf(target), file, target }];
  });
}

function roomOf(file: string): string {
  const parts = file.split('/');
  const two = parts.slice(0, 2).join('/');
  if (FLOORS.flat().includes(two)) return two;
  return parts[0] ?? '';
}

function floorOf(room: string): number {
  return FLOORS.findIndex((floor) => floor.includes(room));
}
