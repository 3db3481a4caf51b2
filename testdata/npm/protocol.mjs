// Prints the JSON schema of a protocol version as the conformance suite carries it, byte for byte as the specification
// publishes it: node protocol.mjs 2025-11-25|2026-07-28
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { runInNewContext } from 'node:vm';

const suite = createRequire(import.meta.url).resolve('@modelcontextprotocol/conformance/package.json').replace('package.json', 'dist/index.js');
const source = readFileSync(suite, 'utf8');
const version = process.argv[2];

// literal returns the object literal that starts at a brace; its strings may hold braces.
const literal = (start) => {
  for (let at = start, depth = 0; ; at++) {
    const c = source[at];
    if (c === '`' || c === '"' || c === "'") {
      for (at++; source[at] !== c; at++) if (source[at] === '\\') at++;
    } else if (c === '{') depth++;
    else if (c === '}' && --depth === 0) return source.slice(start, at + 1);
  }
};
const found = [];
for (const m of source.matchAll(/=(?=\{\$schema:`https:\/\/json-schema\.org\/draft\/2020-12\/schema`,\$defs:)/g)) {
  const schema = runInNewContext(`(${literal(m.index + 1)})`);
  const stateless = 'DiscoverResult' in schema.$defs;
  if ('ListToolsResult' in schema.$defs && stateless === (version === '2026-07-28')) found.push(schema);
}
if (found.length !== 1) throw new Error(`${found.length} schemas of ${version} in ${suite}`);
process.stdout.write(JSON.stringify(found[0], null, 4) + '\n');
