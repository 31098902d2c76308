// What `lookback check --format sarif` prints is what the standard asks for: `LOOKBACK_SARIF` lists the files, apart by spaces.
//
// The schema comes from `@microsoft/jest-sarif` (MIT), of which nothing else is used.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import Ajv from 'ajv';

const require = createRequire(import.meta.url);
const ajv = new Ajv({ schemaId: 'auto', allErrors: true });
ajv.addMetaSchema(require('ajv/lib/refs/json-schema-draft-04.json'));
const validate = ajv.compile(require('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'));

const read = (file) => JSON.parse(readFileSync(file, 'utf8'));

for (const file of process.env.LOOKBACK_SARIF.split(' ')) {
  test(`${file} fits the schema`, () => {
    const log = read(file);
    assert.ok(validate(log), JSON.stringify(validate.errors, null, 2));
    for (const run of log.runs) {
      for (const result of run.results) {
        assert.equal(run.tool.driver.rules[result.ruleIndex].id, result.ruleId);
        const { uri } = result.locations[0].physicalLocation.artifactLocation;
        assert.ok(!uri.startsWith('/') && new URL(uri, 'https://example.org/').href.endsWith(uri), uri);
      }
    }
  });
}

test('the schema can say no', () => {
  assert.ok(!validate({ version: '2.1.0', runs: [{ tool: { driver: {} } }] }));
});
